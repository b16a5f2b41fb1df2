"""A table of actions: a row of rubrics somewhere near its top, then one action a row."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.fiche import Problem, normalise
from corpus.reading.blocks import Block, clean
from corpus.reading.entries import OWN_RUBRIC, Entry
from corpus.reading.placed import Placed
from corpus.reading.rubrics import Rubric, rubric_of
from corpus.reading.sheet import place

MAX_HEAD_ROWS: Final = 40
"""Rows among which the header is looked for: titles and logos stand above it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, each with its number in the file.

    `repeated` holds the (row number, column) of cells that a merge repeats from the row above;
    `overflow` joins the cells that a row has beyond the header (an unquoted separator), None
    where they are columns of their own.
    """

    name: str
    rows: Sequence[tuple[int, Sequence[str]]]
    repeated: frozenset[tuple[int, int]] = frozenset()
    overflow: str | None = None

    def blocks(self) -> list[Block]:
        """The same as rows of a document: a form laid out in cells."""
        return [Block(number, cells=tuple(cells)) for number, cells in self.rows if any(cells)]


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    wordings: Sequence[str]
    rubrics: Sequence[Rubric]
    title: int


def header_of(grid: Grid) -> _Header | None:
    """The row that names the columns, a title among them; None where there is none."""
    best: tuple[int, _Header] | None = None
    for index, (_, cells) in enumerate(grid.rows[:MAX_HEAD_ROWS]):
        names = [" ".join(cell.split()).rstrip(" :*") for cell in cells]
        found = [rubric_of(name) for name in names]
        titles = [i for i, rubric in enumerate(found) if rubric and rubric.field == "title"]
        known = sum(rubric is not None for rubric in found)
        filled = [rubric for rubric, name in zip(found, names, strict=True) if name]
        pairs = len(filled) % 2 == 0 and all(filled[0::2]) and not any(filled[1::2])
        if (
            titles
            and known >= 2
            and _tells(names, found)
            and not pairs
            and (best is None or known > best[0])
        ):
            wordings = [name or f"Colonne {_letter(i)}" for i, name in enumerate(names)]
            rubrics = [rubric or OWN_RUBRIC for rubric in found]
            title = min(titles, key=lambda i: (len(normalise(names[i]).split()) < 1, i))
            best = (known, _Header(index, wordings, rubrics, title))
    rest = best and any(any(cells) for _, cells in grid.rows[best[1].row + 1 :])
    return best[1] if best and rest else None


def _tells(names: Sequence[str], rubrics: Sequence[Rubric | None]) -> bool:
    """Whether the columns are those of actions: « Nom », « Ville », « Téléphone » list centres or
    people."""
    if any(
        r and r.field == "title" and normalise(n) != "nom"
        for n, r in zip(names, rubrics, strict=True)
    ):
        return True
    return any(r and (r.section or r.field == "year") and r.field != "organiser" for r in rubrics)


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_table(
    grid: Grid, header: _Header, name: str, file: str, problems: list[Problem]
) -> list[Placed]:
    """One fiche a row; a row without title goes on with the action above, and it is said."""
    above = [" | ".join(c for c in cells if c) for _, cells in grid.rows[: header.row]]
    head = [line for line in (grid.name, *above) if line]
    group: list[str] = []
    actions: list[list[Entry]] = []
    for number, raw in grid.rows[header.row + 1 :]:
        cells = _fitted(raw, header, grid.overflow, number, file, problems)
        filled = [i for i, cell in enumerate(cells) if cell]
        title = cells[header.title] if header.title < len(cells) else ""
        again = (number, header.title) in grid.repeated
        if not filled or [" ".join(cell.split()).rstrip(" :*") for cell in cells if cell] == [
            wording for wording in header.wordings if not wording.startswith("Colonne ")
        ]:
            continue
        if normalise(title or cells[filled[0]]).split()[:1] in (["total"], ["totaux"], ["sous"]):
            sentence = f"ligne de total, laissée de côté : « {' | '.join(filter(None, cells))} »"
            problems.append(Problem(file, number, sentence[:200]))
        elif len(set(map(cells.__getitem__, filled))) == 1 and _is_group(cells[filled[0]], title):
            group = [cells[filled[0]]]
        elif title and not again:
            lines = [*head, *group]
            first = [Entry(number, None, None, lines)] if lines else []
            actions.append([*first, *_entries(cells, number, header)])
        elif actions:
            keep = ["" if (number, i) in grid.repeated else cell for i, cell in enumerate(cells)]
            _go_on(actions[-1], _entries(keep, number, header))
            if not again:
                sentence = "ligne sans intitulé : ajoutée à l'action de la ligne du dessus"
                problems.append(Problem(file, number, sentence))
        else:
            group.append(" | ".join(filter(None, cells)))
    placed = [place(entries, name, file, problems) for entries in actions]
    # A row of a table and a form are two kinds of sheet, even with the same rubrics.
    rubrics = frozenset(f"tableau {normalise(each)}" for each in header.wordings)
    return [dataclasses.replace(each, rubrics=rubrics) for each in placed]


def _is_group(text: str, title: str) -> bool:
    """Whether the only text of a row names the rows below (« Axe 2 : Parentalité »)."""
    first = (normalise(text).split() or [""])[0]
    words = ("axe", "axes", "thematique", "theme", "objectif", "orientation", "secteur", "pole")
    return not title or first in words


def _fitted(
    cells: Sequence[str],
    header: _Header,
    overflow: str | None,
    number: int,
    file: str,
    problems: list[Problem],
) -> list[str]:
    width = len(header.wordings)
    if overflow is None or len(cells) <= width or not any(cells[width:]):
        return [clean(cell) for cell in cells]
    sentence = (
        f"{len(cells) - width} cellule(s) de plus que de colonnes ; ajoutée(s) à "
        f"« {header.wordings[-1]} », vérifiez cette ligne"
    )
    problems.append(Problem(file, number, sentence))
    last = overflow.join(cells[width - 1 :])
    return [clean(cell) for cell in (*cells[: width - 1], last)]


def _entries(cells: Sequence[str], number: int, header: _Header) -> list[Entry]:
    result: list[Entry] = []
    for index, cell in enumerate(cells):
        if not cell:
            continue
        known = index < len(header.wordings)
        wording = header.wordings[index] if known else f"Colonne {_letter(index)}"
        rubric = header.rubrics[index] if known else OWN_RUBRIC
        result.append(Entry(number, wording, rubric, cell.split("\n"), True))
    return result


def _go_on(action: list[Entry], more: Sequence[Entry]) -> None:
    by_wording = {entry.wording: entry for entry in action if entry.wording}
    for entry in more:
        if entry.wording in by_wording:
            by_wording[entry.wording].lines.extend(entry.lines)
        else:
            action.append(entry)
