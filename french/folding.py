"""Accents, ligatures and apostrophes brought to one form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

APOSTROPHES = "'’ʼ‘`´"
_APOSTROPHE_MAP = dict.fromkeys(map(ord, APOSTROPHES), "'")
_LIGATURES = {ord("œ"): "oe", ord("æ"): "ae", ord("Œ"): "OE", ord("Æ"): "AE"}
# Left by text copied out of a PDF.
_LIGATURES |= {ord("ﬀ"): "ff", ord("ﬁ"): "fi", ord("ﬂ"): "fl", ord("ﬃ"): "ffi", ord("ﬄ"): "ffl"}
_ACCENTS = re.compile("[\u0300-\u036f]+")
_OTHER_SCRIPTS = re.compile("[\u0483-\u1fff\u20d0-\u20f0\u2cef-\U0010ffff]")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")

_WORD = 40
"""Texts of at most so many characters are remembered: words come back all the time."""


def fold(text: str) -> str:
    """Without accents or ligatures; case and length of words otherwise as given."""
    return _folded_word(text) if len(text) <= _WORD else _folded(text)


@lru_cache(maxsize=100_000)
def _folded_word(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    return _bare(text, "NFD")


def normalise(text: str | None) -> str:
    """Fold case, accents, punctuation and spacing, so that retyped titles compare equal."""
    return " ".join(_PLAIN_WORD.findall(_bare((text or "").casefold(), "NFKD")))


def _bare(text: str, form: Literal["NFD", "NFKD"]) -> str:
    if text.isascii():
        return text
    plain = _ACCENTS.sub("", unicodedata.normalize(form, text.translate(_LIGATURES)))
    if _OTHER_SCRIPTS.search(plain):
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain


def one_apostrophe(text: str) -> str:
    """Every apostrophe as « ' », one character for one, so that positions stay."""
    return text.translate(_APOSTROPHE_MAP)


def lowered(text: str) -> str:
    """Lower case without accents, « ’ » as « ' »; the rest of the punctuation is kept."""
    return fold(text).lower().replace("’", "'")
