"""From hits to proof: cited answers, refusals, tables and counts over many fiches."""

from answers.answering import UnknownFicheError, answer
from answers.types import Answer, Citation, Row
from answers.wording import also_said, told

__all__ = ["Answer", "Citation", "Row", "UnknownFicheError", "also_said", "answer", "told"]
