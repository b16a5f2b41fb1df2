"""An index that was replaced is freed, with all that was made from it."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

from answers import answer
from indexer import build
from search import Bank, Query, browse, search, similar
from tests.answers.conftest import FICHES
from tests.fakes import FakeEncoder
from tests.indexer.sources import write


def test_after_six_builds_one_index_is_alive(own_home):
    encoder = FakeEncoder()
    source = write(own_home.parent / "fiches.jsonl", *FICHES)
    build([source], encoder=encoder)
    bank = Bank.open(encoder=encoder).warm()
    alive: list[weakref.ref[object]] = []
    for year in range(2001, 2007):
        write(source, replace(FICHES[0], year=year), *FICHES[1:])
        build([source], encoder=encoder)
        bank = bank.refreshed()
        alive += map(weakref.ref, (bank, bank.index, bank.dense, bank.terms, bank.columns))
        search(bank, Query("un jardin partagé", {"public": ("Familles",)}))
        browse(bank, Query(""))
        similar(bank, "jardin-1")
        for text, fiche in (("quel budget ?", "jardin-1"), ("quels budgets ?", None)):
            answer(bank, text, fiche)
        answer(bank, "combien d'actions ?")
    gc.collect()
    left = [one for one in (ref() for ref in alive) if one is not None]
    assert left == [bank, bank.index, bank.dense, bank.terms, bank.columns]


def test_a_bank_let_go_needs_no_collector(bank):
    """What a bank remembers doesn't hold it: hundreds of megabytes go at once."""
    other = Bank(bank.index, bank.encoder, bank.weights)
    answer(other, "quels budgets pour les jardins ?")
    gone = weakref.ref(other)
    gc.disable()
    try:
        del other
        assert gone() is None
    finally:
        gc.enable()
