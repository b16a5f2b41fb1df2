"""Tables: .csv in any of the ways that spreadsheets write it, and .xlsx."""

from __future__ import annotations

import csv
import datetime
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from corpus.fiche import Problem
from corpus.reading.documents import read_grids
from corpus.reading.placed import Placed, RefusedError
from corpus.reading.rubrics import rubric_of
from corpus.reading.table import MAX_HEAD_ROWS, Grid

_SEPARATORS: Final = (";", ",", "\t", "|")
_MAX_CELL: Final = 2_000_000
_PLAIN_NAME = re.compile(r"(?:feuil|feuille|sheet|tableau)\s?\d*|table ?\d+", re.IGNORECASE)
_DECIMALS = re.compile(r"\.(0+)")


def read_csv(text: str, path: Path, problems: list[Problem]) -> list[Placed]:
    """The fiches of a .csv; its separator is the one under which most rubrics are read."""
    lines = text.splitlines(keepends=True)
    head = "".join(lines[: MAX_HEAD_ROWS * 3])
    if head.lower().startswith("sep=") and lines:
        lines = lines[1:]
    separator = max(_SEPARATORS, key=lambda mark: _rubrics(head, mark))
    rows: list[tuple[int, Sequence[str]]] = []
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(lines, delimiter=separator)
    start = 1
    try:
        for cells in reader:
            rows.append((start, [cell.strip("\r\n") for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise RefusedError(
            f"tableau illisible à partir de la ligne {start} (un guillemet n'est jamais refermé, "
            "sans doute) ; ouvrez-le dans votre tableur et enregistrez-le de nouveau"
        ) from error
    grid = Grid("", rows, overflow=separator)
    return read_grids([grid], path.name, str(path), problems)


def _rubrics(head: str, separator: str) -> tuple[int, int]:
    """(rubrics in the best row, cells of that row) when the text is cut at that separator."""
    best = (0, 0)
    try:
        for cells in csv.reader(head.splitlines(keepends=True), delimiter=separator):
            known = sum(rubric_of(" ".join(cell.split())) is not None for cell in cells)
            best = max(best, (known, len(cells)))
    except csv.Error:
        return best
    return best


def read_xlsx(path: Path, problems: list[Problem]) -> list[Placed]:
    """The fiches of a workbook: of each visible sheet, a table of actions or a form."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise RefusedError(
            "ce classeur est abîmé ou protégé par un mot de passe ; ouvrez-le dans votre tableur, "
            "retirez le mot de passe et enregistrez-le de nouveau en .xlsx"
        ) from error
    grids = [_grid(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return read_grids(grids, path.name, str(path), problems)


def _grid(sheet: Any) -> Grid:
    rows: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        shown = [as_shown(cell.value, cell.number_format) for cell in cells]
        while shown and not shown[-1]:
            shown.pop()
        rows.append((number, shown))
    repeated: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        first = rows[area.min_row - 1][1] if area.min_row <= len(rows) else []
        value = first[area.min_col - 1] if area.min_col <= len(first) else ""
        for row in range(area.min_row + 1, min(area.max_row, len(rows)) + 1):
            cells = rows[row - 1][1]
            # A row whose other cells are empty is only the height of the merged one.
            if value and any(cells):
                cells.extend([""] * (area.min_col - len(cells)))
                cells[area.min_col - 1] = value
                repeated.add((row, area.min_col - 1))
    name = "" if _PLAIN_NAME.fullmatch(sheet.title) else sheet.title
    return Grid(name, rows, frozenset(repeated))


def as_shown(value: object, form: str = "General") -> str:
    """A cell as people read it: « 28 500 € », « 55 % », « 12/03/2024 »."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, datetime.datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        if midnight and "d" not in form.lower() and "m" not in form.lower():
            return f"{value:%Y}"
        return f"{value:%d/%m/%Y}" if midnight else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value).replace("_x000D_", "").strip()


def _number(value: float, form: str) -> str:
    percent = "%" in form
    amount = value * 100 if percent else value
    decimals = _DECIMALS.search(form)
    digits = len(decimals[1]) if decimals else 0 if "0" in form else 6
    whole = amount == round(amount) and (not decimals or percent)
    text = f"{amount:,.0f}" if whole else f"{amount:,.{digits}f}"
    if not decimals and "." in text:
        text = text.rstrip("0").rstrip(".")
    grouped = "#,#" in form or "# #" in form or "€" in form
    text = text.replace(",", " " if grouped else "").replace(".", ",")
    return text + (" %" if percent else " €" if "€" in form else "")
