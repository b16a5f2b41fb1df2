"""What a sentence must hold to give a thing: an amount, a name, a cause, a limit…

A detector reads one sentence, whatever is asked, and says how surely it holds its thing: 0 to
1, in hundredths. They run when the sentence is indexed, never while somebody waits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from french import Amount, lowered, read_amounts


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as detectors read it: as written, folded (see `plain`), and its amounts."""

    text: str
    plain: str
    amounts: tuple[Amount, ...]

    @classmethod
    def read(cls, text: str) -> Said:
        """Fold a sentence and read its amounts, once for all detectors."""
        return cls(text, lowered(text), tuple(read_amounts(text)))


Detector = Callable[[Said], float]
"""How surely a sentence holds a thing, 0 to 1."""


def says(pattern: str) -> Detector:
    """One of the folded words (a regular expression) stands in the sentence."""
    compiled = re.compile(rf"(?<![a-z0-9])(?:{pattern})")
    return lambda said: float(bool(compiled.search(said.plain)))


def kind(*kinds: str) -> Detector:
    """An amount of one of these kinds stands in the sentence."""
    return lambda said: float(any(amount.kind in kinds for amount in said.amounts))


def money_as(worth: Mapping[str | None, float]) -> Detector:
    """The best worth of the amounts of money, by the part that each plays."""

    def detect(said: Said) -> float:
        roles = [amount.role for amount in said.amounts if amount.kind == "money"]
        return max((worth.get(role, 0.5) for role in roles), default=0.0)

    return detect


def either(*options: tuple[Detector, float]) -> Detector:
    """The best of several, each with its weight."""
    return lambda said: max(weight * detect(said) for detect, weight in options)


_FREE = says(
    r"gratuit|sans (?:aucun )?(?:budget|cout|financement|argent)"
    r"|aucun (?:budget|cout|financement|frais)"
    r"|pas de (?:budget|financement|cout|ressources?|subvention)|prix libre|libre participation"
    r"|fonds propres|autofinanc"
)
_FREE_FOR_USERS = says(
    r"gratuit|prix libre|libre participation|participation libre"
    r"|sans participation|a prix coutant"
)
_FUNDER = says(
    r"financ|subvention|fonds? |fondation|appels? a projets?|dotation|mecen"
    r"|reaap|clas\b|fdva|cofinanc"
    r"|prestation de service|bourses? |dons? |vers(?:e|ent|ee|es)\b"
    r"|pris(?:e)? en charge|paye (?:par|sur)"
    r"|credits?|enveloppe|aide (?:de|du)|soutien (?:financier|de la|du)"
    r"|autofinanc|politique de la ville"
)
_BODIES = says(
    r"caf\b|msa\b|carsat|ars\b|cpam|etat\b|prefecture|departement\b"
    r"|conseil (?:departemental|regional)"
    r"|region\b|mairie|ville de|commune|communaute|metropole|agglo|europe"
    r"|leader|fse|bailleur|mutual"
    r"|caisse"
)
_WORKER = says(
    r"animat|salarie|benevol|professionnel|etp\b|referent|coordinat|coordonn|educat|intervenant"
    r"|stagiaire|service civique|volontaire|directeur|directrice|agent"
    r"|mediat|psycholog|conseiller"
    r"|formateur|formatrice|encadr|equipe|technicien|artiste|prestataire|infirmier|travailleu"
)
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
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_PARTNER_WORD = re.compile(r"(?<![a-z])(?:partenai|partenariat|en lien avec|avec l)")
_PLACE = re.compile(
    r"\b(?:à|au|aux|dans|sur|de|du|en|chez|vers|place|rue|salle|local"
    r"|quartier|commune|village|locaux)\b"
    r"[^.]{0,40}?\b[A-ZÉÈÎ][\w-]{2,}|\b(?:salle|local|locaux|place|gare"
    r"|école|collège|parking|marché|jardin"
    r"|médiathèque|mairie|hall|halle|gymnase|maison|centre|terrain|pied"
    r"|appartement|domicile|bus|camion)\b"
)
_CONTACT = re.compile(r"[\w.]+@[\w.]+|(?:\+33|0)\s?\d(?:[ .-]?\d\d){4}|https?://|\bwww\.")
_AGE_GROUP = re.compile(
    r"\b(?:[âa]g[ée]e?s?|[âa]ge[s]?|nourrissons?|ados?\b|adolescent\w*|seniors?|b[ée]b[ée]s?"
    r"|maternelles?|coll[ée]gien\w*|lyc[ée]en\w*)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?<!^)(?<![.!?] )\b[A-ZÉ][a-zéèêïë-]{2,} (?:[A-ZÉ][a-zéèêïë-]{2,}"
    r"|[A-ZÉ]{3,})\b|\b(?:Mme|M\.|Mr) [A-Z]"
)


