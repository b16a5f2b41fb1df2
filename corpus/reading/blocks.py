"""What a document is made of once its format is forgotten: lines, headings, rows of tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from corpus import labels
from corpus.fiche import normalise

_BANK = frozenset(map(normalise, (*labels.ORDER, *labels.OLD_ORDER)))


_SPACES: Final = dict.fromkeys(
    [*map(ord, "\u00a0\u202f\u205f\u3000\v\f"), *range(0x2000, 0x200B)], " "
)
_NOTHING: Final = dict.fromkeys(
    [
        *map(ord, "\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad"),
        *(code for code in range(0x20) if code not in (0x09, 0x0A)),
        *range(0x7F, 0xA0),
        *range(0xD800, 0xE000),
    ],
    None,
)
WORD_BULLETS: Final = dict.fromkeys(
    map(ord, "\uf0b7\uf0a7\uf0d8\uf0a8\uf0fc\uf076\uf02d\uf0e0\uf0d2"), "•"
)
"""The bullets that Word draws with its Symbol and Wingdings fonts, as a copy gives them."""

_CLEANED: Final = {**_NOTHING, **_SPACES, **WORD_BULLETS}


_ACCENTS: Final = (
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    r"\u1ab0-\u1ace\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
_HEAPED: Final = re.compile(f"({_ACCENTS}{{8}}){_ACCENTS}+")


def clean(text: str) -> str:
    """A text in NFC without layout spaces, control or invisible characters; tabs and line
    feeds stay."""
    return composed(text.translate(_CLEANED)).strip()


def composed(text: str) -> str:
    """A text in NFC, in time that grows with it: of a heap of accents on one letter, which the
    composition would take quadratic time to sort, only the first ones are kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _HEAPED.sub(r"\1", text))
    return text


@dataclass(frozen=True, slots=True)
class Block:
    """A line of text, or a row of a table when it has cells; `line` counts from 1 in the file.

    A cell may hold several lines. `heading` is the level of a heading, from 1 at the top; 0 for
    any other line.
    """

    line: int
    text: str = ""
    heading: int = 0
    cells: tuple[str, ...] = ()


def lines_of(text: str) -> list[Block]:
    """The lines of a plain text; a line with tabs is a row."""
    result: list[Block] = []
    for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        line = clean(raw.replace("\r", " "))
        cells = tuple(cell.strip() for cell in line.split("\t")) if "\t" in line else ()
        result.append(Block(number, line, cells=cells))
    return result


def cleaned(blocks: Iterable[Block]) -> list[Block]:
    """The same blocks with their texts cleaned."""
    return [
        Block(block.line, clean(block.text), block.heading, tuple(map(clean, block.cells)))
        for block in blocks
    ]


def as_page(blocks: Iterable[Block]) -> str:
    """The text that a browser's copy of such a document gives: a line a block, tabs in rows.

    A row that begins with a label of the bank gives the label's line, then the value's.
    """
    result: list[str] = []
    for block in blocks:
        cells = [cell for cell in block.cells if cell]
        if not block.cells:
            result.append(block.text)
        elif (len(cells) < 3 and normalise(block.cells[0]) in _BANK) or any(
            "\n" in cell for cell in cells
        ):
            result.extend(cells)
        else:
            result.append("\t".join(block.cells))
    return "\n".join(result)


def tables_in(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Where each run of rows begins and ends."""
    runs: list[tuple[int, int]] = []
    start = None
    for index in range(len(blocks) + 1):
        row = index < len(blocks) and bool(blocks[index].cells)
        if row and start is None:
            start = index
        elif not row and start is not None:
            runs.append((start, index))
            start = None
    return runs
