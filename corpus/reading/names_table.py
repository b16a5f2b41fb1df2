"""The table of names, départements and years that heads a page, whose cells tabs part in a copy.

Firefox folds its rows as it folds text, and a fold may stand after a tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.labels import PAGE_TITLE, SEPARATOR

_HEAD = re.compile(r" *Nom ?\t ?Département ?\t ?Année\s*", re.IGNORECASE)
_LINK = re.compile(r" ?<[a-z]{3,6}:[^<>\s]*>")
_AFTER = frozenset({SEPARATOR, SEPARATOR.upper(), PAGE_TITLE})
_YEAR = re.compile(r" *[0-9]{4} *")
_MOST_LINES = 4
"""A name has 140 characters at most: three lines, and one for the other cells."""

_Row = tuple[int, str]


def with_bars(lines: Iterable[_Row]) -> Iterator[_Row]:
    """The lines, those of the table put in the export's shape: « Nom | Département | Année ».

    The addresses that Firefox writes after links are left out there.
    """
    inside = False
    held: list[_Row] = []
    for number, line in lines:
        if _HEAD.fullmatch(line):
            yield from _rows(held)
            inside, held = True, []
            yield number, line.replace("\t", " | ")
        elif not inside:
            yield number, line
        elif not line.strip() or line.strip() in _AFTER or len(held) == _MOST_LINES:
            yield from _rows(held)
            yield number, line
            inside, held = False, []
        elif _is_whole(held) and not _YEAR.fullmatch(line):
            yield from _rows(held)
            held = [(number, line)]
        else:
            held.append((number, line))
    yield from _rows(held)


def _is_whole(held: list[_Row]) -> bool:
    return sum(line.count("\t") for _, line in held) >= 2


def _rows(held: list[_Row]) -> list[_Row]:
    """The row that the lines make; the lines themselves if they are none."""
    if not _is_whole(held):
        return held
    text = " ".join(line.strip(" ") for _, line in held)
    return [(held[-1][0], _LINK.sub("", text).replace("\t", " | "))]
