"""Rows of an answer as CSV and as a workbook; nothing in a cell runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from answers.types import Row
from corpus import ORIGINS
from french import plain

UNSAID: Final = "non renseigné"
COLUMNS: Final = (
    "Titre", "Structure", "Département", "Origine", "Section", "Citation", "Source", "Identifiant",
)  # fmt: skip
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNSEEN = " \t\r\n\u00a0\u200b\u2060\ufeff"
LONGEST_CELL: Final = 32_767
"""What a cell of .xlsx holds at most, in UTF-16 units (« Excel specifications and limits »)."""
CUT: Final = " […] (texte coupé : une cellule n'en contient pas davantage)"
# Spreadsheets read « _x001B_ » as the character of that number; its « _ » is then written so.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def neutral(text: str) -> str:
    """A cell of CSV that a spreadsheet shows and doesn't run: a quote leads what could be a
    formula.

    After OWASP, « CSV Injection »: = + - @, their full width, tab and line ends; looked for
    behind what isn't seen too.
    """
    text = plain(text)
    return f"'{text}" if text.startswith(_STARTS) or _formula(text) else text


def rows_to_csv(rows: Sequence[Row]) -> str:
    """CSV with semicolons and a byte-order mark, as French spreadsheets read it."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(neutral, _line(row)) for row in rows)
    return "\ufeff" + target.getvalue()


def rows_to_xlsx(rows: Sequence[Row]) -> bytes:
    """A workbook with one sheet, « Réponses »."""
    return workbook("Réponses", COLUMNS, [_line(row) for row in rows])


def workbook(name: str, header: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    """A sheet of texts as .xlsx bytes: header frozen, columns wide enough to read, text wrapped.

    Every cell is a string, the header's too, whatever it begins with; one that would be a
    formula if it were typed again carries the spreadsheet's own mark of a text. A longer text
    than a cell holds is cut, and says so.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = name
    sheet.freeze_panes = "A2"
    table = [header, *lines]
    for i, line in enumerate(table, start=1):
        for j, text in enumerate(line, start=1):
            cell = sheet.cell(i, j, _cell(text))
            cell.data_type = "s"
            cell.quotePrefix = _formula(text)
            cell.alignment = Alignment(wrap_text=i > 1, vertical="top")
            cell.font = Font(bold=i == 1)
    for j, column in enumerate(zip(*table, strict=True), start=1):
        width = min(60, max(map(len, column)) + 2)
        sheet.column_dimensions[get_column_letter(j)].width = width
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _formula(text: str) -> bool:
    return text.lstrip(_UNSEEN).startswith(_STARTS)


def _cell(text: str) -> str:
    """A text as a cell of .xlsx holds it."""
    text = _CODED.sub("_x005F_", plain(text).replace("\r\n", "\n").replace("\r", "\n"))
    units = text.encode("utf-16-le")
    if len(units) // 2 <= LONGEST_CELL:
        return text
    kept = units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", errors="ignore")
    return kept + CUT


def _line(row: Row) -> tuple[str, ...]:
    fiche = row.fiche
    section, quote = "", UNSAID
    if row.citation:
        section, quote = row.citation.span.label, row.citation.quote
    return (
        fiche.title, fiche.organiser or "", fiche.departement or "", ORIGINS[fiche.origin],
        section, quote, fiche.url or fiche.source or "", fiche.id,
    )  # fmt: skip
