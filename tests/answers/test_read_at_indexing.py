"""What sentences state is read when they are indexed: a question reads the arrays, no text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from answers.evidence.candidates import candidates
from answers.evidence.quoting import totals
from answers.exports.dossier import filled_rubrics
from answers.question.reading import read_question
from answers.question.target import asked_of
from answers.types import Citation
from corpus.facts import read_sentences
from indexer import Span
from search import Bank
from tests.answers.conftest import FICHES, FUNDING, RULES_ALONE

QUESTIONS = (
    "quels budgets pour des jardins partagés ?",
    "combien de bénévoles dans les jardins ?",
    "qui finance, la Caf ou la commune ?",
    "quels sont les horaires en 2019 ?",
)


def with_index(bank: Bank, **changed) -> Bank:
    return Bank(replace(bank.index, **changed), bank.encoder, RULES_ALONE)


def without_words(bank: Bank) -> Bank:
    """The same index, all of whose sections have lost their words."""
    blank = {
        fiche.id: {label: re.sub(r"\S", "x", text) for label, text in fiche.sections.items()}
        for fiche in bank.fiches
    }
    fiches = tuple(replace(fiche, sections=blank[fiche.id]) for fiche in bank.fiches)
    return with_index(bank, fiches=fiches)


def without_facts(bank: Bank) -> Bank:
    """The same index, whose sentences state nothing."""
    return with_index(bank, sentence_facts=read_sentences(["…"] * len(bank.index.sentences)))


@pytest.mark.parametrize("text", QUESTIONS)
def test_no_sentence_is_read_while_a_table_is_made(bank, text):
    blank = without_words(bank)
    question = read_question(bank, text)
    asked = asked_of(bank, question, question.whole)
    for row in range(len(bank.fiches)):
        places = [candidates(one, asked, row, 0.0) for one in (bank, blank)]
        assert len(places[0]) > 1
        assert places[0] == places[1]


def test_what_is_stored_is_what_is_found(bank):
    text = QUESTIONS[1]
    question = read_question(bank, text)
    asked = asked_of(bank, question, question.whole)
    row = bank.row_of["jardin-1"]
    for name in ("holds", "counted"):
        found, without = (
            max(place.feature(name) for place in candidates(one, asked, row, 0.0))
            for one in (bank, without_facts(bank))
        )
        assert found > without == 0, name


def test_the_totals_of_a_quote_are_those_stored_and_no_others(bank):
    fiche = FICHES[0]
    whole = Citation(fiche, Span(FUNDING, 0, len(fiche.sections[FUNDING])))
    assert (9400, "9 400 €") in totals(bank, whole)
    assert totals(without_facts(bank), whole) == []
    assert totals(bank, Citation(fiche, Span("Résumé", 0, len(fiche.sections["Résumé"])))) == []


def test_a_dossier_is_filled_from_what_is_stored(bank):
    filled = {f.rubric.title: f.citations for f in filled_rubrics(without_facts(bank), FICHES[1])}
    assert filled["Budget et cofinanceurs"] == ()
