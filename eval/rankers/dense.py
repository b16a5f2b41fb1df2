"""The encoder over passages, as it came and adapted, and over single sentences as well."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from embeddings import VectorCache, embed_query, encoder
from embeddings.bundled import bundled_model
from eval.rankers.plain import Scores, min_max
from eval.sets import JudgedQuery
from indexer import Index


def _query_vectors(queries: Sequence[JudgedQuery]) -> NDArray[np.float32]:
    # One by one, as users ask: rankers share the encoder's cache of queries.
    return np.stack([embed_query(query.text) for query in queries])


@lru_cache(maxsize=2048)
def plain_query(text: str) -> NDArray[np.float32]:
    """The query's unit vector by the encoder as it came, kept like `embed_query`'s."""
    return encoder(str(bundled_model(adapted=False))).encode_query(text)


def _best_of(similarities: NDArray[np.float32], starts: NDArray[np.int64]) -> Scores:
    """The greatest similarity inside each fiche's contiguous columns."""
    best = np.full((len(similarities), len(starts) - 1), -1.0)
    for row in range(len(starts) - 1):
        if starts[row] < starts[row + 1]:
            best[:, row] = similarities[:, starts[row] : starts[row + 1]].max(axis=1)
    return best


def dense_scores(index: Index, queries: Sequence[JudgedQuery]) -> Scores:
    """The encoder as it came, over passages; a fiche is its best passage."""
    cache = VectorCache(str(bundled_model(adapted=False)))
    try:
        texts = [p.text(index.fiches[index.row_of[p.fiche_id]]) for p in index.passages]
        passages = cache.embed(texts).vectors.astype(np.float32)
    finally:
        cache.close()
    asked = np.stack([plain_query(query.text) for query in queries])
    return _best_of(asked @ passages.T, _passage_starts(index))


def adapted_scores(index: Index, queries: Sequence[JudgedQuery]) -> Scores:
    """The same with the encoder adapted to the sector, which the index uses."""
    vectors = index.store.vectors(range(len(index.passages)))
    return _best_of(_query_vectors(queries) @ vectors.T, _passage_starts(index))


def _passage_starts(index: Index) -> NDArray[np.int64]:
    return np.searchsorted(index.passage_rows, np.arange(len(index.fiches) + 1))


def two_grain_scores(index: Index, queries: Sequence[JudgedQuery]) -> Scores:
    """The adapted encoder over passages and single sentences, each min-max, summed."""
    sentences = np.asarray(index.sentence_vectors, np.float32)
    best = _best_of(_query_vectors(queries) @ sentences.T, index.sentence_starts)
    return min_max(adapted_scores(index, queries)) + min_max(best)
