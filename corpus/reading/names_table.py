"""The table of names, départements and years that heads a page, however it was copied.

Browsers part its cells by tabs; Firefox folds its rows as it folds text, and a fold may stand
after a tab. Mail programs and word processors make spaces of the tabs, or a line of each cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.fiche import normalise
from corpus.labels import PAGE_TITLE, SEPARATOR
from corpus.places import departement_named

_HEAD: Final = ("nom", "departement", "annee")
_LINK = re.compile(r" ?<[a-z]{3,6}:[^<>\s]*>")
_AFTER = frozenset({SEPARATOR, SEPARATOR.upper(), PAGE_TITLE})
_YEAR = re.compile(r"[0-9]{4}")
_MOST_LINES = 4
"""A name has 140 characters at most: three lines, and one for the other cells."""
_MOST_WORDS = 5
"""Words of the longest name of a département."""
_LONGEST_HEAD = 80

_Row = tuple[int, str]


def with_bars(lines: Sequence[_Row]) -> list[_Row]:
    """The lines, those of the table put in the export's shape: « Nom | Département | Année ».

    The addresses that Firefox writes after links are left out there.
    """
    result: list[_Row] = []
    at = 0
    while at < len(lines):
        head = _head(lines, at)
        if not head:
            result.append(lines[at])
            at += 1
            continue
        result.append((lines[at][0], "Nom | Département | Année"))
        at = _table(lines, head, result)
    return result


def _head(lines: Sequence[_Row], at: int) -> int:
    """The line after the table's head that begins here; 0 where none does."""
    text = lines[at][1]
    begins = text.lstrip()[:3].casefold()
    if begins != "nom" or len(text) > _LONGEST_HEAD or "|" in text:
        return 0
    words = normalise(text).split()
    if words == list(_HEAD):
        return at + 1
    if words != ["nom"]:
        return 0
    for name in _HEAD[1:]:
        at = _filled(lines, at + 1)
        if at == len(lines) or normalise(lines[at][1][:_LONGEST_HEAD]) != name:
            return 0
    return at + 1


def _filled(lines: Sequence[_Row], at: int) -> int:
    while at < len(lines) and not lines[at][1].strip():
        at += 1
    return at


def _table(lines: Sequence[_Row], at: int, result: list[_Row]) -> int:
    """Add the rows of the table that begins at that line; the line after the last."""
    while (begin := _filled(lines, at)) < len(lines):
        held: list[str] = []
        row: str | None = None
        stop = begin
        while row is None and stop < len(lines) and len(held) < _MOST_LINES:
            text = lines[stop][1]
            if text.strip() in _AFTER or (held and _head(lines, stop)):
                break
            stop += 1
            if text.strip():
                held.append(text)
                row = _row(held, lines[_filled(lines, stop)][1] if stop < len(lines) else "")
        if row is None:
            break
        result.append((lines[stop - 1][0], row))
        at = stop
    return at


def _row(held: Sequence[str], following: str) -> str | None:
    """The row that the lines make, None where they make none yet.

    `following` is the line after them: a fold may have put a row's year there.
    """
    text = _LINK.sub("", " ".join(line.strip(" ") for line in held))
    if text.count("\t") >= 2:
        title, place, year = (cell.strip() for cell in text.rsplit("\t", 2))
        if not year and _YEAR.fullmatch(following.strip()):
            return None
        return f"{title} | {place} | {year}" if title else None
    words = text.split()
    if len(words) < 3 or not _YEAR.fullmatch(words[-1]):
        return None
    for count in range(min(_MOST_WORDS, len(words) - 2), 0, -1):
        place = " ".join(words[-1 - count : -1])
        if departement_named(place):
            return f"{' '.join(words[: -1 - count])} | {place} | {words[-1]}"
    return None
