"""Fit when search is silent, and where a hit is « forte »: part of `python -m eval fit`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from eval.banks import shipped
from eval.fit.bounded import fit_bounded
from eval.fit.ranking import dev_sets
from eval.own import own
from search import Query
from search.ranking.scorer import rank
from search.ranking.silence import confidence, evidence

SILENCE_PENALTY = 0.1
"""Inverse strength of the L2 penalty (scikit-learn's C)."""

WRONGLY_SILENCED = 0.0065
"""Share of each bank's answerable `dev` queries that its threshold may silence: one of a few
hundred, so that no single odd query sets it; what wasn't fitted on is silenced more often."""


def fit_silence() -> dict[str, float]:
    """The regression of `search.ranking.silence` and its thresholds, from `dev` alone.

    Over the small bank every query that no récit answers is one more that a bank doesn't
    answer, weighted less than those written as such.
    """
    rows: list[dict[str, float]] = []
    answered: list[bool] = []
    importance: list[float] = []
    domains: list[float] = []
    banks: list[int] = []
    for index, part in dev_sets():
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
    found = _nonnegative(table / spread, np.asarray(answered), np.asarray(importance))
    odds = table / spread @ found[:-1] + found[-1]

    def threshold(size: int) -> float:
        of_bank = odds[np.asarray(answered) & (np.asarray(banks) == size)]
        return round(float(np.sort(of_bank)[int(WRONGLY_SILENCED * len(of_bank))]), 4)

    sizes = sorted(set(banks))
    weights = dict(zip(names, map(float, found[:-1] / spread), strict=True))
    return {name: round(value, 4) for name, value in weights.items()} | {
        "bias": round(float(found[-1]), 4),
        "small bank": sizes[0],
        "large bank": sizes[-1],
        "small threshold": threshold(sizes[0]),
        "large threshold": threshold(sizes[-1]),
        "in the field": round(float(np.quantile(domains, 0.03)), 4),
    }


def _nonnegative(
    table: NDArray[np.float64], answered: NDArray[np.bool_], importance: NDArray[np.float64]
) -> NDArray[np.float64]:
    """A logistic regression whose weights are not below 0, then its bias: each sign speaks for
    an answer, and none is let speak against its meaning.
    """
    sides = np.where(answered, 1.0, -1.0)[:, None]
    margins = sides * np.column_stack([table, np.ones(len(table))])
    signs = table.shape[1]
    penalty = np.append(np.full(signs, 0.5 / SILENCE_PENALTY), 0.0)
    least = [0.0] * signs + [None]
    return fit_bounded(margins, importance, np.zeros(signs + 1), least, penalty)


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
            grade = judged.qrels.of(query.id).get(index.fiches[row].id)
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
