"""Questions, the dossier and ticks in the app, with a stub encoder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from answers import Answer, Citation, Row, answer
from corpus.labels import FUNDING
from french.questions import is_question
from indexer import Span, build
from search import Bank, Nearest
from tests.ui.conftest import EVIL, SUMMARY, fiche, labels, opened, page_text
from ui import answer_block, asking, first_start, home, safe

COST = "Le budget total est de 4 500 € par an."
PRICED = fiche("cout-1", "Le minibus", sections={"Résumé": SUMMARY, FUNDING: COST})
ODD = fiche("odd-1", EVIL, sections={"Résumé": SUMMARY, FUNDING: "Coût : <b>900 €</b> <img src=x>"})
MUTE = fiche("mute-1", "La marche", sections={"Résumé": "Des marches chaque semaine."})


@pytest.fixture
def priced(home: Path, tmp_path: Path) -> Path:
    source = tmp_path / "fiches.jsonl"
    rows = (PRICED, ODD, MUTE)
    source.write_text("".join(f.to_json() + "\n" for f in rows), encoding="utf-8")
    build([source])
    return home


def answering(monkeypatch: pytest.MonkeyPatch, found: Answer) -> list[Any]:
    """Let the screens show that answer; what they asked for is returned."""
    calls: list[Any] = []

    def say(*asked: Any) -> Answer:
        calls.append(asked[1:])
        return found

    monkeypatch.setattr(answer_block, "answer", say)
    return calls


def cost(of: Any = PRICED) -> Citation:
    return Citation(of, Span(FUNDING, 0, len(of.sections[FUNDING])))


def link(app: AppTest, label: str) -> str:
    return str(next(x.proto.query_string for x in app.get("page_link") if x.proto.label == label))


def test_questions_to_start_from(priced: Path) -> None:
    shown = labels(opened())
    for example in home.QUESTIONS:
        assert is_question(example)
        assert example.replace(" ?", "\u00a0?") in shown


def test_a_question_is_answered_above_the_results(
    priced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"« {COST} » (Le minibus — Centre social des Quatre-Vents, Aveyron, {FUNDING})"
    missing = "La fiche ne dit pas qui paie."
    calls = answering(monkeypatch, Answer("q", "partial", text, missing, (cost(),)))
    app = opened(q="combien coûte le minibus des chauffeurs bénévoles ?")
    assert not app.exception
    shown = page_text(app)
    assert shown.index(f"« {COST} »") < shown.index("pour cette recherche")
    assert missing in shown
    # The first link of that name is the answer's: it opens the fiche at the place quoted.
    there = link(app, safe.literal("Le minibus"))
    assert f"start=0&end={len(COST)}" in there
    assert "fiche=cout-1" in there
    app.run()
    assert calls == [("combien coûte le minibus des chauffeurs bénévoles ?", None, None)]


def test_keywords_are_not_answered(priced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = answering(monkeypatch, Answer("q", "none", None))
    assert "Réponse des fiches" not in page_text(opened(q="minibus des seniors"))
    assert calls == []


def test_a_refusal_says_what_was_looked_for(priced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    near = (Nearest(MUTE, "sujet proche"),)
    refusal = Answer("q", "none", None, "La fiche « La marche » ne dit pas le coût.", nearest=near)
    answering(monkeypatch, refusal)
    app = opened(q="combien coûte la marche ?")
    assert "ne dit pas le coût." in page_text(app)
    assert safe.literal("La marche") in labels(app)


def test_a_table_can_be_downloaded(priced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (Row(PRICED, cost()), Row(ODD, cost(ODD)), Row(MUTE, None))
    answering(monkeypatch, Answer("q", "several", "Chiffré dans 2 fiches sur 3.", rows=rows))
    app = opened(q="quels budgets pour des transports ?")
    shown = page_text(app)
    assert not app.exception
    assert "Chiffré dans 2 fiches sur 3." in shown
    assert "&lt;img src=x&gt;" in shown
    assert "<img" not in shown
    assert "non renseigné" in shown
    assert [button.proto.label for button in app.get("download_button")] == [
        "Tableau .csv",
        "Tableau .xlsx",
    ]
    assert "Le minibus;" in answer_block._csv(rows).decode("utf-8-sig")
    assert answer_block._xlsx(rows).startswith(b"PK")


def test_asking_a_fiche(priced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"« {COST} » (Le minibus — Centre social des Quatre-Vents, Aveyron, {FUNDING})"
    calls = answering(monkeypatch, Answer("q", "quote", text, None, (cost(),)))
    app = opened(fiche="cout-1")
    app.text_area[0].input("combien ça a coûté ?")
    next(b for b in app.button if b.label == "Demander").click().run()
    assert not app.exception
    assert app.query_params["question"] == "combien ça a coûté ?"
    assert calls == [("combien ça a coûté ?", "cout-1", None)]
    shown = page_text(app)
    assert "Réponse de la fiche" in shown
    assert f"« {COST} »" in shown
    assert "start=0" in link(app, safe.literal(FUNDING))
    for example in asking.EXAMPLES:
        assert "question=" in link(app, example.replace(" ?", "\u00a0?"))


def test_the_answer_of_a_fiche_is_that_of_answers(priced: Path) -> None:
    found = answer(Bank.open(priced / "index"), "qui participe ?", "mute-1")
    shown = page_text(opened(fiche="mute-1", question="qui participe ?"))
    assert ("Pas de réponse sûre" in shown) is (found.kind == "none")


def test_the_dossier_has_every_rubric_and_links(priced: Path) -> None:
    app = opened(q="minibus", fiche="cout-1", vue="dossier")
    shown = page_text(app)
    order = ["Diagnostic", "Objectifs", "Public", "Partenaires", "Budget et cofinanceurs", "Suite"]
    places = [shown.index(f"<h2 class='es-label'>{name}</h2>") for name in order]
    assert places == sorted(places)
    assert "non renseigné" in shown
    assert COST in shown
    there = link(app, safe.literal(FUNDING))
    assert "vue=" not in there
    assert f"end={len(COST)}" in there
    assert link(app, "← Retour aux résultats") == "q=minibus"


def test_an_odd_dossier_is_only_text(priced: Path) -> None:
    app = opened(fiche="odd-1", vue="dossier", question=EVIL)
    assert not app.exception
    for tag in ("<img", "<script", "<b>"):
        assert tag not in page_text(app)


def test_ticks_live_in_the_address(priced: Path) -> None:
    app = opened(q="minibus", departement="Aveyron")
    assert app.get("download_button") == []
    box = next(b for b in app.checkbox if (b.key or "").endswith("cout-1"))
    box.check().run()
    assert app.query_params["coche"] == "cout-1"
    assert app.query_params["q"] == "minibus"
    assert "1\u00a0fiche cochée" in page_text(app)
    # A reload starts a new session at the same address.
    again = opened(q="minibus", coche=["cout-1", "zzz"])
    ticked = {b.key: b.value for b in again.checkbox}
    assert [key for key, on in ticked.items() if on and key and key.endswith("cout-1")]
    assert sum(ticked.values()) == 1
    assert "n&#x27;est plus dans la recherche" in page_text(again)
    assert len(again.get("download_button")) == 2
    assert next(b for b in opened(fiche="cout-1", coche="cout-1").checkbox).value
    again.button(key="untick").click().run()
    assert "coche" not in again.query_params
    assert not any(b.value for b in again.checkbox)


def test_ticks_cost_nothing_until_they_are_used(priced: Path) -> None:
    """The libraries of the documents are loaded by a click, never by a screen."""
    loaded = {name for name in ("docx", "openpyxl") if name in sys.modules}
    opened(q="minibus", coche="cout-1")
    assert {name for name in ("docx", "openpyxl") if name in sys.modules} == loaded


def test_first_start_says_no_jargon(home: Path) -> None:
    work = first_start.Construction(home / "index")
    work.what, work.done, work.todo = "Calcul des vecteurs", 3, 9
    assert first_start._caption(work) == "Préparation de la recherche\u00a0: 3 textes sur 9"
