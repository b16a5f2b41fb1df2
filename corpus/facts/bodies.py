"""Bodies that pay, by every name under which a question or a fiche gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from corpus.fiche import normalise
from french.fold import plain

_NAMES: Final[Mapping[str, str]] = {
    "Caf": r"caf\b|allocations? familiales?|reaap\b|prestation de service|clas\b",
    "MSA": r"msa\b|mutualite sociale agricole",
    "CARSAT": r"carsat|caisses? de retraite|assurance retraite|cnav",
    "CPAM": r"cpam|assurance maladie|caisse primaire",
    "ARS": r"ars\b|agences? regionales? de (?:la )?sante",
    "État": r"etat\b|prefecture|dreets|drajes|ddcs|ddets|politique de la ville"
    r"|contrat de ville|fonjep|fdva|acse|france relance",
    "Commune": r"mairie|ville|communes?\b|municipal",
    "Conseil départemental": r"departement|conseil departemental|conseil general|cd ?\d\d",
    "Région": r"region\b|conseil regional",
    "Fondations": r"fondations?",
    "Bailleur social": r"bailleur|hlm|office public",
    "Regroupement de communes": r"agglo\w*|communaute|metropole|comcom|intercommunal|epci|cdc\b",
    "Europe": r"europe\w*|fse|leader\b|feder\b|fonds social",
    "FONJEP": r"fonjep",
    "Conférence des financeurs": r"conference des financeurs",
    "Mécénat": r"mecen\w*|entreprises?",
}
"""One pattern a body; the words of queries, of questions and of fiches go through the same."""

BODIES: Final = tuple(_NAMES)


def bodies(text: str) -> frozenset[str]:
    """The bodies that a text names."""
    return frozenset(named(text))


def named(text: str) -> dict[str, str]:
    """Each body that a text names, and the words that name it, without accents or capitals."""
    folded = f"{plain(text)} {normalise(text)}"
    found = (
        (name, re.search(rf"(?<![a-z0-9])(?:{words})[a-z0-9]*", folded))
        for name, words in _NAMES.items()
    )
    return {name: match[0] for name, match in found if match}
