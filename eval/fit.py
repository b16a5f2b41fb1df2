"""Fit the weights of `search.ranking` on `dev`: `python -m eval fit`.

A linear scorer under a pairwise logistic loss, each pair weighted by the change of nDCG@10
that swapping it makes (LambdaRank; Burges, Microsoft Research TR-2010-82), over two banks:
the shipped fiches and the récits alone, so that weights suit a small bank as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.banks import recits, shipped
from eval.judged import JudgedSet, own
from indexer import Index
from search import Query
from search.ranking import WEIGHTS, features, rank

Matrix = NDArray[np.float64]

ROUNDS = 6
HARD = 40
"""Only the first so many fiches of the present order are compared with a better one."""
REGULARISATION = 1e-3


def examples(index: Index, judged: JudgedSet) -> Iterator[tuple[dict[str, Matrix], Matrix]]:
    """(features of every fiche, grades) of each answerable query."""
    for query in judged.answerable():
        ranking = rank(index, Query(query.text))
        table = features(index, ranking.understood, ranking.dense, ranking.terms)
        grades = judged.grades[query.id]
        yield table, np.asarray([grades.get(f.id, 0) for f in index.fiches], float)


def fit() -> dict[str, float]:
    """The weights of every feature, from `dev` alone."""
    judged = own("dev")
    small = recits()
    data = [
        *examples(shipped(), judged),
        *examples(small, judged.only([f.id for f in small.fiches], "recits")),
    ]
    names = list(data[0][0])
    tables = [np.stack([table[name] for name in names], axis=1) for table, _ in data]
    scale = np.vstack(tables).std(axis=0)
    used = scale > 0
    scale = np.where(used, scale, 1.0)
    weights = np.zeros(len(names))
    weights[: len(names)] = 0.1
    for _ in range(ROUNDS):
        differences, importance = _pairs([t / scale for t in tables], [g for _, g in data], weights)
        weights = _minimise(differences, importance, weights)
    return {
        name: round(float(weight / s), 4) if u else 0.0
        for name, weight, s, u in zip(names, weights, scale, used, strict=True)
    }


def _pairs(
    tables: Sequence[Matrix], grades: Sequence[Matrix], weights: Matrix
) -> tuple[Matrix, Matrix]:
    """Feature differences of (better, worse) pairs, and the nDCG that each is worth."""
    rows: list[Matrix] = []
    worth: list[Matrix] = []
    for table, grade in zip(tables, grades, strict=True):
        rank_of = np.empty(len(grade), int)
        rank_of[np.argsort(-(table @ weights), kind="stable")] = np.arange(len(grade))
        discount = np.where(rank_of < 10, 1.0, 0.3) / np.log2(rank_of + 2)
        best = np.sort(grade)[::-1][:10]
        ideal = float((best / np.log2(np.arange(2, 2 + len(best)))).sum())
        for better in np.flatnonzero(grade > 0):
            worse = np.flatnonzero((grade < grade[better]) & (rank_of < HARD))
            gain = np.abs((grade[better] - grade[worse]) * (discount[better] - discount[worse]))
            rows.append(table[better] - table[worse])
            worth.append((gain + 0.002 * (grade[better] - grade[worse])) / ideal)
    weight = np.concatenate(worth)
    return np.vstack(rows), weight / weight.sum()


def _minimise(differences: Matrix, importance: Matrix, start: Matrix) -> Matrix:
    def loss(weights: Matrix) -> tuple[float, Matrix]:
        margin = differences @ weights
        wrong = 1 / (1 + np.exp(margin))
        value = float(importance @ np.logaddexp(0, -margin) + REGULARISATION * weights @ weights)
        slope = -(importance * wrong) @ differences + 2 * REGULARISATION * weights
        return value, slope

    found: Matrix = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def save(weights: dict[str, float]) -> None:
    """Write the weights where `search.ranking` reads them, beside the calibration."""
    present = json.loads(WEIGHTS.read_text(encoding="utf-8")) if WEIGHTS.exists() else {}
    present["features"] = weights
    WEIGHTS.write_text(json.dumps(present, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
