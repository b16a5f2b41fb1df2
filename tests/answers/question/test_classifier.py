"""What is asked is read from the words people use, with the encoder's vector or without."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pytest

from answers.evidence.candidates import thing_vectors
from answers.question.answer_types import ANYTHING, BY_NAME
from answers.question.classifier import ngrams, probabilities
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
    found = probabilities(bank, "things", text)
    assert likeliest(found) == thing
    assert found[thing] > SURE


@pytest.mark.model
@pytest.mark.parametrize(("text", "thing"), EVERYDAY)
def test_everyday_wordings_are_read_with_the_vector(real_bank, text, thing):
    found = probabilities(real_bank, "things", text, real_bank.query_vector(text))
    assert likeliest(found) == thing
    assert found[thing] > SURE
    assert read_question(real_bank, text, named=False).parts[0].thing.name == thing


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "thing"),
    [("ça coûte combien aux parents ?", "tariff"), ("qui règle les factures ?", "funder")],
)
def test_the_vector_reads_what_words_alone_do_not(real_bank, text, thing):
    assert probabilities(real_bank, "things", text)[thing] < SURE
    assert read_question(real_bank, text, named=False).parts[0].thing.name == thing


@pytest.mark.parametrize("text", ["", "?!", "zzz qqq", "où", "a" * 10_000])
def test_any_text_has_probabilities(bank, text):
    for head in ("things", "reach"):
        found = probabilities(bank, head, text)
        assert set(found) == set(FITTED.heads[head].classes)
        assert sum(found.values()) == pytest.approx(1)
        assert all(0 <= value <= 1 for value in found.values())


def test_where_is_told_apart_from_or(bank):
    assert "en quel lieu" in ngrams("Où ?")
    assert "en quel lieu" not in ngrams("ou")
    assert _place(bank, "où ?") > _place(bank, "ou ?")


def _place(bank: Bank, text: str) -> float:
    return probabilities(bank, "things", text)["place"]


def test_another_encoder_falls_back_on_words(bank):
    text = "qui met la main à la poche ?"
    vector = bank.query_vector(text)
    assert vector.shape == (DIMENSION,)
    for head in ("things", "reach"):
        assert probabilities(bank, head, text, vector) == probabilities(bank, head, text)
    assert read_question(bank, text, named=False).parts[0].thing.name == "funder"
    assert {title.shape for title in thing_vectors(bank).values()} == {(DIMENSION,)}


def test_an_encoder_of_the_same_dimension_falls_back_on_words_too(bank):
    text = "ça se passe où"
    size = FITTED.heads["things"].vector.shape[0]
    vector = np.full(size, size**-0.5, np.float32)
    known = Bank(bank.index, FakeEncoder(FITTED.model))
    assert probabilities(bank, "things", text, vector) == probabilities(bank, "things", text)
    assert probabilities(known, "things", text, vector) != probabilities(known, "things", text)


def test_a_question_is_read_once_a_bank(bank):
    """Nothing that was read by one encoder is kept for the next."""
    text = "qui règle les factures ?"
    encoder = FakeEncoder()
    other = Bank(bank.index, encoder)
    first = read_question(other, text)
    assert read_question(other, text) is first
    assert encoder.asked == [text]
    assert read_question(bank, text) is not first


def test_the_vectors_of_the_bundled_encoder_are_those_that_were_fitted(bank, monkeypatch):
    monkeypatch.delenv("ESSAIMER_MODEL", raising=False)
    assert FITTED.model == model_name()
    known = Bank(bank.index, FakeEncoder(model_name()))
    assert thing_vectors(known) is known.weights.asking.titles
    assert set(FITTED.titles) == set(BY_NAME)
    for title in FITTED.titles.values():
        assert np.linalg.norm(title) == pytest.approx(1, abs=1e-3)


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
