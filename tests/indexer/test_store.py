"""The store against a plain NumPy search of every row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer import FaissStore

N, DIMENSION = 60, 16
IDS = [3 * i + 1 for i in range(N)]
ROWS = [{"fiche": f"f{i % 7}", "section": "ab"[i % 2]} for i in range(N)]


def unit_vectors(seed: int, n: int = N) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(n, DIMENSION)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


VECTORS = unit_vectors(0)


@pytest.fixture
def store() -> FaissStore:
    made = FaissStore(DIMENSION)
    made.upsert(IDS, VECTORS, ROWS)
    return made


def brute_force(
    vectors: NDArray[np.float32], query: NDArray[np.float32], kept: list[int], k: int
) -> list[int]:
    scores = vectors @ query
    return [IDS[i] for i in sorted(kept, key=lambda i: -scores[i])[:k]]


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize(
    "filters",
    [
        None,
        {},
        {"fiche": {"f1"}},
        {"fiche": {"f1", "f5", "absent"}},
        {"fiche": {"f1", "f2"}, "section": {"b"}},
    ],
)
def test_search_is_exact_with_and_without_filters(
    store: FaissStore, filters: dict[str, set[str]] | None, seed: int
) -> None:
    query = unit_vectors(seed, 1)[0]
    kept = [i for i, row in enumerate(ROWS) if all(row[c] in v for c, v in (filters or {}).items())]
    found = store.search(query, 5, filters)
    assert [i for i, _ in found] == brute_force(VECTORS, query, kept, 5)
    for i, score in found:
        assert score == pytest.approx(float(VECTORS[IDS.index(i)] @ query), abs=1e-5)


def test_search_gives_no_more_than_there_is(store: FaissStore) -> None:
    assert len(store.search(VECTORS[0], 1000)) == N
    assert len(store.search(VECTORS[0], 1000, {"fiche": {"f0"}})) == 9
    assert store.search(VECTORS[0], 5, {"fiche": set()}) == []
    assert store.search(VECTORS[0], 5, {"colonne": {"x"}}) == []
    assert store.search(VECTORS[0], 0) == []
    assert FaissStore(DIMENSION).search(VECTORS[0], 5) == []


def test_upsert_replaces_vector_and_columns(store: FaissStore) -> None:
    other = unit_vectors(9, 1)
    store.upsert([IDS[4]], other, [{"fiche": "nouvelle", "section": "a"}])
    assert store.count() == N
    np.testing.assert_array_equal(store.vectors([IDS[4]]), other)
    [(found, score)] = store.search(other[0], 1)
    assert found == IDS[4]
    assert score == pytest.approx(1.0, abs=1e-5)
    assert [i for i, _ in store.search(VECTORS[4], 9, {"fiche": {"nouvelle"}})] == [IDS[4]]


def test_deleted_rows_are_gone_and_unknown_ids_pass(store: FaissStore) -> None:
    store.delete([IDS[0], 999_999])
    assert store.count() == N - 1
    assert IDS[0] not in [i for i, _ in store.search(VECTORS[0], N)]
    with pytest.raises(KeyError):
        store.vectors([IDS[0]])


def test_vectors_come_in_the_order_asked(store: FaissStore) -> None:
    asked = [IDS[5], IDS[2], IDS[5]]
    np.testing.assert_array_equal(store.vectors(asked), VECTORS[[5, 2, 5]])


def test_lengths_that_differ_and_doubles_are_refused_and_change_nothing(store: FaissStore) -> None:
    with pytest.raises(ValueError, match="one length"):
        store.upsert([1, 2], VECTORS[:1], ROWS[:1])
    with pytest.raises(ValueError, match="one length"):
        store.upsert([1, 1], VECTORS[:2], ROWS[:2])
    assert store.count() == N


def test_a_saved_store_is_read_back_from_an_accented_folder(tmp_path: Path) -> None:
    path = tmp_path / "é à œ.faiss"
    made = FaissStore(DIMENSION)
    made.upsert(range(N), VECTORS, ROWS)
    made.save(path)
    read = FaissStore.load(path, ROWS)
    assert read.count() == N
    assert read.search(VECTORS[3], 4, {"fiche": {"f3"}}) == made.search(
        VECTORS[3], 4, {"fiche": {"f3"}}
    )


def test_a_closed_store_holds_nothing(store: FaissStore) -> None:
    store.close()
    assert store.count() == 0
