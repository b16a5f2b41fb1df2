"""Stages add up to the whole search; nothing is timed from a cache of queries."""

from __future__ import annotations

from typing import Any

import pytest

from eval.speed.machine import FLAGS, machine
from eval.speed.queries import plain_search, stages_of
from indexer import build
from search import Bank
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, write


@pytest.fixture
def index(own_home) -> Bank:
    folder, encoder = own_home / "index", FakeEncoder()
    build([write(own_home.parent / "fiches.jsonl", *FICHES)], folder, encoder=encoder)
    return Bank.open(folder, encoder)


def test_stages_add_up(index):
    stages_of(index, "jardin partagé")
    spent = stages_of(index, "jardin partagé")
    # The whole, the ranking and the embedding by itself: each from an empty cache.
    assert index.encoder.asked == ["jardin partagé"] * 6
    stages = ("understand", "embed", "dense", "terms", "fuse", "explain")
    assert min(spent[stage] for stage in (*stages[:4], "whole")) > 0
    assert sum(spent[stage] for stage in stages) == pytest.approx(spent["whole"])
    assert spent["all but embed"] == pytest.approx(spent["whole"] - spent["embed"])


def test_the_plain_libraries_find_the_fiche_too(index):
    plain: Any = PlainCalls()
    ask = plain_search(index, plain)
    assert index.fiches[ask("jardin partagé tomates")[0]].id == "jardin-2"


class PlainCalls(FakeEncoder):
    """Takes the options that SentenceTransformer has."""

    def encode_query(self, text, **_):
        return super().encode_query(text)


def test_the_machine_says_its_processor():
    here = machine()
    assert here.cores >= 1
    assert here.flags is None or set(here.flags) <= set(FLAGS)
    assert here.processor