def place(said: Said) -> float:
    """A place is named."""
    return float(bool(_PLACE.search(said.text)))


def contact(said: Said) -> float:
    """A telephone, an address of mail or of a site."""
    return float(bool(_CONTACT.search(said.text)))


def partner(said: Said) -> float:
    """Bodies named, and better so where the sentence speaks of partners."""
    named = len(set(_BODY.findall(said.plain))) + len(_CAPITALS.findall(said.text))
    return min(1.0, 0.25 * named) * 0.8 + 0.2 * bool(_PARTNER_WORD.search(said.plain))


def person(said: Said) -> float:
    """Somebody is named, with what they do."""
    return float(bool(_PERSON.search(said.text)) and bool(_WORKER(said)))


def age(said: Said) -> float:
    """An age, or half so a word that names an age group."""
    return max(kind("age")(said), 0.5 * bool(_AGE_GROUP.search(said.text)))


DETECTORS: Final[Mapping[str, Detector]] = {
    "contact": contact,
    "person": person,
    "stopped": either(
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
    ),
    "fee": either(
        (money_as({"fee": 1.0, "unit": 0.9, None: 0.7}), 1.0),
        (_FREE_FOR_USERS, 0.9),
        (says(r"participation|adhesion|cotisation|quotient"), 0.4),
    ),
    "grant": money_as({"funding": 1.0, None: 0.8}),
    "cost": either(
        (money_as({"total": 1.0, None: 0.85, "funding": 0.7, "unit": 0.6}), 1.0), (_FREE, 0.6)
    ),
    "funder": either((_FUNDER, 1.0), (_BODIES, 0.5)),
    "rhythm": either(
        (
            says(
                r"chaque|tou(?:te)?s les|par (?:semaine|mois|an|jour|trimestre)|fois"
                r"|hebdo|mensuel|trimestriel|quotidien"
            ),
            1.0,
        ),
        (kind("schedule"), 0.6),
    ),
    "duration": either(
        (
            says(
                r"[\w,]+ (?:heures?|jours?|journees?|semaines?|mois|ans|annees?"
                r"|minutes?|seances?)|\d+ ?h"
            ),
            1.0,
        ),
        (kind("schedule", "date"), 0.5),
    ),
    "hours": either(
        (
            says(
                r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
                r"|\d{1,2} ?h(?:\d\d)?(?![a-z])"
            ),
            1.0,
        ),
        (kind("schedule", "date"), 0.6),
    ),
    "count": either(
        (kind("count", "share"), 1.0),
        (kind("money"), 0.3),
        (says(r"tou(?:s|tes) les|aucun|chaque|un seul|personne"), 0.3),
    ),
    "age": age,
    "date": either((kind("date"), 1.0), (kind("schedule"), 0.5), (says(r"depuis|il y a"), 0.6)),
    "origin": says(
        r"initiative|idee|propos|demande|souhait|lance|a l'origine|porte|ne d"
        r"|nee d|parti|constat|cree|impuls"
    ),
    "limit": either(
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
    ),
    "next": either(
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
    ),
    "involved": says(
        r"habitant|benevol|particip|impliqu|associ|parents?\b|familles?\b"
        r"|jeunes?\b|co-?construi|decid|choisi"
        r"|propos|groupe|comite|collectif|eux-memes|usager"
    ),
    "worker": _WORKER,
    "partner": partner,
    "place": place,
    "cause": either(
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
        (
            says(r"car |afin|pour |vivent|beaucoup|loin|plus de|pas de|souhait|permettre|lutter"),
            0.5,
        ),
    ),
    "aim": says(
        r"objectif|but |permett|favoris|vise|lutter|afin|pour |developp|renforc"
        r"|creer|rompre|offrir|proposer"
        r"|faire |donner|accompagn|sensibilis|valoris|aider|rendre|lien|finalite|enjeu"
    ),
    "public": says(
        r"public|famille|habitant|jeune|enfant|parent|senior|personne|femme"
        r"|homme|adulte|ado|retraite|adherent|usager"
    ),
    "material": says(
        r"materiel|equip|local\b|locaux|salle|vehicule|camion|minibus|ordinateur|tablette|outil|table"
        r"|chaise|fournitur|pret(?:e|ee|es)\b|achat|achet|logiciel|panneau|barnum|tente|cuisine|four\b"
        r"|frigo|mobilier"
    ),
}
"""Every detector by its name; what they find is kept in this order."""
