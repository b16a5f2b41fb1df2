"""The dense leg's store: exact inner products, filtered first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

Filters = Mapping[str, Collection[str]]
"""Column to allowed values: any of the values of each column named."""

Row = Mapping[str, str]
"""The columns of one vector, such as `{"fiche": id}`."""


class Store(Protocol):
    """What a vector engine must do to take over the dense leg."""

    def upsert(self, ids: Sequence[int], vectors: NDArray[np.float32], rows: Sequence[Row]) -> None:
        """Add or replace vectors (n × dimension, unit length) and their columns."""

    def delete(self, ids: Sequence[int]) -> None:
        """Forget vectors; unknown ids are passed over."""

    def search(
        self, vector: NDArray[np.float32], k: int, filters: Filters | None = None
    ) -> list[tuple[int, float]]:
        """The k ids of highest inner product among those the filters allow, best first."""

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The stored vectors, in the order of `ids`. Raises KeyError for an unknown id."""

    def count(self) -> int:
        """How many vectors are stored."""

    def close(self) -> None:
        """Release what is held; the store can't be used afterwards."""


class FaissStore:
    """`Store` over a flat FAISS index: every allowed row is compared, so recall is 1."""

    def __init__(self, dimension: int) -> None:
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._rows: dict[int, Row] = {}

    def upsert(self, ids: Sequence[int], vectors: NDArray[np.float32], rows: Sequence[Row]) -> None:
        """See `Store`. Raises ValueError when the three lengths differ or an id comes twice."""
        if not len(ids) == len(set(ids)) == len(vectors) == len(rows):
            raise ValueError("ids, vectors and rows must have one length, ids no double")
        self.delete([i for i in ids if i in self._rows])
        if len(ids):
            self._index.add_with_ids(
                np.ascontiguousarray(vectors, np.float32), np.asarray(ids, np.int64)
            )
        self._rows.update(zip(ids, rows, strict=True))

    def delete(self, ids: Sequence[int]) -> None:
        """See `Store`."""
        known = [i for i in ids if i in self._rows]
        if known:
            self._index.remove_ids(np.asarray(known, np.int64))
        for i in known:
            del self._rows[i]

    def search(
        self, vector: NDArray[np.float32], k: int, filters: Filters | None = None
    ) -> list[tuple[int, float]]:
        """See `Store`."""
        parameters = None
        if filters:
            allowed = self._allowed(filters)
            if not len(allowed):
                return []
            k = min(k, len(allowed))
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed))
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        k = min(k, self.count())
        if k < 1:
            return []
        scores, ids = self._index.search(query, k, params=parameters)
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """See `Store`."""
        unknown = [i for i in ids if i not in self._rows]
        if unknown:
            raise KeyError(unknown[0])
        found: NDArray[np.float32] = self._index.reconstruct_batch(np.asarray(ids, np.int64))
        return found

    def count(self) -> int:
        """See `Store`."""
        return int(self._index.ntotal)

    def close(self) -> None:
        """See `Store`."""
        self._index.reset()
        self._rows.clear()

    def save(self, path: Path) -> None:
        """Write through Python's own file calls: FAISS's fail on accented Windows paths."""
        path.write_bytes(faiss.serialize_index(self._index).tobytes())

    @classmethod
    def load(cls, path: Path, rows: Sequence[Row]) -> FaissStore:
        """Read what `save` wrote; `rows` are the columns of ids 0, 1, 2…"""
        index = faiss.deserialize_index(np.frombuffer(path.read_bytes(), np.uint8))
        store = cls.__new__(cls)
        store._index = index
        store._rows = dict(enumerate(rows))
        return store

    def _allowed(self, filters: Filters) -> NDArray[np.int64]:
        sets = {column: frozenset(values) for column, values in filters.items()}
        allowed = [
            i
            for i, row in self._rows.items()
            if all(row.get(column) in values for column, values in sets.items())
        ]
        return np.asarray(allowed, np.int64)
