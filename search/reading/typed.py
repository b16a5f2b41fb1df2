"""The words of a text: folded, to be compared, and as they were typed, to be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus import normalise

_RUN = re.compile(r"[^\W_]+")
_LONG = 4
"""Letters of the words by which a title, or a text in capitals, is told."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text of n words. `folded` are those of `normalise`, `starts` and `ends` where they stand
    in `text`; `lower` are the places of its long words that begin with a small letter, `long` of
    all of them.
    """

    text: str
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lower: frozenset[int]
    long: frozenset[int]

    def said(self, first: int, last: int) -> str:
        """Words `first` to `last` (excluded) as they were typed, with what stands between."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def gap(self, place: int) -> str:
        """What stands before word `place`, or at the end where there is no such word."""
        start = self.ends[place - 1] if place else 0
        return self.text[start : self.starts[place] if place < len(self.folded) else None]

    def capital(self, place: int) -> bool:
        """Whether a word has a capital that no sentence's beginning and no title explains."""
        word = self.said(place, place + 1)
        if not place or not word[0].isupper() or set(".!?\n") & set(self.gap(place)):
            return False
        if word.isupper() and not self.lower:
            return False
        return bool(self.lower - {0}) or not self.long - {0, place}

    def name(self, place: int) -> bool:
        """Whether a word is typed as someone's or something's name: « à Najac », « le SIPAJ »."""
        word = self.said(place, place + 1)
        if word.isupper() and len(word) > 1:
            return bool(self.lower)
        return self.capital(place) and not self.said(place - 1, place)[0].isupper()

    def capitals(self, place: int) -> bool:
        """Whether a word is in capitals, unlike the other words if there are any."""
        return self.said(place, place + 1).isupper() and bool(self.lower or len(self.folded) == 1)


def typed(text: str) -> Typed:
    """Read the words of a text."""
    found = [
        (word, run.start(), run.end())
        for run in _RUN.finditer(text)
        for word in normalise(run[0]).split()
    ]
    folded, starts, ends = zip(*found, strict=True) if found else ((), (), ())
    long = frozenset(i for i, word in enumerate(folded) if len(word) >= _LONG)
    lower = frozenset(i for i in long if text[starts[i]].islower())
    return Typed(text, folded, starts, ends, lower, long)
