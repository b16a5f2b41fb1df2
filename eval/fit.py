"""Fit the weights of `search.ranking` on `dev`: `python -m eval fit`.

A linear scorer under a pairwise logistic loss, each pair weighted by the change of nDCG@10
that swapping it makes (LambdaRank; Burges, Microsoft Research TR-2010-82), over two banks:
the shipped fiches and the récits alone, so that weights suit a small bank as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.banks import recits, shipped
from eval.fit_answers import fit_answers
from eval.fit_asking import fit_asking
from eval.judged import JudgedSet, own
from eval.judged import small as small_set
from eval.weights import save
from search import Query
from search.bank import Bank as Index
from search.ranking import features, rank
from search.silence import confidence, evidence
from search.weights import SEARCH as WEIGHTS
from search.weights import Weights

Matrix = NDArray[np.float64]

ROUNDS = 6
HARD = 40
"""Only the first so many fiches of the present order are compared with a better one."""
REGULARISATION = 1e-3
UNSEEN = {
    "neighbour": 0.8, "initiative": 1.0, "territory": 0.5, "keyword": 0.3, "dimension": 0.5,
    "age": 1.0, "budget": 1.0, "staff": 0.5, "structure": 1.0, "funder": 0.8, "ending": 1.0,
    "excluded": -3.0,
}  # fmt: skip
"""Set by hand, for what no `dev` query asks."""
LIFTS = frozenset(UNSEEN) - {"excluded"}
"""What was read in the query and shown as lifting does lift."""
LEAST_LIFT = 0.2


def examples(index: Index, judged: JudgedSet) -> Iterator[tuple[dict[str, Matrix], Matrix]]:
    """(features of every fiche, grades) of each answerable query."""
    for query in judged.answerable():
        ranking = rank(index, Query(query.text))
        table = features(index, ranking.understood, ranking.dense, ranking.terms)
        grades = judged.grades[query.id]
        yield table, np.asarray([grades.get(f.id, 0) for f in index.fiches], float)


def fit() -> dict[str, float]:
    """The weights of every feature, from `dev` alone."""
    data = [example for index, judged in _dev_sets() for example in examples(index, judged)]
    names = list(data[0][0])
    tables = [np.stack([table[name] for name in names], axis=1) for table, _ in data]
    scale = np.vstack(tables).std(axis=0)
    used = scale > 0
    scale = np.where(used, scale, 1.0)
    fitted = np.full(len(names), 0.1)
    scaled = zip(names, scale, strict=True)
    least = [LEAST_LIFT * float(s) if name in LIFTS else None for name, s in scaled]
    for _ in range(ROUNDS):
        differences, importance = _pairs([t / scale for t in tables], [g for _, g in data], fitted)
        fitted = _minimise(differences, importance, fitted, least)
    return {
        name: round(float(weight / s), 4) if u else UNSEEN.get(name, 0.0)
        for name, weight, s, u in zip(names, fitted, scale, used, strict=True)
    }


def _dev_sets() -> list[tuple[Index, JudgedSet]]:
    """The banks and their `dev` queries: the shipped fiches, and the récits with two sets."""
    bank, judged = recits(), own("dev")
    of_bank = judged.only([f.id for f in bank.fiches], "recits")
    return [(shipped(), judged), (bank, of_bank), (bank, small_set("dev"))]


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


def _minimise(
    differences: Matrix, importance: Matrix, start: Matrix, least: Sequence[float | None]
) -> Matrix:
    def loss(weights: Matrix) -> tuple[float, Matrix]:
        margin = differences @ weights
        wrong = 1 / (1 + np.exp(margin))
        value = float(importance @ np.logaddexp(0, -margin) + REGULARISATION * weights @ weights)
        slope = -(importance * wrong) @ differences + 2 * REGULARISATION * weights
        return value, slope

    bounds = [(low, None) for low in least]
    found: Matrix = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


SILENCE_PENALTY = 0.1
"""Inverse strength of the L2 penalty (scikit-learn's C)."""

WRONGLY_SILENCED = 0.005
"""Share of each bank's answerable `dev` queries that its threshold may silence: none of a few
hundred, since what wasn't fitted on is silenced more often than what was."""


def fit_silence() -> dict[str, float]:
    """The regression of `search.silence` and its thresholds, from `dev` alone.

    Over the small bank every query that no récit answers is one more that a bank doesn't
    answer, weighted less than those written as such.
    """
    from sklearn.linear_model import LogisticRegression

    rows: list[dict[str, float]] = []
    answered: list[bool] = []
    importance: list[float] = []
    domains: list[float] = []
    banks: list[int] = []
    for index, part in _dev_sets():
        answerable = {query.id for query in part.answerable()}
        for query in part.queries:
            ranking = rank(index, Query(query.text))
            rows.append(evidence(index, ranking))
            banks.append(len(index.fiches))
            answered.append(query.id in answerable)
            written = {"offtopic": 2.0, "absent": 1.5}.get(query.kind, 0.4)
            importance.append(1.0 if answered[-1] else written)
            if query.kind != "offtopic":
                domains.append(rows[-1]["domain"])
    names = list(rows[0])
    table = np.asarray([[row[name] for name in names] for row in rows])
    spread = table.std(axis=0)
    model = LogisticRegression(C=SILENCE_PENALTY)
    model.fit(table / spread, answered, sample_weight=importance)
    odds = model.decision_function(table / spread)

    def threshold(size: int) -> float:
        of_bank = odds[np.asarray(answered) & (np.asarray(banks) == size)]
        return round(float(np.sort(of_bank)[int(WRONGLY_SILENCED * len(of_bank))]), 4)

    sizes = sorted(set(banks))
    weights = dict(zip(names, map(float, model.coef_[0] / spread), strict=True))
    return {name: round(value, 4) for name, value in weights.items()} | {
        "bias": round(float(model.intercept_[0]), 4),
        "small bank": sizes[0],
        "large bank": sizes[-1],
        "small threshold": threshold(sizes[0]),
        "large threshold": threshold(sizes[-1]),
        "in the field": round(float(np.quantile(domains, 0.03)), 4),
    }


def fit_strength() -> dict[str, float]:
    """Where « forte » and « moyenne » begin: regression of grade 2 or more on the query's
    confidence and the distance to its best fiche, cut at two chances in three and one in four.
    """
    from sklearn.linear_model import LogisticRegression

    rows: list[tuple[float, float]] = []
    useful: list[bool] = []
    judged, index = own("dev"), shipped()
    for query in judged.queries:
        ranking = rank(index, Query(query.text))
        sure = confidence(index, ranking)
        best = float(ranking.scores.max())
        for row in ranking.order[:10]:
            grade = judged.grades.get(query.id, {}).get(index.fiches[row].id)
            if grade is not None:
                rows.append((sure, float(ranking.scores[row]) - best))
                useful.append(grade >= 2)
    model = LogisticRegression().fit(rows, useful)
    (by_confidence, by_distance), bias = model.coef_[0], float(model.intercept_[0])
    return {
        "behind": round(float(by_distance / by_confidence), 4),
        "strong": round(float((np.log(2.0) - bias) / by_confidence), 4),
        "medium": round(float((np.log(1 / 3) - bias) / by_confidence), 4),
    }


def fit_all() -> dict[str, dict[str, float]]:
    """Fit and save everything, in the order in which each needs the one before."""
    # Each step opens its banks anew, with the weights that those before it wrote.
    save(WEIGHTS, {"features": fit()})
    silence = fit_silence()
    save(WEIGHTS, {"silence": silence | {"behind": 1.0, "strong": 0.0, "medium": 0.0}})
    save(WEIGHTS, {"silence": silence | fit_strength()})
    fit_asking()
    fit_answers()
    found = Weights.read()
    return {"features": dict(found.ranking), "silence": dict(found.silence)}
