"""What a sentence must hold to give a thing: an amount, a name, a cause, a limit…

Each test takes the text and its amounts and says how surely, 0 to 1. Texts are compared
folded, so that accents and case don't matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from french.amounts import Amount, amounts, says_age
from french.fold import fold

Holds = Callable[[str, tuple[Amount, ...]], float]
"""Text of a sentence and its amounts, to how surely it holds the thing, 0 to 1."""


def says(pattern: str) -> Holds:
    """A test: one of the folded words (a regular expression) stands in the text."""
    compiled = re.compile(rf"(?<![a-z0-9])(?:{pattern})")
    return lambda text, _: float(bool(compiled.search(plain(text))))


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Lower case without accents, punctuation kept."""
    return fold(text).lower().replace("’", "'")


@lru_cache(maxsize=200_000)
def amounts_of(text: str) -> tuple[Amount, ...]:
    """The amounts of a sentence, read once."""
    return tuple(amounts(text))


def kind(*kinds: str) -> Holds:
    """A test: an amount of one of these kinds stands in the text."""
    return lambda _, found: float(any(amount.kind in kinds for amount in found))


def money_as(worth: Mapping[str | None, float]) -> Holds:
    """The best worth of the amounts of money, by the part that each plays."""

    def holds(_: str, found: tuple[Amount, ...]) -> float:
        roles = [amount.role for amount in found if amount.kind == "money"]
        return max((worth.get(role, 0.5) for role in roles), default=0.0)

    return holds


def either(*options: tuple[Holds, float]) -> Holds:
    """A test: the best of several, each with its weight."""
    return lambda text, found: max(weight * holds(text, found) for holds, weight in options)


