"""What is asked is read from the words people use, with the encoder's vector or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pytest

from answers.asking import fitted, ngrams, probabilities
from answers.cues import patterns
from answers.evidence import thing_vectors
from answers.question import read_question
from answers.things import ANYTHING, BY_NAME
from embeddings import embed_query, model_name
from eval.fit.asking import REACH, wordings
from eval.own import FOLDER
from tests.fake_encoder import DIMENSION, installed

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


@pytest.fixture
def another_encoder() -> Iterator[None]:
    with installed():
        yield


def likeliest(found: Mapping[str, float]) -> str:
    return max(found, key=lambda name: found[name])


@pytest.mark.parametrize(("text", "thing"), EVERYDAY)
def test_everyday_wordings_are_read_from_words_alone(text, thing):
    found = probabilities("things", text)
    assert likeliest(found) == thing
    assert found[thing] > SURE


@pytest.mark.model
@pytest.mark.parametrize(("text", "thing"), EVERYDAY)
def test_everyday_wordings_are_read_with_the_vector(text, thing):
    found = probabilities("things", text, embed_query(text))
    assert likeliest(found) == thing
    assert found[thing] > SURE
    assert read_question(text, named=False).parts[0].thing.name == thing


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "thing"),
    [("ça coûte combien aux parents ?", "tariff"), ("qui règle les factures ?", "funder")],
)
def test_the_vector_reads_what_words_alone_do_not(text, thing):
    assert probabilities("things", text)[thing] < SURE
    assert read_question(text, named=False).parts[0].thing.name == thing


@pytest.mark.parametrize("text", ["", "?!", "zzz qqq", "où", "a" * 10_000])
def test_any_text_has_probabilities(text):
    for head in ("things", "reach"):
        found = probabilities(head, text)
        assert set(found) == set(fitted().heads[head].classes)
        assert sum(found.values()) == pytest.approx(1)
        assert all(0 <= value <= 1 for value in found.values())


def test_where_is_told_apart_from_or():
    assert "en quel lieu" in ngrams("Où ?")
    assert "en quel lieu" not in ngrams("ou")
    assert probabilities("things", "où ?")["place"] > probabilities("things", "ou ?")["place"]


def test_another_encoder_falls_back_on_words(another_encoder):
    text = "qui met la main à la poche ?"
    vector = embed_query(text)
    assert vector.shape == (DIMENSION,)
    for head in ("things", "reach"):
        assert probabilities(head, text, vector) == probabilities(head, text)
    assert read_question(text, named=False).parts[0].thing.name == "funder"
    assert {title.shape for title in thing_vectors(model_name()).values()} == {(DIMENSION,)}


def test_an_encoder_of_the_same_dimension_falls_back_on_words_too(monkeypatch):
    text = "ça se passe où"
    size = fitted().heads["things"].vector.shape[0]
    vector = np.full(size, size**-0.5, np.float32)
    monkeypatch.delenv("ESSAIMER_MODEL", raising=False)
    by_vector = probabilities("things", text, vector)
    monkeypatch.setenv("ESSAIMER_MODEL", "un/autre")
    assert probabilities("things", text, vector) == probabilities("things", text) != by_vector


def test_a_question_is_read_again_by_another_encoder(monkeypatch):
    """Nothing that was read by one encoder is kept for the next."""
    text = "qui règle les factures ?"
    with installed():
        first = read_question(text)
    monkeypatch.setattr("answers.question.embed_query", lambda text: np.zeros(3, np.float32))
    monkeypatch.setenv("ESSAIMER_MODEL", "un/autre")
    assert read_question(text) is not first
    assert read_question(text) is read_question(text)


def test_the_vectors_of_the_bundled_encoder_are_those_that_were_fitted(monkeypatch):
    monkeypatch.delenv("ESSAIMER_MODEL", raising=False)
    assert fitted().model == model_name()
    assert thing_vectors(model_name()) is fitted().titles
    assert set(fitted().titles) == set(BY_NAME)
    for title in fitted().titles.values():
        assert np.linalg.norm(title) == pytest.approx(1, abs=1e-3)


def test_every_thing_can_be_read_and_everything_read_is_a_thing():
    assert set(fitted().heads["things"].classes) == set(BY_NAME)
    assert set(fitted().heads["reach"].classes) == {"one", "many", "count"}
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
