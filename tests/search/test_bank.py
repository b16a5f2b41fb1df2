"""A bank owns what is made from an index: it shares nothing, and a search leaves no trace."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings import EncoderError, LazyEncoder
from indexer import UnusableIndexError, build
from search import Bank, Query, browse, search, similar
from search.bank import kept
from search.weights import Weights
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, write

QUERIES = ("un jardin partagé", "les aînés au marché", "un café à Limoges", "zzz", "benevolles")


@pytest.fixture
def bank(own_home: Path) -> Bank:
    encoder = FakeEncoder()
    build([write(own_home.parent / "fiches.jsonl", *FICHES)], encoder=encoder)
    return Bank.open(encoder=encoder)


def asked(bank: Bank) -> list[dict[str, Any]]:
    return [search(bank, Query(text)).as_dict() for text in QUERIES]


_writes: list[str] | None = None


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _writes is None:
        return
    if event == "open":
        path, mode, flags = arguments
        changing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        if set(mode) & set("wax+") if mode else flags & changing:
            _writes.append(str(path))
    elif event in ("sqlite3.connect", "os.mkdir", "os.rename", "os.remove"):
        _writes.append(f"{event} {arguments[0]}")


sys.addaudithook(_watch)


@pytest.fixture
def writes() -> Iterator[list[str]]:
    """What is written meanwhile; a hook can't be taken off, so that it only listens here."""
    global _writes
    _writes = []
    yield _writes
    _writes = None


def test_a_search_writes_no_file(bank: Bank, own_home: Path, writes: list[str]) -> None:
    (own_home / "proof").write_text("x", encoding="utf-8")
    assert [Path(name).name for name in writes] == ["proof"]
    bank.warm()
    writes.clear()
    asked(bank)
    browse(bank, Query("", {"public": ("Seniors",)}))
    similar(bank, "navette-1")
    assert writes == []


@pytest.mark.model
def test_with_the_bundled_encoder_not_even_the_first_search_does(
    own_home: Path, real_encoder: LazyEncoder, writes: list[str]
) -> None:
    build([write(own_home.parent / "fiches.jsonl", *FICHES)], encoder=real_encoder)
    writes.clear()
    asked(Bank.open(encoder=real_encoder))
    assert writes == []


def test_where_nothing_can_be_kept_a_search_is_the_same(bank: Bank, own_home: Path) -> None:
    wanted = asked(bank)
    for path in (own_home / "vectors").iterdir():
        path.unlink()
    (own_home / "vectors").rmdir()
    (own_home / "vectors").write_text("a file in the way", encoding="utf-8")
    assert asked(Bank(bank.index, bank.encoder)) == wanted


def test_two_banks_share_nothing(bank: Bank) -> None:
    other = FakeEncoder()
    twin = Bank(bank.index, other)
    assert asked(twin) == asked(bank)
    assert set(QUERIES) - {"benevolles"} <= set(other.asked)
    assert len(other.asked) == len(set(other.asked))


def test_weights_are_those_that_it_was_given(bank: Bank) -> None:
    fitted = Weights.read()
    strict = {**fitted.silence, "small threshold": 1e9, "large threshold": 1e9}
    assert search(bank, Query("un jardin partagé")).found
    silent = Bank(bank.index, bank.encoder, replace(fitted, silence=strict))
    assert not search(silent, Query("un jardin partagé")).found


def test_many_threads_find_what_one_finds(bank: Bank) -> None:
    wanted = asked(Bank(bank.index, FakeEncoder()))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: asked(bank), range(16)))
    assert all(one == wanted for one in found)


def test_a_newer_generation_is_another_bank_of_the_same_encoder(bank: Bank, own_home: Path) -> None:
    assert bank.refreshed() is bank
    build([write(own_home.parent / "une.jsonl", FICHES[1])], encoder=bank.encoder)
    newer = bank.refreshed()
    assert [fiche.id for fiche in newer.fiches] == ["jardin-2"]
    assert (newer.encoder, newer.weights) == (bank.encoder, bank.weights)
    assert search(newer, Query("un jardin partagé")).hits[0].fiche.id == "jardin-2"
    # The one that was held still answers from what it opened.
    assert search(bank, Query("les aînés au marché")).hits[0].fiche.id == "navette-1"


def test_an_index_made_with_another_encoder_is_refused(bank: Bank) -> None:
    with pytest.raises(UnusableIndexError, match="modèle"):
        Bank.open(encoder=FakeEncoder("another"))


def test_what_is_kept_is_bounded_and_made_once(bank: Bank) -> None:
    made: list[int] = []

    @kept(2)
    def twice(_: Bank, number: int) -> int:
        made.append(number)
        return 2 * number

    assert [twice(bank, n) for n in (1, 1, 2, 3, 3, 1)] == [2, 2, 4, 6, 6, 2]
    assert made == [1, 2, 3, 1]
    twice(Bank(bank.index, bank.encoder), 3)
    assert made == [1, 2, 3, 1, 3]


def test_an_encoder_that_fails_leaves_what_needs_none(bank: Bank) -> None:
    class Failing(FakeEncoder):
        def encode_query(self, text: str) -> np.ndarray:
            raise EncoderError("le modèle s'est arrêté")

    broken = Bank(bank.index, Failing())
    with pytest.raises(EncoderError):
        search(broken, Query("un jardin"))
    assert len(browse(broken, Query(""))) == len(FICHES)
    assert similar(broken, "navette-1")
    assert search(broken, Query("")).facets["departement"]
