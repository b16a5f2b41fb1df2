"""Tables over many fiches: who gets one, what is in it, what is left « non renseigné »."""

from __future__ import annotations

import importlib

import pytest

from answers import answer
from answers.evidence.refusal import plain
from answers.question.reading import read_question
from answers.question.scope import over_many, said_of
from answers.question.target import fiches_meant

# The package gives its function the module's name.
SEVERAL = importlib.import_module("answers.table")
MANY = "quels budgets pour des jardins partagés ?"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "many"),
    [
        (MANY, True),
        ("quelles difficultés rencontrent les actions de mobilité ?", True),
        ("quel budget pour le jardin partagé du Causse ?", False),
        ("combien de bénévoles au jardin du Causse des Quatre-Vents ?", False),
    ],
)
def test_a_table_is_for_questions_about_many(real_bank, text, many):
    question = read_question(real_bank, text)
    assert over_many(real_bank, question, fiches_meant(real_bank, question, None)) == many


def test_on_the_page_of_a_fiche_nothing_ranges_over_many(bank):
    question = read_question(bank, "quels budgets ?", named=False)
    assert not over_many(bank, question, fiches_meant(bank, question, 0))


def test_a_name_is_said_by_its_own_words(bank):
    words = bank.terms.analyser.terms
    assert said_of(bank, "Centre social des Mésanges", frozenset(words("les Mésanges"))) > 0.35
    assert said_of(bank, "Centre social des Quatre-Vents", frozenset(words("un centre"))) == 0


@pytest.mark.model
def test_rows_that_answer_come_first_and_the_silent_ones_say_nothing(real_bank):
    rows = answer(real_bank, MANY).rows
    said = [row.citation is not None for row in rows]
    assert rows[0].fiche.id == "jardin-1"
    assert "9 400 €" in rows[0].citation.quote
    assert said == sorted(said, reverse=True)
    assert "navette-1" not in [row.fiche.id for row in rows if row.citation]


@pytest.mark.parametrize(
    ("moved", "given"),
    [
        ({}, True),
        ({"holds": 0.4}, False),
        ({"section": 0.0}, False),
        ({"section": 0.0, "counted": 1.0}, True),
    ],
)
def test_what_stands_under_its_own_heading_is_given_plainly(moved, given):
    found = {"section": 1.0, "holds": 0.9, "cue section": 1.0, "cue holds": 1.0, "counted": 0.0}
    assert plain(found | moved) == given


@pytest.mark.parametrize(
    ("close", "said"),
    [(0.0, None), (1.1, "La première est la plus sûre.")],
)
def test_the_text_says_which_rows_are_surer(bank, monkeypatch, close, said):
    monkeypatch.setattr(SEVERAL, "LIKELY", close)
    found = answer(bank, MANY, models=True)
    assert sum(row.citation is not None for row in found.rows) > 1
    assert ("plus sûre" in found.text) == bool(said)
    assert said is None or said in found.text


def test_invented_examples_stand_in_a_table_when_they_are_asked_for(bank):
    with_them = {row.fiche.id for row in answer(bank, MANY, models=True).rows if row.citation}
    without = {row.fiche.id for row in answer(bank, MANY).rows}
    assert "modele-1" in with_them
    assert without
    assert "modele-1" not in without


def test_a_table_that_nobody_fills_is_a_refusal_without_confidence(bank):
    found = answer(bank, "à quel numéro de téléphone appeler pour les jardins ?")
    assert (found.kind, found.text, found.confidence) == ("none", None, 0.0)
    assert answer(bank, " ").confidence == 0.0
