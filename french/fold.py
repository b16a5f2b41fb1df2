"""Accents, ligatures and apostrophes brought to one form."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

APOSTROPHES = "'’ʼ‘`´"
_APOSTROPHE_MAP = dict.fromkeys(map(ord, APOSTROPHES), "'")
_LIGATURES = {ord("œ"): "oe", ord("æ"): "ae", ord("Œ"): "OE", ord("Æ"): "AE"}
# Left by text copied out of a PDF.
_LIGATURES |= {ord("ﬀ"): "ff", ord("ﬁ"): "fi", ord("ﬂ"): "fl", ord("ﬃ"): "ffi", ord("ﬄ"): "ffl"}


_WORD = 40
"""Texts of at most so many characters are remembered: words come back all the time."""


def fold(text: str) -> str:
    """Without accents or ligatures; case and length of words otherwise as given."""
    return _folded_word(text) if len(text) <= _WORD else _folded(text)


@lru_cache(maxsize=100_000)
def _folded_word(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def one_apostrophe(text: str) -> str:
    """Every apostrophe as « ' », one character for one, so that positions stay."""
    return text.translate(_APOSTROPHE_MAP)


def plain(text: str) -> str:
    """Lower case without accents, « ’ » as « ' »; the rest of the punctuation is kept."""
    return fold(text).lower().replace("’", "'")
