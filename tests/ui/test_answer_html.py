"""An answer's words, table and rubrics as HTML, without running the app."""

from __future__ import annotations

import re

from answers import Answer, Citation, Row
from indexer import Span
from tests.ui.conftest import EVIL, FICHES, fiche
from ui import answer_html, dossier_view, ticks
from ui.address import State

BANK, ODD, MODEL = FICHES
TOLD = fiche("r", "Un récit (suite)", origin="recit", organiser="Le Phare (Lot)")
TAGS = ("<script", "<img", "<style", "<b>", "<u>", "<i>", "<h1>")


def cited(of: object, label: str = "Résumé") -> Citation:
    text = of.sections[label]  # type: ignore[attr-defined]
    return Citation(of, Span(label, 0, len(text)))  # type: ignore[arg-type]


def test_guillemets_are_for_the_bank_only() -> None:
    assert answer_html.said(cited(BANK, "Public")) == "« Seniors »"
    told = answer_html.said(cited(TOLD, "Public"))
    assert told == "D'après la fiche de Le Phare (Lot) : Seniors"
    assert answer_html.said(cited(MODEL, "Public")) == "Exemple inventé : Seniors"


def test_nothing_of_a_source_or_a_question_is_interpreted() -> None:
    odd = Citation(ODD, Span("<h1>Étiquette</h1>", 0, 20))
    refusal = Answer(EVIL, "none", None, f"La fiche « {EVIL} » ne dit pas le coût.")
    shown = (
        answer_html.quote(odd)
        + answer_html.place(odd)
        + answer_html.none(refusal)
        + answer_html.table([Row(ODD, odd), Row(ODD, None)], State(EVIL))
        + dossier_view.quote(odd)
    )
    for tag in TAGS:
        assert tag not in shown
    assert "&lt;script&gt;" in shown
    assert "&lt;style&gt;" in shown


def test_a_table_has_a_fiche_a_row_and_links_to_the_place() -> None:
    state = State("quel coût ?", ticks=("z",))
    shown = answer_html.table([Row(BANK, cited(BANK, "Public")), Row(TOLD, None)], state)
    assert shown.count("<tr>") == 3
    links = re.findall(r"href='([^']*)'", shown)
    assert "fiche=navette-1" in links[0]
    assert "section=Public&amp;start=0&amp;end=7" in links[0]
    assert "q=quel+co%C3%BBt+%3F" in links[0]
    assert "coche=z" in links[0]
    assert "section" not in links[1]
    assert shown.count("non renseigné") == 1


def test_a_dossier_quotes_the_bank_and_no_other() -> None:
    assert "«\u00a0Seniors\u00a0»" in dossier_view.quote(cited(BANK, "Public"))
    assert "«" not in dossier_view.quote(cited(TOLD, "Public"))


def test_the_bar_says_how_many_are_there() -> None:
    assert ticks.words(State(ticks=("a",)), 1) == "1\u00a0fiche cochée"
    assert ticks.words(State(ticks=("a", "b", "c")), 2) == (
        "2\u00a0fiches cochées (1\u00a0autre n'est plus dans la recherche)"
    )
