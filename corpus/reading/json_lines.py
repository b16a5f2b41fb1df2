"""Fiches that `to_json` wrote: one object a line, an array, or an object over several lines."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any, Final

from corpus.fiche import Fiche, Problem
from corpus.reading.placed import Placed, RefusedError
from corpus.reading.refusals import EMPTY

MAX_DIGITS: Final = 15
"""Digits of the longest number that is read; none in a fiche has more than a year's four."""


def read_json_lines(text: str, file: str, problems: list[Problem]) -> list[Placed]:
    """The fiches of a text in JSON; a line or an object that can't be read is a problem."""
    result: list[Placed] = []
    found: list[Problem] = []
    for number, piece in _pieces(text, file, found):
        try:
            result.append(Placed(_fiche(piece), file, number))
        except json.JSONDecodeError as error:
            at = number + error.lineno - 1
            sentence = f"ligne JSON illisible (colonne {error.colno}) ; une fiche par ligne"
            found.append(Problem(file, at, sentence))
        except RecursionError:
            sentence = "fiche JSON refusée : trop de crochets les uns dans les autres"
            found.append(Problem(file, number, f"{sentence} ; exportez-la de nouveau"))
        except ValueError as error:
            found.append(Problem(file, number, f"fiche JSON refusée : {error}"))
    if not result and not found:
        found.append(Problem(file, 0, _WHOLE if text.strip() else EMPTY))
    # Of a file that holds no fiche at all, the first trouble says enough.
    problems.extend(found if result else found[:1])
    return result


def _pieces(text: str, file: str, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """(line, text) of each object: the lines themselves, unless an object runs over several."""
    start = text.lstrip()
    lines = text.split("\n")
    first = next((line.strip() for line in lines if line.strip()), "")
    spread = first in ("{", "[") or (start[:1] == "[" and not first.endswith("]"))
    if start[:1] == "[" or spread or (start[:1] == "{" and not first.endswith("}")):
        try:
            yield from _objects(text)
        except (json.JSONDecodeError, RecursionError, RefusedError):
            if spread or start[:1] == "[":
                problems.append(Problem(file, 0, _WHOLE))
                return
        else:
            return
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, line


_WHOLE: Final = (
    "fichier JSON illisible : il est coupé ou mal fermé ; exportez-le de nouveau, une fiche par "
    "ligne"
)


def _objects(text: str) -> list[tuple[int, str]]:
    """Each top-level object of a text, or each of its array; the whole must be readable."""
    decoder = json.JSONDecoder(parse_int=_int)
    pieces: list[tuple[int, str]] = []
    at, line = 0, 1
    while at < len(text):
        if text[at] in " \t\r\n,[]":
            line += text[at] == "\n"
            at += 1
            continue
        try:
            _, end = decoder.raw_decode(text, at)
        except ValueError as error:
            if isinstance(error, json.JSONDecodeError):
                raise
            raise RefusedError(str(error)) from error
        piece = text[at:end]
        pieces.append((line, piece))
        line += piece.count("\n")
        at = end
    return pieces


def _fiche(piece: str) -> Fiche:
    # An escaped lone surrogate could never be written out again.
    plain = json.dumps(json.loads(piece, parse_int=_int), ensure_ascii=False)
    row: Any = json.loads(plain.encode("utf-8", errors="replace"))
    if not isinstance(row, dict):
        raise RefusedError("une fiche s'écrit entre accolades, une par ligne")
    if "id" not in row:
        # Written by hand or by another program: it is named as the fiches of a page are.
        return dataclasses.replace(Fiche.from_dict({**row, "id": "-"}), id="")
    return Fiche.from_dict(row)


def _int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise RefusedError(
            f"un nombre de {len(digits)} chiffres ne peut pas être lu ; corrigez-le dans le fichier"
        )
    return int(digits)
