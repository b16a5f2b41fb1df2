"""Whether a text asks something."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = r"combien|quel(?:le)?s?|qui|quoi|quand|comment|pourquoi"
_LED: Final = "avec|pour|par|chez|à|a|de|dans|depuis|sur|en"
_STARTS: Final = re.compile(
    rf"(?:et |mais |alors )?(?:(?:(?:{_LED}) )?(?:{_WORDS})|(?:d[’'])?o[uù]|que|qu[’']\w+"
    r"|est[ -]ce|y a[ -]t[ -]il|existe[ -]t[ -]il)(?!\w)"
)
_COUNTS: Final = re.compile(r"(?<!\w)combien(?!\w)")

INTERROGATIVE: Final = re.compile(rf"(?<![a-z])(?:{_WORDS}|est ce|en quel lieu)(?![a-z])")
"""A word that asks, in a normalised text where « où » is « en quel lieu »."""


def is_question(text: str) -> bool:
    """True for a text that ends with « ? », starts as questions do, or holds « combien »."""
    plain = " ".join(text.casefold().split())
    if not re.search(r"\w", plain):
        return False
    return plain.endswith("?") or bool(_STARTS.match(plain) or _COUNTS.search(plain))
