"""Vectors kept by content: nothing is embedded twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from embeddings import VectorCache
from tests.fake_encoder import DIMENSION, FakeEncoder, vector_of

TEXTS = ["un jardin", "une navette", "un café des parents", "un jardin"]


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def cache(own_home: Path, fake_encoder: FakeEncoder) -> VectorCache:
    return VectorCache(fake_encoder)


def test_vectors_come_in_the_order_asked_and_doubles_are_embedded_once(
    cache: VectorCache, fake_encoder: FakeEncoder
) -> None:
    found = cache.embed(TEXTS)
    assert (found.computed, found.reused) == (3, 0)
    assert found.vectors.dtype == np.float16
    np.testing.assert_allclose(found.vectors, [vector_of(t) for t in TEXTS], atol=1e-3)
    assert sorted(fake_encoder.embedded) == sorted(set(TEXTS))


def test_the_second_time_nothing_is_embedded(cache: VectorCache, fake_encoder: FakeEncoder) -> None:
    first = cache.embed(TEXTS)
    cache.close()
    fake_encoder.embedded.clear()
    second = VectorCache(fake_encoder).embed(TEXTS)
    assert (second.computed, second.reused, fake_encoder.embedded) == (0, 3, [])
    assert (second.vectors == first.vectors).all()


def test_one_changed_text_embeds_one(cache: VectorCache, fake_encoder: FakeEncoder) -> None:
    cache.embed(TEXTS)
    fake_encoder.embedded.clear()
    found = cache.embed([*TEXTS[:2], "un café des parents, le soir"])
    assert (found.computed, found.reused) == (1, 2)
    assert fake_encoder.embedded == ["un café des parents, le soir"]


def test_purge_forgets_all_but_what_is_kept(cache: VectorCache, fake_encoder: FakeEncoder) -> None:
    cache.embed(TEXTS)
    assert cache.purge(["un jardin", "jamais vu"]) == 2
    found = cache.embed(TEXTS)
    assert (found.computed, found.reused) == (2, 1)


def test_two_models_do_not_share_vectors(cache: VectorCache) -> None:
    cache.embed(TEXTS)
    assert VectorCache(FakeEncoder("un autre")).embed(TEXTS).computed == 3


def test_progress_ends_with_all_the_work_and_says_nothing_when_there_is_none(
    cache: VectorCache,
) -> None:
    texts = [f"texte {i}" for i in range(300)]
    seen: list[tuple[int, int]] = []
    cache.embed(texts, lambda done, todo: seen.append((done, todo)))
    assert seen == sorted(seen)
    assert seen[-1] == (300, 300)
    assert len(seen) > 1
    seen.clear()
    cache.embed(texts, lambda done, todo: seen.append((done, todo)))
    assert seen == []


def test_nothing_to_embed_and_hostile_texts(cache: VectorCache) -> None:
    assert cache.embed([]).vectors.shape[0] == 0
    found = cache.embed(["", "\ud800", "a\x00b", "x" * 100_000])
    assert found.vectors.shape == (4, DIMENSION)
    assert np.isfinite(found.vectors).all()


def test_vectors_are_under_the_home_alone(own_home: Path, cache: VectorCache) -> None:
    cache.embed(TEXTS)
    assert [path.suffix for path in (own_home / "vectors").iterdir()] == [".sqlite"]


def test_a_damaged_file_is_put_aside_and_its_vectors_made_again(
    cache: VectorCache, fake_encoder: FakeEncoder, own_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache.embed(TEXTS)
    cache.close()
    (kept,) = (own_home / "vectors").glob("*.sqlite")
    kept.write_bytes(b"ceci n'est pas une base de donn\xc3\xa9es" * 100)
    found = VectorCache(fake_encoder).embed(TEXTS)
    assert found.computed == 3
    assert "illisibles" in caplog.text
    assert kept.with_suffix(".damaged").exists()
