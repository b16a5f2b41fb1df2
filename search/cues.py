"""Tables of the words by which a query asks for a section, a status, a public or a partner.

Cues are folded regular expressions on whole words. They only ever lift; what they lift is
said in `Results.understood`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from corpus import labels
from corpus.fiche import normalise
from corpus.vocabulary import DIMENSIONS, KEYWORDS
from french.terms import stem, stop_words

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    r"budgets?|cout(?:s|e|ent|er)?|combien (?:ca|cela) (?:a )?cout\w*|financements?|finance(?:r|e|es|ent|urs?)?"
    r"|subventions?|ressources financieres|prix|tarifs?|depenses?|moyens financiers|co ?financeurs?": (
        labels.FUNDING,
    ),
    r"combien de (?:benevoles?|salarie\w*|personnes|professionnels?|intervenants?)"
    r"|nombre de (?:benevoles?|personnes|salarie\w*|participants?)|moyens humains|equipe mobilisee"
    r"|effectifs?|personnel mobilise|combien de monde": (labels.PEOPLE,),
    r"difficultes?|limites?|freins?|obstacles?|echecs?|problemes? rencontres?|ce qui n ?a pas marche"
    r"|points? faibles?|galeres?|coince\w*": (labels.LIMITS,),
    r"perspectives?|suites?|et apres|avenir|prolongements?|perennis\w*|evolutions? prevues?": (
        labels.PROSPECTS,
    ),
    r"resultats?|impacts?|effets?|bilan|benefices?|ce que ca a (?:change|donne|apporte)"
    r"|retombees|evaluations?": (
        labels.RESULT_INHABITANTS,
        labels.RESULT_TERRITORY,
        labels.RESULT_CENTRE,
    ),
    r"etapes?|demarrage|mise en place|comment (?:ca|cela) s est (?:monte|passe)|deroule(?:ment)?"
    r"|phases?|calendrier": (labels.GENERAL, labels.DESCRIPTION),
    r"objectifs?|constats?|diagnostics?|pourquoi": (labels.DESCRIPTION,),
    r"initiative (?:des?|d une?|du) \w+": (labels.INITIATIVE,),
}
"""Cue to the sections that it asks for."""

ENDED: Final = (
    r"actions? (?:\w+ ){0,3}(?:terminee?s?|arretee?s?|finies?|abandonnee?s?|stoppee?s?)"
    r"|projets? (?:\w+ ){0,3}(?:termines?|arretes?|finis?|abandonnes?|stoppes?)|terminee?s?"
    r"|arretee?s?|abandonnee?s?|qui (?:se sont|ont ete|s est) (?:arretee?s?|terminee?s?)"
    r"|pourquoi (?:\w+ ){0,5}arrete\w*|raisons? (?:de l |d )?(?:arret|fin)"
)
ONGOING: Final = r"en cours|toujours actives?|encore actives?|qui continuent?|en activite"

PUBLICS: Final[Mapping[str, str]] = {
    r"seniors?|aines?|personnes? agees?|retraite(?:e?s)?|vieux|vieilles?|papis?|mamies?|troisieme age"
    r"|3e age|gramounes?|plus de (?:60|65|70|75) ans": "Seniors",
    r"familles?|parents?|mamans?|papas?|peres?|meres?|monoparental\w*|parentalite": "Familles",
    r"tout petits?|bebes?|petite enfance|0 3 ans|moins de (?:3|6) ans|assistantes? maternelles?|jeunes? enfants?"
    r"|creche\w*": "Petite enfance",
    r"ados?|adolescent\w*|jeunes?|jeunesse|collegien\w*|lyceen\w*|enfants?|11 17 ans": "Jeunesse",
    r"jeunes? adultes?|18 (?:25|30) ans|16 25 ans|etudiants?": "Jeunes adultes",
}
"""Cue to the canonical public that it names."""

FUNDERS: Final[Mapping[str, str]] = {
    r"caf": "Caf",
    r"msa": "MSA",
    r"carsat": "CARSAT",
    r"cpam|assurance maladie": "CPAM",
    r"ars|agence regionale de sante": "ARS",
    r"fonjep": "FONJEP",
    r"acse": "ACSE",
    r"conseil departemental|conseil general": "Conseil départemental",
    r"prefecture": "Préfecture",
    r"bailleurs?(?: socia(?:l|ux))?|hlm": "Bailleur social",
    r"fondations?": "Fondations",
    r"etat": "État",
    r"communaute de communes|comcom|intercommunalite|agglo\w*|epci": "Regroupement de communes",
    r"mairie|municipalite": "Commune",
}
"""Cue to the canonical partner that it names."""

TERRITORIES: Final[Mapping[str, str]] = {
    r"plusieurs quartiers|entre quartiers|inter quartiers?": "Plusieurs quartiers",
    r"(?:a l echelle |au niveau |dans |sur )(?:d |du |de )?(?:un |le |mon |notre )?(?:seul )?quartier": "Un quartier",
    r"plusieurs communes|intercommuna\w*|entre communes|a l echelle d une communaute": (
        "Plusieurs communes"
    ),
    r"(?:sur |dans )?une seule commune|a l echelle (?:de la|d une) commune": "Une commune",
}

RURAL: Final = (
    r"rural\w*|campagne|villages?|hameaux?|petites? communes?|zone blanche|milieu rural|ruralite"
)
"""Lifts fiches that say it themselves; never guessed from the département."""

INITIATIVES: Final[Mapping[str, str]] = {
    r"(?:a l )?initiative (?:des|d) (?:un groupe d )?habitants|(?:portee?s?|montee?s?|lancee?s?|creee?s?|impulsee?s?)"
    r" par (?:des|les) habitants": "Un groupe d'habitants",
    r"(?:a l )?initiative d une? habitante?|portee?s? par une? habitante?": "Un habitant",
}

AROUND: Final = (
    r"departements? (?:voisins?|limitrophes?|alentours?|d a cote)|limitrophes?"
    r"|(?:et )?(?:les )?(?:alentours|environs)(?! de \d)"
)
"""With a département: those around it are wanted too."""

NEAR: Final = r"(?:autour|pres|pas loin|a cote) (?:de|du|d)(?: (?:la|le|les|l))?"
"""The same where the place follows at once: « autour de Millau », not « autour du jeu »."""

_TOO_COMMON = frozenset({"Habitants", "Famille", "Habitant"})
_NO_KEYWORD = frozenset({"environ", "environs"})
"""Words that have the stem of a keyword and not its meaning."""

EXCLUSION: Final = r"(?:hors|sauf|excepte|a part|sans|mais pas|pas)"


@cache
def word_pattern(cue: str) -> re.Pattern[str]:
    """The cue on whole words of a normalised text."""
    return re.compile(rf"(?<![a-z0-9])(?:{cue})(?![a-z0-9])")


def around(plain: str, places: Sequence[str]) -> str | None:
    """The words that ask for what lies around the places that a normalised text names so."""
    said = "|".join(map(re.escape, places))
    cue = rf"{AROUND}|{NEAR}(?= (?:{said}))|(?:{said}) (?:et|ou) (?:les |ses )?voisins"
    match = re.search(rf"(?<![a-z0-9])(?:{cue})(?![a-z0-9])", plain) if places else None
    return match[0] if match else None


def keywords_named(plain: str) -> Iterator[tuple[str, str, str]]:
    """(facet, value, words) of the bank's keywords and dimensions that a normalised text names.

    A keyword of several parts (« Mobilité / transport ») is named by any of them.
    """
    said = (word for word in plain.split() if word not in stop_words() | _NO_KEYWORD)
    stems = {stem(word): word for word in said}
    named = DIMENSIONS if "dimension" in plain else ()
    for facet, values in (("keyword", KEYWORDS), ("dimension", named)):
        for value in values:
            for part in _parts(value):
                if part and part <= stems.keys() and value not in _TOO_COMMON:
                    yield facet, value, " ".join(stems[s] for s in sorted(part))
                    break


@cache
def _parts(value: str) -> tuple[frozenset[str], ...]:
    parts = [value, *re.split(r"\s*[/,&]\s*", value)]
    words = [[w for w in normalise(p).split() if w not in stop_words()] for p in parts]
    return tuple(frozenset(map(stem, found)) for found in words)
