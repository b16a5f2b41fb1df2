"""Answers and dossiers as files."""

from answers.exports.dossier import Filled, filled_rubrics
from answers.exports.sheets import rows_to_csv, rows_to_xlsx
from answers.exports.word import fiches_to_docx, fiches_to_xlsx

__all__ = [
    "Filled",
    "fiches_to_docx",
    "fiches_to_xlsx",
    "filled_rubrics",
    "rows_to_csv",
    "rows_to_xlsx",
]
