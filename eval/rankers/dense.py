"""The encoder over passages, as it came and adapted, and over single sentences as well."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, LazyEncoder, VectorCache
from embeddings.bundled import FOLDER, bundled_model
from eval.rankers.plain import Scores, min_max
from eval.sets import JudgedQuery
from search import Bank


def _query_vectors(bank: Bank, queries: Sequence[JudgedQuery]) -> NDArray[np.float32]:
    # One by one, as users ask: rankers share the bank's vectors of queries.
    return np.stack([bank.query_vector(query.text) for query in queries])


@lru_cache(maxsize=1)
def _as_it_came() -> Encoder:
    return LazyEncoder(str(bundled_model(adapted=False)))


def unadapted(bank: Bank) -> Encoder:
    """The bundled encoder as it came; any other, which nobody adapted, is the bank's own."""
    return _as_it_came() if bank.encoder.name == FOLDER else bank.encoder


def _best_of(similarities: NDArray[np.float32], starts: NDArray[np.int64]) -> Scores:
    """The greatest similarity inside each fiche's contiguous columns."""
    best = np.full((len(similarities), len(starts) - 1), -1.0)
    for row in range(len(starts) - 1):
        if starts[row] < starts[row + 1]:
            best[:, row] = similarities[:, starts[row] : starts[row + 1]].max(axis=1)
    return best


def dense_scores(bank: Bank, queries: Sequence[JudgedQuery]) -> Scores:
    """The encoder as it came, over passages; a fiche is its best passage."""
    plain = unadapted(bank)
    cache = VectorCache(plain)
    try:
        texts = [p.text(bank.fiches[bank.row_of[p.fiche_id]]) for p in bank.index.passages]
        passages = cache.embed(texts).vectors.astype(np.float32)
    finally:
        cache.close()
    asked = np.stack([plain.encode_query(query.text) for query in queries])
    return _best_of(asked @ passages.T, _passage_starts(bank))


def adapted_scores(bank: Bank, queries: Sequence[JudgedQuery]) -> Scores:
    """The same with the encoder adapted to the sector, which the bank uses."""
    vectors = bank.index.store.vectors(range(len(bank.index.passages)))
    return _best_of(_query_vectors(bank, queries) @ vectors.T, _passage_starts(bank))


def _passage_starts(bank: Bank) -> NDArray[np.int64]:
    return np.searchsorted(bank.index.passage_rows, np.arange(len(bank.fiches) + 1))


def two_grain_scores(bank: Bank, queries: Sequence[JudgedQuery]) -> Scores:
    """The adapted encoder over passages and single sentences, each min-max, summed."""
    sentences = np.asarray(bank.index.sentence_vectors, np.float32)
    best = _best_of(_query_vectors(bank, queries) @ sentences.T, bank.index.sentence_starts)
    return min_max(adapted_scores(bank, queries)) + min_max(best)
