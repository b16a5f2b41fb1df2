"""The main path from a query to results."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus import Fiche
from corpus.vocabulary import FACETS
from embeddings import embed_query
from indexer import Index, Span
from search.dense import best_sentence, passage_scores
from search.facets import admitted, facet_counts
from search.hit import Hit, Nearest, Results
from search.query import Query, Understood


def search(index: Index, query: Query) -> Results:
    """The fiches that best answer the query, one hit a fiche, best first.

    Raises UnknownValueError for a filter value that can't exist.
    """
    admissions = admitted(index.fiches, query)
    facets = facet_counts(index.fiches, query)
    understood = tuple(
        Understood(name, value, value, "filter")
        for name, values in query.filters.items()
        for value in values
    )
    if not query.text.strip() or not admissions:
        return Results(query, False, understood, (), (), facets)
    vector = embed_query(query.text)
    scores = passage_scores(index, vector, admissions)
    order = sorted(admissions, key=lambda row: (admissions[row].tier, -scores[row]))
    hits: list[Hit] = []
    for row in order[: query.k]:
        if not np.isfinite(scores[row]):
            continue
        fiche = index.fiches[row]
        sentence = best_sentence(index, vector, row)
        span = index.sentences[sentence].span if sentence is not None else first_span(fiche)
        notes = admissions[row].notes
        hits.append(Hit(len(hits) + 1, fiche, float(scores[row]), "moyenne", span, (), notes))
    return Results(query, bool(hits), understood, tuple(hits), (), facets)


def browse(index: Index, query: Query) -> tuple[Fiche, ...]:
    """The fiches that pass the filters when nothing is typed, by title."""
    rows = admitted(index.fiches, query)
    order = sorted(rows, key=lambda row: (rows[row].tier, index.fiches[row].title.casefold()))
    return tuple(index.fiches[row] for row in order)


def similar(index: Index, fiche_id: str, k: int = 5) -> tuple[Hit, ...]:
    """The fiches closest to one of the index, which is left out.

    Raises KeyError when the index hasn't that fiche.
    """
    row = index.row_of[fiche_id]
    own = [i for i, r in enumerate(index.passage_rows) if r == row]
    if not own:
        return ()
    vector = index.store.vectors(own).mean(axis=0)
    others = [r for r in range(len(index.fiches)) if r != row]
    scores = passage_scores(index, vector, others)
    hits: list[Hit] = []
    for other in np.argsort(-scores, kind="stable")[:k]:
        fiche = index.fiches[other]
        sentence = best_sentence(index, vector, int(other))
        span = index.sentences[sentence].span if sentence is not None else first_span(fiche)
        hits.append(Hit(len(hits) + 1, fiche, float(scores[other]), "moyenne", span))
    return tuple(hits)


def first_span(fiche: Fiche) -> Span:
    """A place to show for a fiche without any sentence: its first filled section."""
    label, text = next(iter(fiche.sections.items()), ("Résumé", ""))
    return Span(label, 0, len(text))


def facet_names() -> Sequence[str]:
    """The facets that filter, in the order of the screens."""
    return tuple(FACETS)


__all__ = ["Nearest", "browse", "facet_names", "search", "similar"]
