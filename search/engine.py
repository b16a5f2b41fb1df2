"""The main path from a query to results."""

from __future__ import annotations

import numpy as np

from corpus import Fiche
from search.bank import Bank
from search.filters import OUT, admission_notes, admitted, facet_counts
from search.query import Query, Understood, cut
from search.ranking.scorer import rank
from search.ranking.silence import judge
from search.ranking.snippet import closest_span, explained
from search.results import Hit, Nearest, Results


def search(bank: Bank, query: Query) -> Results:
    """The fiches that best answer the query, one hit a fiche, best first.

    Raises UnknownValueError for a filter value that can't exist.
    """
    columns = bank.columns
    facets = facet_counts(columns, query)
    chosen = tuple(
        Understood(name, value, value, "filter")
        for name, values in query.filters.items()
        for value in values
    )
    if not query.text.strip() or (admitted(columns, query) == OUT).all():
        return Results(query, False, chosen, (), (), facets)
    ranking = rank(bank, query)
    understood = chosen + ranking.understood.items + ranking.words.items + cut(query.text)
    verdict = judge(bank, ranking)
    if not verdict.found:
        near = ranking.order[: verdict.nearest]
        nearest = tuple(
            Nearest(bank.fiches[row], shown.why)
            for row, shown in zip(near, explained(bank, ranking, near), strict=True)
        )
        return Results(query, False, understood, (), nearest, facets)
    hits: list[Hit] = []
    rows = ranking.order[: query.k]
    for row, shown in zip(rows, explained(bank, ranking, rows), strict=True):
        hits.append(
            Hit(
                len(hits) + 1,
                bank.fiches[row],
                float(ranking.scores[row]),
                verdict.strength(bank.weights.silence, ranking.scores[row]),
                shown.span,
                shown.matched,
                (*admission_notes(columns, query, row), *shown.notes),
            )
        )
    return Results(query, True, understood, tuple(hits), (), facets)


def browse(bank: Bank, query: Query) -> tuple[Fiche, ...]:
    """The fiches that pass the filters when nothing is typed, by title."""
    tiers = admitted(bank.columns, query)
    order = sorted(
        np.flatnonzero(tiers != OUT),
        key=lambda row: (tiers[row], bank.fiches[row].title.casefold()),
    )
    return tuple(bank.fiches[row] for row in order)


def similar(bank: Bank, fiche_id: str, k: int = 5) -> tuple[Hit, ...]:
    """The fiches closest to one of the bank, which is left out.

    Raises KeyError when the bank hasn't that fiche.
    """
    row = bank.row_of[fiche_id]
    own = np.flatnonzero(bank.index.passage_rows == row)
    if not len(own):
        return ()
    vector = bank.index.store.vectors([int(i) for i in own]).mean(axis=0)
    vector /= np.linalg.norm(vector)
    others = [other for other in range(len(bank.fiches)) if other != row]
    dense = bank.dense.scores(vector, others)
    hits: list[Hit] = []
    closeness = np.where(dense.compared, dense.raw.passage + dense.centred.several, -np.inf)
    for other in np.argsort(-closeness, kind="stable")[:k]:
        if dense.compared[other]:
            span = closest_span(bank, vector, int(other))
            score = float(closeness[other])
            hits.append(Hit(len(hits) + 1, bank.fiches[other], score, "moyenne", span))
    return tuple(hits)