says_free = says(
    r"gratuit|sans (?:aucun )?(?:budget|cout|financement|argent)"
    r"|aucun (?:budget|cout|financement|frais)"
    r"|pas de (?:budget|financement|cout|ressources?|subvention)|prix libre|libre participation"
    r"|fonds propres|autofinanc"
)
says_free_for_users = says(
    r"gratuit|prix libre|libre participation|participation libre"
    r"|sans participation|a prix coutant"
)
says_funder = says(
    r"financ|subvention|fonds? |fondation|appels? a projets?|dotation|mecen"
    r"|reaap|clas\b|fdva|cofinanc"
    r"|prestation de service|bourses? |dons? |vers(?:e|ent|ee|es)\b"
    r"|pris(?:e)? en charge|paye (?:par|sur)"
    r"|credits?|enveloppe|aide (?:de|du)|soutien (?:financier|de la|du)"
    r"|autofinanc|politique de la ville"
)
says_bodies = says(
    r"caf\b|msa\b|carsat|ars\b|cpam|etat\b|prefecture|departement\b"
    r"|conseil (?:departemental|regional)"
    r"|region\b|mairie|ville de|commune|communaute|metropole|agglo|europe"
    r"|leader|fse|bailleur|mutual"
    r"|caisse"
)
_PEOPLE = (
    r"animat|salarie|benevol|professionnel|etp\b|referent|coordinat|coordonn|educat|intervenant"
    r"|stagiaire|service civique|volontaire|directeur|directrice|agent"
    r"|mediat|psycholog|conseiller"
    r"|formateur|formatrice|encadr|equipe|technicien|artiste|prestataire|infirmier|travailleu"
)
says_workers = says(_PEOPLE)
_BODY = re.compile(
    r"(?<![a-z0-9])(?:association|mairie|ville|communes?\b|departement"
    r"|caf\b|msa\b|ccas|ecoles?\b|college|lycee"
    r"|mission locale|mediatheque|bibliotheque|ehpad|hopital|hospitalier"
    r"|maternite|pmi\b|bailleur|cpam|carsat"
    r"|ars\b|pole emploi|france travail|communaute|region\b|etat\b"
    r"|prefecture|police|pompier|clic\b|mutual"
    r"|residence|maison|universite|entreprise|commercant"
    r"|conseil departemental|allocations familiales)"
)
_PARTNER_WORD = re.compile(r"(?<![a-z])(?:partenai|partenariat|en lien avec|avec l)")
says_cause = either(
    (
        says(
            r"constat|besoin|demand(?:e|es|aient|ait)\b|manqu|isole|isolement"
            r"|suite a|face a|absence|difficult"
            r"|problem|souffr|diagnostic|enquete|precari|desoeuvr|s'ennui|n'ont pas"
            r"|n'avaient|peu de|aucun"
            r"|jamais|trop|gaspill|rupture|plaign|plaint|urgence|eloigne|contexte|parce que"
        ),
        1.0,
    ),
    (says(r"car |afin|pour |vivent|beaucoup|loin|plus de|pas de|souhait|permettre|lutter"), 0.5),
)
says_aim = says(
    r"objectif|but |permett|favoris|vise|lutter|afin|pour |developp|renforc"
    r"|creer|rompre|offrir|proposer"
    r"|faire |donner|accompagn|sensibilis|valoris|aider|rendre|lien|finalite|enjeu"
)
says_limit = either(
    (
        says(
            r"difficil|difficult|limites?\b|freins?\b|manqu|problem|insuffis|fragil"
            r"|crainte|compliqu"
            r"|contraint|faute de|annul|retard|obstacle|inconvenient|bloqu|refus"
            r"|echou|echec|decourag"
            r"|regret|moins bien|point noir|penurie|tension|conflit|chronophage"
            r"|lourd|essouffl|peine a"
        ),
        1.0,
    ),
    (says(r"trop|peu |pas |plus |sans |aucun|seul|reste|baisse|depend|cher|n'"), 0.4),
)
says_material = says(
    r"materiel|equip|local\b|locaux|salle|vehicule|camion|minibus|ordinateur|tablette|outil|table"
    r"|chaise|fournitur|pret(?:e|ee|es)\b|achat|achet|logiciel|panneau|barnum|tente|cuisine|four\b"
    r"|frigo|mobilier"
)
says_next = either(
    (
        says(
            r"prochain|perspective|poursui|renouvel|souhait|envisag|prevu|prevoi"
            r"|reflech|reconduit"
            r"|elargir|etendre|peren|avenir|bientot|voudr|aimer|esper|nous allons"
            r"|projet de|a venir"
            r"|l'an prochain|rentree|\w+er(?:a|ont|ons)\b|il reste a|d'ici|a terme"
        ),
        1.0,
    ),
    (
        says(
            r"continu|developp|suite|projet|va |vont |demain|objectif|maintien"
            r"|ouvrir|lancer|creer|doit"
        ),
        0.4,
    ),
)
says_stopped = either(
    (
        says(
            r"arret|suspend|cesse|abandon|ferme(?:e|r|ture)|faute de|pris fin"
            r"|mis fin|a fin\b|fin de l'action"
            r"|s'est termin|n'est plus|n'a plus lieu|pas (?:ete )?renouvel"
            r"|non renouvel|ne continue pas"
        ),
        1.0,
    ),
    (says(r"fini|termin|plus de|manque|n'a pas|depart|repris|argent|financ"), 0.4),
)
says_involved = says(
    r"habitant|benevol|particip|impliqu|associ|parents?\b|familles?\b"
    r"|jeunes?\b|co-?construi|decid|choisi"
    r"|propos|groupe|comite|collectif|eux-memes|usager"
)
says_origin = says(
    r"initiative|idee|propos|demande|souhait|lance|a l'origine|porte|ne d"
    r"|nee d|parti|constat|cree|impuls"
)
_PLACE = re.compile(
    r"\b(?:à|au|aux|dans|sur|de|du|en|chez|vers|place|rue|salle|local"
    r"|quartier|commune|village|locaux)\b"
    r"[^.]{0,40}?\b[A-ZÉÈÎ][\w-]{2,}|\b(?:salle|local|locaux|place|gare"
    r"|école|collège|parking|marché|jardin"
    r"|médiathèque|mairie|hall|halle|gymnase|maison|centre|terrain|pied"
    r"|appartement|domicile|bus|camion)\b"
)
_CONTACT = re.compile(r"[\w.]+@[\w.]+|(?:\+33|0)\s?\d(?:[ .-]?\d\d){4}|https?://|\bwww\.")
_PERSON = re.compile(
    r"(?<!^)(?<![.!?] )\b[A-ZÉ][a-zéèêïë-]{2,} (?:[A-ZÉ][a-zéèêïë-]{2,}"
    r"|[A-ZÉ]{3,})\b|\b(?:Mme|M\.|Mr) [A-Z]"
)


def place(text: str, _: tuple[Amount, ...]) -> float:
    """A place is named."""
    return float(bool(_PLACE.search(text)))


def contact(text: str, _: tuple[Amount, ...]) -> float:
    """A telephone, an address of mail or of a site."""
    return float(bool(_CONTACT.search(text)))


def partner(text: str, _: tuple[Amount, ...]) -> float:
    """Bodies named, and better so where the sentence speaks of partners."""
    folded = plain(text)
    named = len(set(_BODY.findall(folded))) + len(re.findall(r"\b[A-Z]{3,}\b", text))
    return min(1.0, 0.25 * named) * 0.8 + 0.2 * bool(_PARTNER_WORD.search(folded))


def person(text: str, _: tuple[Amount, ...]) -> float:
    """Somebody is named, with what they do."""
    return float(bool(_PERSON.search(text)) and bool(says_workers(text, ())))


def age(text: str, found: tuple[Amount, ...]) -> float:
    """An age, or half so a word that names an age group."""
    if any(amount.kind == "age" for amount in found):
        return 1.0
    return 0.5 * says_age(text)


def always(_: str, __: tuple[Amount, ...]) -> float:
    """Holds nothing in particular."""
    return 0.0
