"""What plain rankers share: scores of every fiche to a run, fiches as texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from eval.measures.ranking import Run
from eval.sets import JudgedQuery
from search import Bank

Scores = NDArray[np.float64]
Ranker = Callable[[Bank, Sequence[JudgedQuery]], Run]
Scorer = Callable[[Bank, Sequence[JudgedQuery]], Scores]
"""Scores of every fiche for every query, shape (queries, fiches)."""

DEPTH = 100
"""Fiches kept of a ranking."""


def ranked_by(scorer: Scorer) -> Ranker:
    """The ranker that orders fiches by these scores; equal ones keep the order of the bank."""

    def run(bank: Bank, queries: Sequence[JudgedQuery]) -> Run:
        found: dict[str, list[tuple[str, float]]] = {}
        for query, row in zip(queries, scorer(bank, queries), strict=True):
            order = np.argsort(-row, kind="stable")[:DEPTH]
            found[query.id] = [(bank.fiches[i].id, float(row[i])) for i in order]
        return found

    return run


def documents(bank: Bank) -> list[str]:
    """A fiche as one text, for the rivals that have no fields."""
    return [
        "\n".join([f.title, f.organiser or "", f.departement or "", *f.sections.values()])
        for f in bank.fiches
    ]


def min_max(scores: Scores) -> Scores:
    """Each query's scores brought to 0…1."""
    low, high = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    scaled: Scores = (scores - low) / np.maximum(high - low, 1e-9)
    return scaled
