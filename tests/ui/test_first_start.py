"""The first start's one bar, and what is said and done about an index that is damaged."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from indexer import build
from tests.ui.conftest import FICHES, opened, page_text
from ui import first_start


def wait(work: first_start.Construction) -> None:
    limit = time.monotonic() + 30
    while work.running and time.monotonic() < limit:
        time.sleep(0.02)
    assert not work.running


def test_one_bar_goes_forward_over_the_whole_work(home: Path, source: Path) -> None:
    work = first_start.Construction(home / "index")
    shares: list[float] = []

    def told(what: str, done: int, todo: int) -> None:
        work._set(what, done, todo)
        shares.append(work.share)

    told("Préparation", 0, 0)
    told("Lecture des fiches", 0, 1)
    for done in range(1, 5):
        told("Préparation du modèle", done, 4)
    build([source], home / "index", told)
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.1
    assert len(set(shares)) > 8
    assert shares[-1] == 1.0


def test_what_is_left_is_told_once_it_can_be(home: Path) -> None:
    work = first_start.Construction(home / "index")
    work._set("Calcul des vecteurs", 50, 200)
    assert "encore" not in first_start._caption(work)
    work.since -= 60
    assert first_start._caption(work).endswith("50 textes sur 200, encore environ 3\u00a0min")
    work._set("Calcul des vecteurs", 199, 200)
    assert first_start._caption(work).endswith("encore moins d'une minute")
    work._set("Préparation du modèle", 9_000_000, 117_000_000)
    assert first_start._caption(work) == "Préparation du modèle…"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbfg000001\n", "g000001".encode("utf-16"), None])
def test_a_damaged_current_is_said_searched_and_mended_once(
    indexed: Path, data: bytes | None
) -> None:
    place = indexed / "index" / "CURRENT"
    if data is None:
        place.unlink()
    else:
        place.write_bytes(data)
    page = page_text(opened())
    assert "dernière version complète" in page
    assert "la recherche reste possible" in page
    assert "3\u00a0fiches" in page
    wait(first_start.construction(indexed / "index"))
    page = page_text(opened())
    assert "dernière version complète" not in page
    assert "3\u00a0fiches" in page


def test_what_can_not_be_mended_is_tried_once_and_goes_on_serving(
    indexed: Path, source: Path
) -> None:
    source.unlink()
    (indexed / "index" / "CURRENT").write_bytes(b"")
    opened()
    work = first_start.construction(indexed / "index")
    wait(work)
    page = page_text(opened())
    assert "n&#x27;a pas pu être refaite" in page
    assert "introuvable" in page
    assert "3\u00a0fiches" in page
    assert not work.running


def test_where_nothing_says_of_what_the_index_was_the_examples_are_offered_not_imposed(
    indexed: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_start, "SHIPPED", source)
    for generation in (indexed / "index").glob("g*"):
        shutil.rmtree(generation)
    opened()
    work = first_start.construction(indexed / "index")
    wait(work)
    app = opened()
    assert "de quelles fiches il était fait" in page_text(app)
    assert [button.label for button in app.button] == ["Réessayer", "Partir des fiches fournies"]
    app.button[1].click().run()
    wait(work)
    assert f"{len(FICHES)}\u00a0fiches" in page_text(opened())


def test_a_missing_source_is_left_out_only_when_asked(
    home: Path, source: Path, tmp_path: Path
) -> None:
    other = tmp_path / "clé.jsonl"
    shutil.copy(source, other)
    build([source, other])
    other.unlink()
    [generation] = (home / "index").glob("g*")
    (generation / "fiches.jsonl").write_bytes(b"")
    opened()
    work = first_start.construction(home / "index")
    wait(work)
    app = opened()
    assert "clé.jsonl" in page_text(app)
    app.button[1].click().run()
    wait(work)
    assert work.error is None
    assert "3\u00a0fiches" in page_text(opened())
