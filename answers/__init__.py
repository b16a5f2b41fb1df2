"""From hits to proof: cited answers, refusals, tables and counts over many fiches."""

from answers.answering import UnknownFicheError, answer
from answers.types import Answer, Citation, Row

__all__ = ["Answer", "Citation", "Row", "UnknownFicheError", "answer"]
