"""Measures, all from ir_measures (pytrec_eval): one value a query, then means and intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ir_measures
import numpy as np
from ir_measures import RR, Judged, R, Success, nDCG
from scipy import stats

from eval.judged import JudgedQuery, JudgedSet

MEASURES = {
    "ndcg10": nDCG @ 10,
    "ndcg10_condensed": nDCG(judged_only=True) @ 10,
    "judged10": Judged @ 10,
    "mrr10": RR(rel=2) @ 10,
    "recall5": R(rel=2) @ 5,
    "hit1": Success(rel=2) @ 1,
}
"""Raw nDCG counts what nobody judged as irrelevant; condensed leaves it out of the list
(Sakai, « Alternatives to Bpref », SIGIR 2007). Grades 2 and 3 are relevant for the others."""

BINARY = {
    **MEASURES,
    "mrr10": RR @ 10,
    "recall5": R @ 5,
    "hit1": Success @ 1,
}
"""The same where a set only has grades 0 and 1."""

Run = Mapping[str, Sequence[tuple[str, float]]]
"""Query id to (document, score), best first."""

Values = dict[str, dict[str, float]]
"""Measure to query id to value."""


def per_query(judged: JudgedSet, queries: Sequence[JudgedQuery], run: Run) -> Values:
    """Every measure of every query; 0 for a query to which the run gives nothing."""
    top = max((g for row in judged.grades.values() for g in row.values()), default=1)
    measures = MEASURES if top > 1 else BINARY
    names = {measure: name for name, measure in measures.items()}
    wanted = {query.id for query in queries}
    qrels = {q: dict(row) for q, row in judged.grades.items() if q in wanted}
    # Scores are replaced by ranks, so that ties keep the ranker's own order.
    scored = {
        q: {doc: float(len(docs) - i) for i, (doc, _) in enumerate(docs)}
        for q, docs in run.items()
        if q in wanted
    }
    values: Values = {name: dict.fromkeys(wanted, 0.0) for name in measures}
    for row in ir_measures.iter_calc(list(measures.values()), qrels, scored):
        values[names[row.measure]][row.query_id] = float(row.value)
    return values


def interval(values: Sequence[float], seed: int = 1) -> tuple[float, float, float]:
    """Mean and its 95 % bootstrap interval (percentile, 2,000 resamples)."""
    data = np.asarray(values, float)
    if len(data) < 2:
        mean = float(data.mean()) if len(data) else float("nan")
        return mean, mean, mean
    result = stats.bootstrap(
        (data,), np.mean, n_resamples=2000, method="percentile", rng=np.random.default_rng(seed)
    )
    low, high = result.confidence_interval
    return float(data.mean()), float(low), float(high)


def paired(
    ours: Mapping[str, float], theirs: Mapping[str, float], seed: int = 1
) -> tuple[float, float, float, float]:
    """Mean gain, its 95 % bootstrap interval, and p of a paired randomisation test.

    The test flips the sign of each query's gain at random, 10,000 times (Smucker, Allan and
    Carterette, CIKM 2007).
    """
    gains = np.asarray([ours[query] - theirs[query] for query in sorted(ours)], float)
    mean, low, high = interval(list(gains), seed)
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], size=(10_000, len(gains)))
    flipped = np.abs((signs * gains).mean(axis=1))
    p = float((np.sum(flipped >= abs(mean) - 1e-12) + 1) / (len(flipped) + 1))
    return mean, low, high, p
