"""What is asked: the text, the filters, and what was understood of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Effect = Literal["filter", "lift", "correction", "expansion"]


@dataclass(frozen=True, slots=True)
class Query:
    """A search: free text and filters (facet to values; several values mean either, but
    several exclusions mean none of them).

    With `strict`, a filter is the raw field and nothing else. `ignored` are fields that are
    not to be read in the text (`public`, `age`…; `correction` and `expansion` leave the words
    as they were typed).
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    k: int = 10
    strict: bool = False
    ignored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that was read in the query, from which words, and what it does."""

    field: str
    value: str
    text: str
    effect: Effect


LONGEST_TEXT = 20_000
"""Characters of a query or of a question that are read, at most: a long report's worth."""

LIMIT = "limit"
"""The field of what is said where a text was too long to be read or corrected whole."""

_SPACES = re.compile(r"\s{2,}")


def readable(text: str) -> str:
    """What is read of a text: its first characters, no NUL, each run of white space as one.

    Nothing that is read depends on how wide a space is, and patterns that look past one would
    try all of a long one at each of its places.
    """
    text = text[:LONGEST_TEXT].replace("\x00", " ")
    return _SPACES.sub(lambda run: "\n" if "\n" in run[0] else " ", text)


def cut(text: str) -> tuple[Understood, ...]:
    """Says that a text is longer than what is read of it, where it is."""
    if len(text) <= LONGEST_TEXT:
        return ()
    said = f"Texte très long : les {LONGEST_TEXT // 1000}\u00a0000 premiers caractères sont lus"
    return (Understood(LIMIT, said, "", "correction"),)
