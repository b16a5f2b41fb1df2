"""Kinds of structures, and the words by which fiches and queries name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

CENTRE: Final = "Centre social"

STRUCTURES: Final[Mapping[str, re.Pattern[str]]] = {
    kind: re.compile(words, re.IGNORECASE)
    for kind, words in (
        ("Espace de vie sociale", r"\bespaces? de vie sociale\b|\bevs\b"),
        ("MJC", r"\bmjc\b|\bmaisons? des jeunes\b"),
        ("Foyer rural", r"\bfoyers? rura(?:l|ux)\b"),
        ("Maison de quartier", r"\bmaisons? de quartiers?\b|\bmaisons? pour tous\b"),
        (
            CENTRE,
            r"centres? soci(?:al|aux)|centres? socio-?\s?-?\s?culturels?|\bcsc\b",
        ),
        ("Familles rurales", r"\bfamilles rurales\b"),
        ("Régie de quartier", r"\br[ée]gies? de quartiers?\b"),
        ("Tiers-lieu", r"\btiers[- ]lieux?\b"),
    )
}
"""Kind to the words that name it, in a text as written or normalised."""
