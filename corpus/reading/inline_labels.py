"""Labels of the bank with their value on the same line, or in the marks of Markdown.

« Statut de l'action : En cours » is how people retype a page, and « **Résumé** » how some
programs convert one: both are put back into lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus import labels
from corpus.fiche import normalise
from corpus.reading import values
from corpus.reading.layout import Laid, bullet_of

MIN_LABELS: Final = 4
"""Different labels so written from which the page is: an author may write « Public : »."""
_KEYS: Final = {normalise(label): label for label in labels.ORDER}
_INITIALS: Final = frozenset(key[0] for key in _KEYS)
_LONGEST: Final = max(map(len, labels.ORDER)) + 20
_MARK = re.compile(r"[:?\t]")
_HEADING = re.compile(r"#{1,6} +")
_ONE_LINE: Final = frozenset({labels.STRUCTURE, labels.FILES, labels.STATUS})


def apart(rows: Sequence[Laid]) -> Sequence[Laid]:
    """The lines, each label of such a page on its own; other pages as they are."""
    rows = _plain(rows)
    found: dict[int, tuple[str, str]] = {}
    for index, row in enumerate(rows):
        if (cut := _cut(row)) is not None:
            found[index] = cut
    known = {label for label, _ in found.values()}
    if len(known) < MIN_LABELS or not known & {labels.STRUCTURE, labels.STATUS}:
        return rows
    result: list[Laid] = []
    for index, row in enumerate(rows):
        if index not in found:
            result.append(row)
            continue
        label, value = found[index]
        result.append(replace(row, text=label, typed=label))
        if label == labels.WITH_WHOM:
            label = labels.PARTNERS
            result.append(replace(row, text=label, typed=label))
        closed = label in labels.LISTS and label not in _ONE_LINE
        result.extend(
            replace(row, text=each, typed=each)
            for each in ((values.items(value) or (value,)) if closed else (value,))
        )
    return result


def _cut(row: Laid) -> tuple[str, str] | None:
    """The label with which a line begins, and the value that follows it there."""
    _, rest = bullet_of(row.text)
    if rest[:1].casefold() not in _INITIALS and not rest[:1].isupper():
        return None
    line = row.typed if "\t" in row.typed else rest
    _, line = bullet_of(line)
    for mark in _MARK.finditer(line, 0, _LONGEST):
        label = _KEYS.get(normalise(line[: mark.start()]))
        value = line[mark.end() :].strip(" \t:\u00a0\u202f")
        if label is not None and value and normalise(value) not in _KEYS:
            return label, value
    return None


def _plain(rows: Sequence[Laid]) -> Sequence[Laid]:
    """The lines without Markdown's marks, where labels stand in them."""
    marked = {
        name
        for row in rows
        if row.text[:1] in ("*", "_", "#")
        and len(row.text) < _LONGEST
        and (row.text[:2] in ("**", "__") or row.text[:1] == "#")
        and (name := normalise(row.text)) in _KEYS
    }
    if len(marked) < MIN_LABELS:
        return rows
    result: list[Laid] = []
    for row in rows:
        text = _HEADING.sub("", row.text, count=1) if row.text[:1] == "#" else row.text
        if text[:2] in ("**", "__"):
            text = text.replace(text[:2], "")
        result.append(row if text == row.text else replace(row, text=text, typed=text))
    return result
