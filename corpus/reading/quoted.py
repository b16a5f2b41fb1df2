"""The « > » that a mail program writes before the lines of a message that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from corpus import labels
from corpus.fiche import normalise
from corpus.reading.entries import rubric_line

_MARKS = re.compile(r"(?:>[ \t]?)+")
_BANK: Final = frozenset(map(normalise, (*labels.ORDER, *labels.OLD_ORDER)))
MIN_LABELS: Final = 3
"""Quoted labels from which the marks are the mail program's, in a message that has lines of its
own: an author may begin lines with « > » too."""


def unquoted(text: str) -> str:
    """The text without these marks, line for line."""
    if ">" not in text:
        return text
    lines = re.split(r"\r\n|\r|\n", text)
    rests = {
        index: line[match.end() :]
        for index, line in enumerate(lines)
        if (match := _MARKS.match(line))
    }
    filled = sum(bool(line.strip()) for line in lines)
    if not rests or (len(rests) < filled and not _holds_labels(rests.values())):
        return text
    return "\n".join(rests.get(index, line) for index, line in enumerate(lines))


def _holds_labels(rests: Iterable[str]) -> bool:
    """Whether enough of the quoted lines are labels of the bank or begin with a rubric."""
    found: set[str] = set()
    for rest in rests:
        name = normalise(rest[:120])
        if name in _BANK or (":" in rest[:120] and rubric_line(rest) is not None):
            found.add(name)
            if len(found) == MIN_LABELS:
                return True
    return False
