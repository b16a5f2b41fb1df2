"""Numbers as people write them, in figures or in words."""

from __future__ import annotations

import re
from typing import Final

WORD_VALUES: Final = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
    "seize": 16, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt": 20, "trente": 30,
    "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70, "quatre-vingt": 80,
    "quatre-vingts": 80, "quatre-vingt-dix": 90, "cent": 100, "deux cents": 200, "mille": 1000,
    "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20,
    "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "millier": 1000, "un seul": 1, "une seule": 1, "aucun": 0, "aucune": 0,
}  # fmt: skip
"""Words that count by themselves: « un » is an article too."""

_FIGURES: Final = re.compile(
    r"(?P<whole>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(?:[.,](?P<decimals>\d*))?"
)
_DOZENS: Final = re.compile(r"une? (?!seule?\b)(?P<many>\w+)(?: de)?")


def figures(written: str) -> str | None:
    """« 72 373 », « 72.373 » as 72373; « 35,50 » as 35.5; None for what is no number."""
    match = _FIGURES.fullmatch(written)
    if match is None:
        return None
    whole, decimals = re.sub(r"\D", "", match["whole"]), (match["decimals"] or "").rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def number_value(written: str) -> float | None:
    """The number written, in figures or as « douze », « une dizaine de », « un »; else None."""
    plain = written.strip(" .\u00a0\u202f").lower()
    if plain in ("un", "une"):
        return 1.0
    if dozens := _DOZENS.fullmatch(plain):
        plain = dozens["many"]
    if plain in WORD_VALUES:
        return float(WORD_VALUES[plain])
    found = figures(plain)
    return None if found is None else float(found)
