"""Every measure of a ranking, query by query, as computed by ir_measures (pytrec_eval)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ir_measures

from eval.measures import condensed, hit, judged, mrr, ndcg, recall
from eval.sets import JudgedQuery, Qrels

MEASURES = (ndcg, condensed, judged, mrr, recall, hit)
TITLES: Mapping[str, str] = {one.NAME: one.TITLE for one in MEASURES}

Run = Mapping[str, Sequence[tuple[str, float]]]
"""Query id to (document, score), best first."""

Values = dict[str, dict[str, float]]
"""Measure to query id to value."""


def per_query(qrels: Qrels, queries: Sequence[JudgedQuery], run: Run) -> Values:
    """Every measure of every query; 0 for a query to which the run gives nothing."""
    names = {one.measure(qrels.least): one.NAME for one in MEASURES}
    wanted = {query.id for query in queries}
    grades = {q: dict(row) for q, row in qrels.grades.items() if q in wanted}
    # Scores are replaced by ranks, so that ties keep the ranker's own order.
    scored = {
        q: {doc: float(len(docs) - i) for i, (doc, _) in enumerate(docs)}
        for q, docs in run.items()
        if q in wanted
    }
    values: Values = {name: dict.fromkeys(wanted, 0.0) for name in names.values()}
    for row in ir_measures.iter_calc(list(names), grades, scored):
        values[names[row.measure]][row.query_id] = float(row.value)
    return values
