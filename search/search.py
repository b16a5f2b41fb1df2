"""The main path from a query to results."""

from __future__ import annotations

import numpy as np

from corpus import Fiche
from indexer import Index
from search.columns import columns
from search.dense import dense_scores
from search.explain import closest_span, explained
from search.facets import OUT, admission_notes, admitted, facet_counts
from search.hit import Hit, Nearest, Results
from search.query import Query, Understood, cut
from search.ranking import rank
from search.silence import judge


def search(index: Index, query: Query) -> Results:
    """The fiches that best answer the query, one hit a fiche, best first.

    Raises UnknownValueError for a filter value that can't exist.
    """
    bank = columns(index)
    facets = facet_counts(bank, query)
    chosen = tuple(
        Understood(name, value, value, "filter")
        for name, values in query.filters.items()
        for value in values
    )
    if not query.text.strip() or (admitted(bank, query) == OUT).all():
        return Results(query, False, chosen, (), (), facets)
    ranking = rank(index, query)
    understood = chosen + ranking.understood.items + ranking.words.items + cut(query.text)
    verdict = judge(index, ranking)
    if not verdict.found:
        nearest = tuple(
            Nearest(index.fiches[row], explained(index, ranking, row).why)
            for row in ranking.order[: verdict.nearest]
        )
        return Results(query, False, understood, (), nearest, facets)
    hits = []
    for place, row in enumerate(ranking.order[: query.k], start=1):
        shown = explained(index, ranking, row)
        hits.append(
            Hit(
                place,
                index.fiches[row],
                float(ranking.scores[row]),
                verdict.strength(ranking, row),
                shown.span,
                shown.matched,
                (*admission_notes(bank, query, row), *shown.notes),
            )
        )
    return Results(query, True, understood, tuple(hits), (), facets)


def browse(index: Index, query: Query) -> tuple[Fiche, ...]:
    """The fiches that pass the filters when nothing is typed, by title."""
    tiers = admitted(columns(index), query)
    order = sorted(
        np.flatnonzero(tiers != OUT),
        key=lambda row: (tiers[row], index.fiches[row].title.casefold()),
    )
    return tuple(index.fiches[row] for row in order)


def similar(index: Index, fiche_id: str, k: int = 5) -> tuple[Hit, ...]:
    """The fiches closest to one of the index, which is left out.

    Raises KeyError when the index hasn't that fiche.
    """
    row = index.row_of[fiche_id]
    own = np.flatnonzero(index.passage_rows == row)
    if not len(own):
        return ()
    vector = index.store.vectors([int(i) for i in own]).mean(axis=0)
    vector /= np.linalg.norm(vector)
    others = [other for other in range(len(index.fiches)) if other != row]
    dense = dense_scores(index, vector, others)
    hits: list[Hit] = []
    closeness = np.where(dense.compared, dense.raw.passage + dense.centred.several, -np.inf)
    for other in np.argsort(-closeness, kind="stable")[:k]:
        if dense.compared[other]:
            span = closest_span(index, vector, int(other))
            score = float(closeness[other])
            hits.append(Hit(len(hits) + 1, index.fiches[other], score, "moyenne", span))
    return tuple(hits)
