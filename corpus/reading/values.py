"""What the short rubrics of a sheet hold: lists, a département, a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.fiche import normalise
from corpus.places import COLLECTIVITES, departement_named
from corpus.vocabulary import is_closed

MAX_VALUE: Final = 80
"""Characters of the longest value of a list; what is longer is a text, kept as a section."""

_BULLET = re.compile(r"^(?:[-–•*·▪►➢✓o]|[☐□][^☐□☒☑]*|[☒☑]|\[x\])\s+", re.IGNORECASE)
_TICKED = re.compile(r"[☒☑✔✅]\s?([^☐□☒☑✔✅]+)")
_BOX = re.compile(r"[☐□☒☑✔✅]")
_OUTSIDE = re.compile(r"[,;/](?![^()]*\))")
_YEAR = re.compile(r"(?<!\d)(?:19[6-9]\d|20[0-6]\d)(?!\d)")
_CODE = re.compile(r"\(?\b(?:\d{2,3}|2[AB])\b\)?", re.IGNORECASE)


def items(text: str) -> tuple[str, ...]:
    """The values of a list written on lines, with bullets, boxes, commas or « et ».

    A closed value that holds a comma or a slash (« Emploi, économie ») stays whole; of boxes,
    only the ticked ones count; a sentence too long to be a value gives none.
    """
    if _BOX.search(text):
        found = [value.strip(" \n,;") for value in _TICKED.findall(text)]
    else:
        lines = (_BULLET.sub("", line).strip() for line in text.split("\n"))
        found = [value for line in lines for value in _line_items(line)]
    short = (value.strip(" .") if value.count(".") < 2 else value for value in found)
    return tuple(dict.fromkeys(value for value in short if value and len(value) <= MAX_VALUE))


def _line_items(line: str) -> list[str]:
    if is_closed(line) or len(line) > 1500:
        return [line]
    cuts = [match.start() for match in _OUTSIDE.finditer(line)]
    bounds = [-1, *cuts, len(line)]
    values: list[str] = []
    at = 0
    while at < len(bounds) - 1:
        # The longest run of pieces that is one closed value, else the piece by itself.
        stop = at + 1
        for end in range(min(at + 3, len(bounds) - 1), at + 1, -1):
            if is_closed(line[bounds[at] + 1 : bounds[end]]):
                stop = end
                break
        values.extend(_and(line[bounds[at] + 1 : bounds[stop]].strip()))
        at = stop
    return [value for value in values if value]


def _and(value: str) -> list[str]:
    """« Caf et MSA », « familles et seniors »: cut only where each side stands by itself."""
    sides = value.split(" et ")
    alone = all(is_closed(side) or (side.isupper() and " " not in side) for side in sides)
    return sides if len(sides) > 1 and alone and not is_closed(value) else [value]


def departement(text: str) -> str | None:
    """The département that a cell names, as it writes it (« Orne (61) » gives « Orne »)."""
    forms: list[str] = [text, _CODE.sub(" ", text).strip(" -–:()"), *_CODE.findall(text)]
    for form in forms:
        found = departement_named(form.strip("() "))
        if found:
            return found.name if any(letter.isdigit() for letter in form) else form
        if normalise(form) in {normalise(name) for name in COLLECTIVITES}:
            return form
    return None


def year(text: str) -> int | None:
    """The year, or the first of « 2022-2023 »; None where years that don't follow are named."""
    years = [int(found) for found in _YEAR.findall(text)]
    if not years or len(text) > 60 or (len(years) > 1 and years[-1] - years[0] > 1):
        return None
    return years[0]


def split_organiser(text: str) -> tuple[str, str | None]:
    """« NAME - Orne » cut where what follows the last dash is a département."""
    name, dash, place = text.rpartition(" - ")
    found = departement(place) if dash else None
    return (name.strip(), found) if found else (text, None)


def joined(lines: Sequence[str]) -> str:
    """Lines as one text, those that a narrow page wrapped joined again."""
    result: list[str] = []
    for line in lines:
        if result and _wraps(result[-1], line):
            result[-1] = f"{result[-1]} {line}"
        else:
            result.append(line)
    return "\n".join(result)


def _wraps(before: str, line: str) -> bool:
    goes_on = line[:1].islower() or line[:1] in "(«€%"
    return bool(line) and len(before) > 50 and goes_on and before[-1:] not in ".;:!?"
