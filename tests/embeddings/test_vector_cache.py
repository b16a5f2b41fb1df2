"""Vectors kept by content: nothing is embedded twice."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from embeddings import VectorCache
from embeddings.cache import content_key
from tests.fakes import DIMENSION, FakeEncoder, vector_of

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


def other_table(path: Path) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE vectors (id INTEGER, data TEXT)")


def cut_in_the_middle(path: Path) -> None:
    """The first page stays: the file opens, and only reading rows fails."""
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\x93" * (len(data) - 4096))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "not a database": lambda path: path.write_bytes(b"ceci n'est pas une base" * 100),
    "the header": lambda path: path.write_bytes(bytes(100) + path.read_bytes()[100:]),
    "the middle": cut_in_the_middle,
    "the end": lambda path: path.write_bytes(path.read_bytes()[:-4096]),
    "another table": other_table,
    "a folder": lambda path: path.rename(path.with_name("x")).with_name(path.name).mkdir(),
}
MANY = [f"texte {i}" for i in range(300)]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_file_is_put_aside_and_its_vectors_made_again_once(
    cache: VectorCache,
    own_home: Path,
    caplog: pytest.LogCaptureFixture,
    how: str,
) -> None:
    wanted = cache.embed(MANY).vectors
    cache.close()
    (kept,) = (own_home / "vectors").glob("*.sqlite")
    DAMAGES[how](kept)
    found = []
    for _ in range(2):
        again = VectorCache(cache.encoder)
        found.append(again.embed(MANY))
        again.close()
    assert [one.computed for one in found] == [len(MANY), 0]
    assert (found[0].vectors == wanted).all()
    [said] = caplog.records
    assert "illisibles : mis de côté" in said.getMessage()
    assert kept.with_suffix(".damaged").exists()


@pytest.mark.parametrize("data", [b"", b"x", b"\xff" * 128, bytes(128), "texte", b"\x3c" * 126])
def test_what_can_not_be_a_vector_is_computed_again_once(
    cache: VectorCache,
    fake_encoder: FakeEncoder,
    own_home: Path,
    caplog: pytest.LogCaptureFixture,
    data: object,
) -> None:
    wanted = cache.embed(TEXTS).vectors
    cache.close()
    (kept,) = (own_home / "vectors").glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(kept)) as connection, connection:
        place = (data, content_key(TEXTS[1]))
        connection.execute("UPDATE vectors SET vector = ? WHERE key = ?", place)
    fake_encoder.embedded.clear()
    for _ in range(2):
        assert (VectorCache(fake_encoder).embed(TEXTS).vectors == wanted).all()
    assert fake_encoder.embedded == [TEXTS[1]]
    assert [said.getMessage() for said in caplog.records] == [
        "Des vecteurs gardés étaient abîmés (1) : ils sont recalculés."
    ]


def test_where_nothing_can_be_written_the_vectors_serve_this_once(
    fake_encoder: FakeEncoder, own_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (own_home / "vectors").write_bytes(b"")
    cache = VectorCache(fake_encoder)
    assert cache.embed(TEXTS).computed == 3
    assert cache.embed(TEXTS).reused == 3
    [said] = caplog.records
    assert "ne peuvent pas être gardés" in said.getMessage()


def test_a_file_that_becomes_read_only_is_not_put_aside(
    cache: VectorCache, own_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache.embed(TEXTS)
    cache._store._connection.execute("PRAGMA query_only = ON")
    assert cache.embed([*TEXTS, "un texte de plus"]).computed == 1
    assert "ne peuvent pas être gardés" in caplog.text
    assert VectorCache(cache.encoder).embed(TEXTS).reused == 3
