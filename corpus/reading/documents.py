"""A document of any format: a page of the bank, a table of actions, or action sheets."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

from corpus import labels
from corpus.fiche import Problem, normalise
from corpus.reading.blocks import Block, as_page, cleaned, tables_in
from corpus.reading.mojibake import sound_blocks
from corpus.reading.placed import Placed
from corpus.reading.refusals import NOTHING_TO_READ
from corpus.reading.sheet import read_sheets
from corpus.reading.table import Grid, header_of, read_table
from corpus.reading.text_page import read_text

NOTHING: Final = (
    "aucune fiche reconnue dans ce fichier ; il faut des rubriques comme « Intitulé de "
    "l'action », « Objectifs », « Public » ou « Budget », ou un tableau dont une colonne "
    "s'appelle « Action » ou « Intitulé »"
)
MIN_LABELS: Final = 4
"""Labels of the bank, each alone on its line, that make a document one of its pages."""

BANK_LABELS: Final = frozenset(map(normalise, (*labels.ORDER, *labels.OLD_ORDER)))
"""The labels of the bank's pages, folded."""

_TELLING = frozenset(
    map(
        normalise,
        (labels.STRUCTURE, labels.STATUS, labels.DESCRIPTION, labels.INITIATIVE, labels.OLD_AUTHOR),
    )
) | {normalise(labels.OLD_ORDER[4])}


def read_document(
    blocks: Sequence[Block], name: str, file: str, problems: list[Problem]
) -> list[Placed]:
    """The fiches of a document, with one sentence where there is none."""
    result: list[Placed] = []
    blocks = cleaned(sound_blocks(blocks, file, problems))
    if is_page(blocks):
        found: list[Problem] = []
        result = read_text(as_page(blocks), name, file, found)
        if result or is_old(blocks):
            problems.extend(found)
            return result
    result = read_other(blocks, name, file, problems)
    if not result:
        empty = not any(block.text or any(block.cells) for block in blocks)
        problems.append(Problem(file, 0, NOTHING_TO_READ if empty else NOTHING))
    return result


def is_page(blocks: Sequence[Block]) -> bool:
    """Whether labels of the bank stand alone on lines or in first cells."""
    lines = {normalise(block.cells[0] if block.cells else block.text) for block in blocks}
    return len(lines & BANK_LABELS) >= MIN_LABELS and bool(lines & _TELLING)


def is_old(blocks: Sequence[Block]) -> bool:
    """Whether it is the bank's older page, which names its author: its own reader drops that."""
    author = normalise(labels.OLD_AUTHOR)
    return any(normalise(block.text[:80]).startswith(author) for block in blocks)


def read_other(
    blocks: Sequence[Block], name: str, file: str, problems: list[Problem]
) -> list[Placed]:
    """The fiches of tables of actions, else of action sheets; nothing is said of none."""
    result: list[Placed] = []
    before = 0
    for start, stop in tables_in(blocks):
        grid = Grid("", [(block.line, block.cells) for block in blocks[start:stop]])
        header = header_of(grid)
        if header is None:
            continue
        above = [(b.line, [b.text]) for b in blocks[before:start] if b.text and not b.cells]
        above = above if len(above) <= 12 else above[-2:]
        whole = Grid("", [*above, *grid.rows])
        found = header_of(whole) or header
        result.extend(read_table(whole, found, name, file, problems))
        before = stop
    return result or read_sheets(blocks, name, file, problems)


def _sound(grid: Grid, file: str, problems: list[Problem]) -> Grid:
    rows = [Block(number, cells=tuple(cells)) for number, cells in grid.rows]
    sound = sound_blocks(rows, file, problems)
    if sound is rows:
        return grid
    return dataclasses.replace(grid, rows=[(row.line, row.cells) for row in sound])


def read_grids(
    grids: Sequence[Grid], name: str, file: str, problems: list[Problem]
) -> list[Placed]:
    """The fiches of the sheets of a workbook: tables of actions, or forms laid out in cells."""
    result: list[Placed] = []
    lost: list[Problem] = []
    for grid in grids:
        grid = _sound(grid, file, problems)
        header = header_of(grid)
        found: list[Placed] = []
        if header is not None:
            found = read_table(grid, header, name, file, problems)
        elif blocks := grid.blocks():
            title = [Block(blocks[0].line, grid.name)] if grid.name else []
            found = read_sheets(cleaned([*title, *blocks]), name, file, problems)
            if not found:
                sentence = f"feuille « {grid.name} » : {NOTHING}" if grid.name else NOTHING
                lost.append(Problem(file, blocks[0].line, sentence))
        result.extend(found)
    if not result and not lost:
        lost.append(Problem(file, 0, NOTHING_TO_READ))
    problems.extend(lost if result else lost[:1])
    return result
