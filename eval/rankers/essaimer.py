"""Today's ranking."""

from __future__ import annotations

from collections.abc import Sequence

from eval.measures.ranking import Run
from eval.rankers.plain import DEPTH
from eval.sets import JudgedQuery
from search import Bank, Query
from search.ranking.scorer import rank


def ranked(
    bank: Bank, queries: Sequence[JudgedQuery], ignored: frozenset[str] = frozenset()
) -> Run:
    """The order of `rank`, silence left aside; `ignored` as in a `Query`."""
    run: dict[str, list[tuple[str, float]]] = {}
    for query in queries:
        ranking = rank(bank, Query(query.text, k=DEPTH, ignored=ignored))
        run[query.id] = [
            (bank.fiches[row].id, float(ranking.scores[row])) for row in ranking.order[:DEPTH]
        ]
    return run
