"""Why actions end, as the bank's free text says it: a few reasons that a user may ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

ENDINGS: Final[Mapping[str, re.Pattern[str]]] = {
    "Manque d'argent": re.compile(
        r"\b(?:financ\w+|argent|subvention\w*|budget\w*|credits?|fonds|couts?|couteu\w+|dotation"
        r"|degressive?|pas (?:pu )?compenser|pas retenu)\b"
    ),
    "Manque de participants": re.compile(
        r"\b(?:monde|participant\w*|participation|inscri\w+|frequent\w+|public|candidat\w*"
        r"|personne ne|demandes?|mobilis\w+)\b"
    ),
    "Manque de bénévoles": re.compile(r"\bbenevol\w+"),
    "Départ ou manque de salariés": re.compile(
        r"\b(?:salarie\w*|postes?|recrut\w+|animat\w+|referent\w*|directeur|directrice|equipe"
        r"|contrat d\w* \w+)\b"
    ),
    "Menée à son terme": re.compile(
        r"\b(?:menee? a (?:son terme|bien)|arrivee?s? a (?:son )?terme|prevue?s?|atteints?"
        r"|fin d(?:u|e la|e l) (?:projet|convention|experimentation)|ponctuel\w*|a abouti)\b"
    ),
    "Reprise par d'autres": re.compile(
        r"\b(?:repris\w*|relais|(?:pris|prend|prennent) la suite|autonomes?"
        r"|(?:portee?|geree?|absorbee?) par|sa propre association)\b"
    ),
    "Crise sanitaire": re.compile(r"\b(?:covid\w*|sanitaire|confinement|pandemie)\b"),
    "Lieu perdu": re.compile(
        r"\b(?:local|locaux|salle|logement|appartement|demenag\w+|travaux|bail|loyer)\b"
    ),
}
"""Reason to the words that say it in normalised text."""


def endings_said(plain: str) -> Iterator[tuple[str, str]]:
    """(reason, words) of each reason that a normalised text gives."""
    for reason, words in ENDINGS.items():
        if match := words.search(plain):
            yield reason, match[0]
