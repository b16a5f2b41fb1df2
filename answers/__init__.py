"""From hits to proof: cited answers, refusals, tables and counts over many fiches."""

from answers.answer import UnknownFicheError, answer
from answers.proof import Answer, Citation, Row

__all__ = ["Answer", "Citation", "Row", "UnknownFicheError", "answer"]
