"""Rankers under one signature: the plain recipes that Essaimer has to beat, and itself.

Each takes an index and queries and gives, for every query, documents best first. The plain
ones know nothing of places, spelling or silence, and score every fiche.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, LazyEncoder, VectorCache
from embeddings.bundled import FOLDER, bundled_model
from eval.judged import JudgedQuery
from eval.measures import Run
from search import Query
from search.bank import Bank as Index
from search.ranking import rank

Scores = NDArray[np.float64]
Ranker = Callable[[Index, Sequence[JudgedQuery]], Run]

DEPTH = 100


def _run(index: Index, queries: Sequence[JudgedQuery], scores: Scores) -> Run:
    run: dict[str, list[tuple[str, float]]] = {}
    for query, row in zip(queries, scores, strict=True):
        order = np.argsort(-row, kind="stable")[:DEPTH]
        run[query.id] = [(index.fiches[i].id, float(row[i])) for i in order]
    return run


def documents(index: Index) -> list[str]:
    """A fiche as one text, for the rivals that have no fields."""
    return [
        "\n".join([f.title, f.organiser or "", f.departement or "", *f.sections.values()])
        for f in index.fiches
    ]


def bm25_scores(index: Index, queries: Sequence[JudgedQuery]) -> Scores:
    """bm25s with its own tokenizer and settings (English stop words, no stemmer)."""
    import bm25s

    model = bm25s.BM25()
    model.index(bm25s.tokenize(documents(index), show_progress=False), show_progress=False)
    rows = np.zeros((len(queries), len(index.fiches)))
    for i, query in enumerate(queries):
        words = bm25s.tokenize(query.text, return_ids=False, show_progress=False)[0]
        rows[i] = model.get_scores(words) if words else 0.0
    return rows


def bm25_french_scores(index: Index, queries: Sequence[JudgedQuery]) -> Scores:
    """bm25s over the terms of our French analyser."""
    import bm25s

    analyser = index.terms.analyser
    model = bm25s.BM25()
    model.index([analyser.terms(text) for text in documents(index)], show_progress=False)
    rows = np.zeros((len(queries), len(index.fiches)))
    for i, query in enumerate(queries):
        terms = analyser.terms(query.text)
        rows[i] = model.get_scores(terms) if terms else 0.0
    return rows


def _query_vectors(index: Index, queries: Sequence[JudgedQuery]) -> NDArray[np.float32]:
    # One by one, as users ask: rankers share the bank's vectors of queries.
    return np.stack([index.query_vector(query.text) for query in queries])


@lru_cache(maxsize=1)
def _as_it_came() -> Encoder:
    return LazyEncoder(str(bundled_model(adapted=False)))


def unadapted(index: Index) -> Encoder:
    """The bundled encoder as it came; any other, which nobody adapted, is the bank's own."""
    return _as_it_came() if index.encoder.name == FOLDER else index.encoder


def _best_of(similarities: NDArray[np.float32], starts: NDArray[np.int64]) -> Scores:
    """The greatest similarity inside each fiche's contiguous columns."""
    best = np.full((len(similarities), len(starts) - 1), -1.0)
    for row in range(len(starts) - 1):
        if starts[row] < starts[row + 1]:
            best[:, row] = similarities[:, starts[row] : starts[row + 1]].max(axis=1)
    return best


def dense_scores(index: Index, queries: Sequence[JudgedQuery]) -> Scores:
    """The encoder as it came, over passages; a fiche is its best passage."""
    plain = unadapted(index)
    cache = VectorCache(plain)
    try:
        texts = [p.text(index.fiches[index.row_of[p.fiche_id]]) for p in index.index.passages]
        passages = cache.embed(texts).vectors.astype(np.float32)
    finally:
        cache.close()
    asked = np.stack([plain.encode_query(query.text) for query in queries])
    return _best_of(asked @ passages.T, _passage_starts(index))


def adapted_scores(index: Index, queries: Sequence[JudgedQuery]) -> Scores:
    """The same with the encoder adapted to the sector, which the index uses."""
    vectors = index.index.store.vectors(range(len(index.index.passages)))
    return _best_of(_query_vectors(index, queries) @ vectors.T, _passage_starts(index))


def _passage_starts(index: Index) -> NDArray[np.int64]:
    return np.searchsorted(index.index.passage_rows, np.arange(len(index.fiches) + 1))


def two_grain_scores(index: Index, queries: Sequence[JudgedQuery]) -> Scores:
    """The adapted encoder over passages and single sentences, each min-max, summed."""
    sentences = np.asarray(index.index.sentence_vectors, np.float32)
    best = _best_of(_query_vectors(index, queries) @ sentences.T, index.index.sentence_starts)
    return min_max(adapted_scores(index, queries)) + min_max(best)


def fusion_scores(index: Index, queries: Sequence[JudgedQuery]) -> Scores:
    """The usual blind fusion: .7 passages and .3 French BM25, both min-max."""
    return _fused(dense_scores(index, queries), bm25_french_scores(index, queries))


def adapted_fusion_scores(index: Index, queries: Sequence[JudgedQuery]) -> Scores:
    """The same with the adapted encoder."""
    return _fused(adapted_scores(index, queries), bm25_french_scores(index, queries))


def _fused(dense: Scores, sparse: Scores) -> Scores:
    return 0.7 * min_max(dense) + 0.3 * min_max(sparse)


def min_max(scores: Scores) -> Scores:
    """Each query's scores brought to 0…1."""
    low, high = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    scaled: Scores = (scores - low) / np.maximum(high - low, 1e-9)
    return scaled


def _essaimer(index: Index, queries: Sequence[JudgedQuery]) -> Run:
    """Today's ranking, silence left aside."""
    run: dict[str, list[tuple[str, float]]] = {}
    for query in queries:
        ranking = rank(index, Query(query.text, k=DEPTH))
        run[query.id] = [
            (index.fiches[row].id, float(ranking.scores[row])) for row in ranking.order[:DEPTH]
        ]
    return run


def _plain(scores: Callable[[Index, Sequence[JudgedQuery]], Scores]) -> Ranker:
    return lambda index, queries: _run(index, queries, scores(index, queries))


RANKERS: Mapping[str, Ranker] = {
    "bm25": _plain(bm25_scores),
    "bm25-french": _plain(bm25_french_scores),
    "dense": _plain(dense_scores),
    "fusion": _plain(fusion_scores),
    "dense-adapted": _plain(adapted_scores),
    "two-grains-adapted": _plain(two_grain_scores),
    "fusion-adapted": _plain(adapted_fusion_scores),
    "essaimer": _essaimer,
}
"""Every ranker that `python -m eval` measures, plainest first."""

BASELINE = "fusion"
"""What significance is tested against."""

OURS = "essaimer"
"""Today's ranking, by its name in `RANKERS`."""
