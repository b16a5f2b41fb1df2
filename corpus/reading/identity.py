"""Ids of the fiches that a set of sources gave, and the choice between two of one id."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Sequence

from corpus.fiche import Fiche, Problem, fiche_id, normalise
from corpus.reading.placed import Placed

# Two versions of a form differ by a rubric or two; two forms of two funders share a few.
MIN_SHARED_RUBRICS = 0.5


def identify(rows: Sequence[Placed], problems: list[Problem]) -> list[Placed]:
    """Give each fiche its id and keep one of each, the last named.

    Fiches of one title, organiser and département *inside one source* are several actions:
    see `_discriminants`. In two sources they are the same action, unless they come on sheets
    of different kinds (a form of a funder, the bank's page): then each is kept, and it is said.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if not row.fiche.id:
            groups[_base(row.fiche)].append(index)
    ids = {index: row.fiche.id for index, row in enumerate(rows)}
    for members in groups.values():
        sheets = _by_sheet(rows, members)
        for rank, sheet in enumerate(sheets):
            mark = _mark(rows[sheet[0]]) if rank else ""
            _name(rows, sheet, mark, ids)
        for sheet in sheets[1:]:
            first, other = rows[sheet[0]], rows[sheets[0][0]]
            sentence = (
                f"« {first.fiche.title} » ressemble à une fiche de {other.file}, écrite sur une "
                "autre sorte de feuille ; les deux sont gardées, retirez-en une si c'est la même"
            )
            problems.append(Problem(first.file, first.line, sentence))
    kept: dict[str, tuple[int, Placed]] = {}
    for index, row in enumerate(rows):
        fiche = dataclasses.replace(row.fiche, id=ids[index])
        if fiche.id in kept:
            same = _digest(kept[fiche.id][1].fiche) == _digest(fiche)
            sentence = (
                f"« {fiche.title} » est déjà lue ailleurs"
                + ("" if same else ", avec un autre contenu")
                + " ; la dernière lue est gardée"
            )
            problems.append(Problem(row.file, row.line, sentence))
        kept[fiche.id] = (index, dataclasses.replace(row, fiche=fiche))
    return [row for _, row in sorted(kept.values(), key=lambda pair: pair[0])]


def _by_sheet(rows: Sequence[Placed], members: Sequence[int]) -> list[list[int]]:
    """The members by kind of sheet, the bank's own first, whatever the order of the sources."""
    sheets: list[list[int]] = []
    for index in members:
        for sheet in sheets:
            if _same_kind(rows[sheet[0]].rubrics, rows[index].rubrics):
                sheet.append(index)
                break
        else:
            sheets.append([index])
    return sorted(sheets, key=lambda sheet: _mark(rows[sheet[0]]))


def _same_kind(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return one == other
    return len(one & other) >= MIN_SHARED_RUBRICS * len(one | other)


def _mark(row: Placed) -> str:
    """What names a kind of sheet; empty for the bank's pages."""
    if not row.rubrics:
        return ""
    return hashlib.sha256("\n".join(sorted(row.rubrics)).encode()).hexdigest()[:8]


def _name(rows: Sequence[Placed], members: Sequence[int], mark: str, ids: dict[int, str]) -> None:
    by_source: dict[str, set[tuple[int | None, str]]] = defaultdict(set)
    for index in members:
        row = rows[index]
        by_source[row.file].add((row.fiche.year, _digest(row.fiche)))
    several = any(len(contents) > 1 for contents in by_source.values())
    fiches = [rows[index].fiche for index in members]
    extras = _discriminants(fiches) if several else [""] * len(fiches)
    for index, fiche, extra in zip(members, fiches, extras, strict=True):
        ids[index] = _base(fiche, mark + extra)


def _discriminants(fiches: Sequence[Fiche]) -> list[str]:
    """What tells fiches of one name apart: the year, else the résumé, else the whole text."""
    contents = [_digest(fiche) for fiche in fiches]
    years = [str(fiche.year or "") for fiche in fiches]
    summaries = [_digest(fiche, "Résumé") for fiche in fiches]
    for extras in (years, summaries):
        apart = len(set(zip(extras, contents, strict=True))) == len(set(extras))
        if all(extras) and apart:
            return extras
    return contents


def _base(fiche: Fiche, extra: str = "") -> str:
    return fiche_id(fiche.title, fiche.organiser, fiche.departement, extra)


def _digest(fiche: Fiche, label: str | None = None) -> str:
    """8 hex digits of one section, or of all; empty when there is nothing."""
    text = fiche.sections.get(label, "") if label else "\n".join(fiche.sections.values())
    folded = normalise(text)
    return hashlib.sha256(folded.encode()).hexdigest()[:8] if folded else ""
