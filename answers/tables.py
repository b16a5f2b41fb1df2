"""Rows of an answer as CSV and as a workbook; nothing in a cell runs as a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import pandas as pd  # type: ignore[import-untyped,unused-ignore]

from answers.proof import Row
from corpus.vocabulary import ORIGINS

UNSAID: Final = "non renseigné"
COLUMNS: Final = (
    "Titre", "Structure", "Département", "Origine", "Section", "Citation", "Source", "Identifiant",
)  # fmt: skip
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(text: str) -> str:
    """A cell that a spreadsheet shows and doesn't run: a quote leads what could be a formula.

    After OWASP, « CSV Injection »: = + - @, tab and line ends; looked for behind spaces too.
    """
    return f"'{text}" if text.startswith(_STARTS) or text.lstrip().startswith(_STARTS) else text


def frame(rows: Sequence[Row]) -> pd.DataFrame:
    """One line a row, all text, in the order of `COLUMNS`."""
    return pd.DataFrame([_line(row) for row in rows], columns=list(COLUMNS), dtype="object")


def to_csv(rows: Sequence[Row]) -> str:
    """CSV with semicolons and a byte-order mark, as French spreadsheets read it."""
    text: str = frame(rows).to_csv(index=False, sep=";", lineterminator="\r\n")
    return "\ufeff" + text


def to_xlsx(rows: Sequence[Row]) -> bytes:
    """A workbook with one sheet, « Réponses »."""
    return workbook({"Réponses": frame(rows)})


def workbook(sheets: dict[str, pd.DataFrame]) -> bytes:
    """The sheets as .xlsx bytes: header frozen, columns wide enough to read, text wrapped."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    target = io.BytesIO()
    with pd.ExcelWriter(target, engine="openpyxl") as writer:
        for name, table in sheets.items():
            clean = table.map(lambda cell: _legal(cell) if isinstance(cell, str) else cell)
            clean.to_excel(writer, sheet_name=name[:31], index=False)
            sheet = writer.sheets[name[:31]]
            sheet.freeze_panes = "A2"
            for i, column in enumerate(clean.columns, start=1):
                longest = max([len(str(column)), *(len(str(cell)) for cell in clean[column])])
                sheet.column_dimensions[get_column_letter(i)].width = min(60, longest + 2)
            for line in sheet.iter_rows(min_row=2):
                for cell in line:
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
                    # Text stays text: openpyxl would take « = » for a formula.
                    if isinstance(cell.value, str):
                        cell.data_type = "s"
    return target.getvalue()


def _legal(text: str) -> str:
    """Without the control characters that XML refuses."""
    return "".join(c for c in text if c in "\n\t" or ord(c) >= 32)


def _line(row: Row) -> tuple[str, ...]:
    fiche = row.fiche
    section, quote = UNSAID, UNSAID
    if row.citation:
        section, quote = row.citation.span.label, row.citation.quote
    cells = (
        fiche.title, fiche.organiser or "", fiche.departement or "", ORIGINS[fiche.origin],
        section if row.citation else "", quote, fiche.url or fiche.source or "", fiche.id,
    )  # fmt: skip
    return tuple(neutral(cell) for cell in cells)
