"""What is asked is read from the words people use, with the encoder's vector or without."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pytest

from answers.evidence.candidates import thing_vectors
from answers.question.answer_types import ANYTHING, BY_NAME
from answers.question.classifier import ngrams, probabilities, words_of
from answers.question.cues import patterns
from answers.question.reading import read_question
from embeddings import model_name
from eval.fit.asking import REACH, wordings
from eval.own import FOLDER
from search import Bank
from search.weights import Asking
from tests.fakes import DIMENSION, FakeEncoder

EVERYDAY = [
    ("qui met la main à la poche ?", "funder"),
    ("qui met les sous ?", "funder"),
    ("ça se passe où", "place"),
    ("c'est à quel endroit ?", "place"),
    ("ça revient à combien en tout ?", "cost"),
    ("c'est gratuit pour les gens ?", "tariff"),
    ("la Caf a mis combien ?", "grant"),
    ("ça dure combien de temps une séance ?", "duration"),
    ("combien de mamans sont venues", "count"),
    ("qu'est-ce qui a coincé ?", "difficulty"),
    ("et après, quelle est la suite ?", "follow_up"),
    ("ça a changé quoi pour les gens ?", "result"),
    ("qui s'en occupe ?", "staff"),
    ("ça vient de qui au départ ?", "initiative"),
    ("c'est toujours d'actualité ?", "status"),
    ("il faut quoi comme matériel ?", "material"),
    ("c'est quoi au juste ?", "definition"),
    ("les habitants mettent la main à la pâte ?", "involvement"),
    ("comment je peux les appeler ?", "contact"),
]
SURE = 0.5
FITTED = Asking.read()


def likeliest(found: Mapping[str, float]) -> str:
    return max(found, key=lambda name: found[name])


@pytest.mark.parametrize(("text", "thing"), EVERYDAY)
def test_everyday_wordings_are_read_from_words_alone(bank, text, thing):
    assert likeliest(probabilities(bank, "things", text)) == thing


@pytest.mark.model
@pytest.mark.parametrize(("text", "thing"), EVERYDAY)
def test_everyday_wordings_are_read_with_the_vector(real_bank, text, thing):
    found = probabilities(real_bank, "things", text)
    assert likeliest(found) == thing
    assert found[thing] > SURE
    assert read_question(real_bank, text, named=False).parts[0].answer_type.name == thing


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "thing"),
    [("quel est le mail du responsable ?", "contact"), ("qui règle les factures ?", "funder")],
)
def test_the_vector_reads_what_words_alone_do_not(bank, real_bank, text, thing):
    assert probabilities(bank, "things", text)[thing] < SURE
    assert read_question(real_bank, text, named=False).parts[0].answer_type.name == thing


@pytest.mark.parametrize("text", ["", "?!", "zzz qqq", "où", "a" * 10_000])
def test_any_text_has_probabilities(bank, text):
    for head in ("things", "reach"):
        found = probabilities(bank, head, text)
        assert set(found) == set(FITTED.heads[head].classes)
        assert sum(found.values()) == pytest.approx(1)
        assert all(0 <= value <= 1 for value in found.values())


def test_what_a_word_counts_depends_on_all_the_words_of_the_text():
    idf = {"qui": 1.0, "paie": 4.0}
    alone, among = words_of("qui paie", idf), words_of("qui paie le loyer", idf)
    assert set(alone) == set(among) == {"qui", "paie"}
    assert alone["paie"] == pytest.approx(4 * alone["qui"])
    assert among["paie"] < alone["paie"]


def test_where_is_told_apart_from_or(bank):
    assert "en quel lieu" in ngrams("Où ?")
    assert "en quel lieu" not in ngrams("ou")
    assert _place(bank, "où ?") > _place(bank, "ou ?")


def _place(bank: Bank, text: str) -> float:
    return probabilities(bank, "things", text)["place"]


def test_another_encoder_falls_back_on_words(bank):
    text = "qui met la main à la poche ?"
    encoder = FakeEncoder()
    other = Bank(bank.index, encoder)
    assert likeliest(probabilities(other, "things", text)) == "funder"
    assert encoder.asked == []
    assert read_question(bank, text, named=False).parts[0].answer_type.name == "funder"
    assert {title.shape for title in thing_vectors(bank).values()} == {(DIMENSION,)}


def test_a_clause_has_a_vector_only_where_two_clauses_may_ask(bank):
    encoder = SizedEncoder(FITTED.model)
    known = Bank(bank.index, encoder)
    one = "Le jardin des habitants du quartier, qui le finance ?"
    two = "Qui le finance, et combien coûte-t-il ?"
    read_question(known, one)
    assert encoder.asked == [one]
    read_question(known, two)
    assert encoder.asked == [one, two, "Qui le finance", "combien coûte-t-il"]


class SizedEncoder(FakeEncoder):
    """One whose vectors have the size of those fitted."""

    def encode_query(self, text: str) -> np.ndarray:
        super().encode_query(text)
        return FITTED.usual


def test_a_question_is_read_once_a_bank(bank):
    """Nothing that was read by one encoder is kept for the next."""
    text = "qui règle les factures ?"
    encoder = FakeEncoder()
    other = Bank(bank.index, encoder)
    first = read_question(other, text)
    assert read_question(other, text) is first
    assert read_question(bank, text) is not first


def test_what_is_fitted_is_fitted_for_the_bundled_encoder(monkeypatch):
    monkeypatch.delenv("ESSAIMER_MODEL", raising=False)
    assert FITTED.model == model_name()


def test_every_thing_can_be_read_and_everything_read_is_a_thing():
    assert set(FITTED.heads["things"].classes) == set(BY_NAME)
    assert set(FITTED.heads["reach"].classes) == {"one", "many", "count"}
    assert set(patterns()) <= set(BY_NAME) - {ANYTHING.name}


def test_every_label_has_wordings():
    assert {label for label, _ in wordings()} == {*BY_NAME, *REACH, "one"}


def test_every_line_of_wordings_is_a_label_a_tab_and_a_question():
    lines = (FOLDER / "wordings.tsv").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    bad = [
        number
        for number, line in enumerate(lines, start=1)
        if not line.startswith("#") and not re.fullmatch(r"\w+\t[^\t]*\w[^\t]*", line)
    ]
    assert bad == []
    assert len(wordings()) == sum(not line.startswith("#") for line in lines)


def test_no_question_has_two_things():
    things: dict[str, set[str]] = {}
    for label, question in wordings():
        if label in BY_NAME:
            things.setdefault(question, set()).add(label)
    assert {question for question, labels in things.items() if len(labels) > 1} == set()
