"""What sessions share: one bank, warmed in the background, replaced under a running app."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings import EncoderError
from indexer import build
from search import Query, search
from tests.fakes import FakeEncoder
from tests.ui.conftest import FICHES, opened, page_text
from ui.opened import shared


class Failing(FakeEncoder):
    def encode_query(self, text: str):
        raise EncoderError("le modèle <b> ne s'ouvre pas")


def test_an_index_replaced_under_a_running_app_is_warmed_and_the_old_one_freed(
    indexed: Path, source: Path
) -> None:
    kept = shared(indexed / "index")
    kept.bank()
    kept.wait()
    assert kept.ready
    alive = []
    for year in range(2001, 2007):
        source.write_text(replace(FICHES[0], year=year).to_json() + "\n", encoding="utf-8")
        build([source], encoder=kept.encoder)
        alive.append(weakref.ref(kept.bank()))
        kept.wait()
        assert "cohorts" in vars(kept.bank())
        search(kept.bank(), Query("navette"))
    gc.collect()
    assert [ref() for ref in alive if ref()] == [kept.bank()]


def test_sessions_that_come_together_get_one_bank(indexed: Path) -> None:
    kept = shared(indexed / "index")
    begun = threading.Barrier(8)

    def session(_: int) -> object:
        begun.wait()
        found = kept.bank()
        kept.wait()
        return found

    with ThreadPoolExecutor(8) as pool:
        assert len(set(map(id, pool.map(session, range(8))))) == 1


@pytest.mark.parametrize("page", [{"q": "navette"}, {"fiche": "navette-1", "question": "quand ?"}])
def test_an_encoder_that_fails_is_said_in_french(indexed: Path, page: dict[str, str]) -> None:
    shared(indexed / "index").encoder = Failing("hashed-words")
    app = opened(**page)
    assert not app.exception
    assert "Le modèle &lt;b&gt; ne s&#x27;ouvre pas" in page_text(app)
    assert not opened(vue="toutes").exception
