"""The dense leg: how close each fiche's passages are to the query."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from indexer import Index

ALL_ROWS = 50_000
"""Below this many passages every one is scored; above, only the best ones of each query."""


def passage_scores(
    index: Index, vector: NDArray[np.float32], rows: Collection[int]
) -> NDArray[np.float64]:
    """Inner product of the query with the best passage of each fiche of `rows`.

    Shape (fiches,); -inf for fiches not in `rows` or without a passage proposed.
    """
    scores = np.full(len(index.fiches), -np.inf)
    filters = None
    if len(rows) < len(index.fiches):
        filters = {"fiche": {index.fiches[row].id for row in rows}}
    k = min(index.store.count(), ALL_ROWS)
    for passage, score in index.store.search(vector, k, filters):
        row = index.passage_rows[passage]
        scores[row] = max(scores[row], score)
    return scores


def best_sentence(index: Index, vector: NDArray[np.float32], row: int) -> int | None:
    """The number of the fiche's sentence closest to the query, None if it has none."""
    start, end = index.sentence_starts[row], index.sentence_starts[row + 1]
    if start == end:
        return None
    vectors = index.sentence_vectors[start:end].astype(np.float32)
    return int(start + np.argmax(vectors @ vector))
