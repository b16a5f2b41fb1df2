"""Bodies that pay, by every name under which a question or a fiche gives them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from answers.holds import plain
from corpus.fiche import normalise

_NAMES: Final[tuple[str, ...]] = (
    r"caf\b|allocations? familiales?",
    r"msa\b|mutualite sociale agricole",
    r"carsat|caisses? de retraite|assurance retraite|cnav",
    r"cpam|assurance maladie|caisse primaire",
    r"ars\b|agences? regionales? de (?:la )?sante",
    r"etat\b|prefecture|dreets|drajes|ddcs|ddets|politique de la ville"
    r"|contrat de ville|fonjep|acse|france relance",
    r"mairie|ville|communes?\b|municipal",
    r"departement|conseil departemental|conseil general|cd ?\d\d",
    r"region\b|conseil regional",
    r"fondations?",
    r"bailleur|hlm|office public",
    r"agglo\w*|communaute|metropole|comcom|intercommunal|epci|cdc\b",
    r"europe\w*|fse|leader\b|feder\b|fonds social",
    r"fonjep",
    r"conference des financeurs",
    r"mecen\w*|entreprises?",
)
"""One pattern a body; the words of questions and of fiches go through the same ones."""


@cache
def payers(text: str) -> frozenset[int]:
    """The bodies that a text names, as numbers of the table."""
    folded = f"{plain(text)} {normalise(text)}"
    return frozenset(
        i for i, names in enumerate(_NAMES) if re.search(rf"(?<![a-z0-9])(?:{names})", folded)
    )
