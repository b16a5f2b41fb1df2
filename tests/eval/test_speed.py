"""Stages add up to the whole search; nothing is timed from a cache of queries."""

from __future__ import annotations

from unittest import mock

import pytest

from eval.speed.machine import FLAGS, machine
from eval.speed.queries import plain_search, stages_of
from indexer import build, open_index
from tests.indexer.sources import FICHES, write


def test_stages_add_up(own_home, fake_encoder):
    folder = own_home / "index"
    build([write(own_home.parent / "fiches.jsonl", *FICHES)], folder)
    index = open_index(folder)
    with mock.patch.object(fake_encoder, "encode_query", wraps=fake_encoder.encode_query) as asked:
        stages_of(index, "jardin partagé")
        spent = stages_of(index, "jardin partagé")
    assert asked.call_count == 2
    stages = ("understand", "embed", "dense", "terms", "fuse", "explain")
    assert min(spent[stage] for stage in stages) > 0
    assert sum(spent[stage] for stage in stages) == pytest.approx(spent["whole"])
    assert spent["all but embed"] == pytest.approx(spent["whole"] - spent["embed"])


def test_the_plain_libraries_find_the_fiche_too(own_home, fake_encoder):
    folder = own_home / "index"
    build([write(own_home.parent / "fiches.jsonl", *FICHES)], folder)
    index = open_index(folder)
    ask = plain_search(index, fake_encoder)
    assert index.fiches[ask("jardin partagé tomates")[0]].id == "jardin-2"


def test_the_machine_says_its_processor():
    here = machine()
    assert here.cores >= 1
    assert here.flags is None or set(here.flags) <= set(FLAGS)
    assert here.processor
