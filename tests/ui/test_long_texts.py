from __future__ import annotations

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import opened, page_text
from ui import long_texts, text_box
from ui.address import State
from ui.long_texts import LONGEST, LONGEST_IN_ADDRESS, LongTexts, id_of

LONG = "Une ligne de compte rendu.\nPuis une autre, « avec » des accents.\n" * 12


def test_a_text_comes_back_as_it_was(tmp_path: Path) -> None:
    texts = LongTexts(tmp_path / "textes")
    assert texts.read(id_of(LONG)) is None
    texts.keep(LONG)
    texts.keep(LONG)
    assert texts.read(id_of(LONG)) == LONG
    assert len(list(texts.folder.iterdir())) == 1


@pytest.mark.parametrize("odd", ["", "..", "../../etc/passwd", "A" * 32, "é" * 32, "0" * 31, "0\n"])
def test_what_is_no_id_reads_nothing(tmp_path: Path, odd: str) -> None:
    (tmp_path / f"{'0' * 32}.txt").write_text("changé à la main", encoding="utf-8")
    texts = LongTexts(tmp_path)
    assert texts.read(odd) is None
    assert texts.read("0" * 32) is None


def test_the_oldest_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_texts, "MOST_KEPT", 3)
    texts = LongTexts(tmp_path)
    for number in range(5):
        texts.keep(f"texte {number}")
        os.utime(tmp_path / f"{id_of(f'texte {number}')}.txt", (10**9 + number,) * 2)
    assert texts.read(id_of("texte 4")) == "texte 4"
    texts.keep("dernier")
    # Those of 2001 are older than anything is kept, but for the one just read.
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{id_of(text)}.txt" for text in ("texte 4", "dernier")
    }


def test_a_long_text_stands_in_the_address_by_its_id() -> None:
    kept = {id_of(LONG.strip()): LONG.strip()}
    state = State().asking(LONG)
    assert list(state.to_params()) == ["texte"]
    assert state.long_texts == (LONG.strip(),)
    assert State.from_params({"texte": [id_of(LONG.strip())]}, kept.get) == state
    asked = State(fiche="f").about(LONG)
    params = {name: [str(value)] for name, value in asked.to_params().items()}
    assert State.from_params(params, kept.get) == asked
    short = State().asking("a" * LONGEST_IN_ADDRESS)
    assert short.long_texts == ()
    assert list(short.to_params()) == ["q"]


def test_a_text_that_is_kept_no_more_is_named_until_another_search() -> None:
    lost = State.from_params({"texte": [id_of("x")], "public": ["Seniors"]})
    assert (lost.text, lost.lost) == ("", id_of("x"))
    assert lost.to_params()["texte"] == id_of("x")
    assert lost.asking("b").to_params() == {"q": "b", "public": ["Seniors"]}


def searched(app: AppTest, text: str) -> AppTest:
    app.text_area(key="q").input(text)
    app.button[0].click()
    return app.run()


def test_a_link_to_a_long_text_opens_it_again(indexed: Path) -> None:
    app = searched(opened(), "navette\n" + LONG)
    text_id = app.query_params["texte"]
    assert "q" not in app.query_params
    again = opened(texte=text_id)
    assert again.text_area(key="q").value == ("navette\n" + LONG).strip()
    gone = opened(texte=id_of("autre"))
    assert "n'est plus gardé" in page_text(gone)


def test_what_is_not_read_is_said(indexed: Path) -> None:
    app = searched(opened(), "navette " * 3000)
    assert "24\u202f000" not in page_text(app)
    assert text_box.too_long() in page_text(app)
    assert len(str(app.text_area(key="q").value)) <= LONGEST
    assert "premiers" not in page_text(searched(app, "navette"))
