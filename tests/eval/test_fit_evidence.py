"""Fitting the evidence puts the right places first, by features and by what sentences give."""

from __future__ import annotations

import numpy as np
import pytest

from answers.evidence.candidates import FEATURES, Candidate
from answers.question.answer_types import ANYTHING
from answers.question.reading import Part
from eval.fit.evidence import evidence_of, fit_evidence
from eval.fit.looked import Looked, rescored
from eval.sets import JudgedQuestion
from indexer import Span

DIMENSION, OTHERS = 4, 3


def looked(thing: str, feature: list[float], facts: np.ndarray, hit: int) -> Looked:
    places = tuple(
        Candidate(0, Span("Résumé", i, i + 1), (value, *(0.0,) * (len(FEATURES) - 1)), 0.0)
        for i, value in enumerate(feature)
    )
    part = Part("", {thing: 1.0}, ANYTHING, ANYTHING, "", None, ())
    hits = np.arange(len(feature)) == hit
    return Looked(
        JudgedQuestion("q", "", None, "quote"), part, places, hits, facts.astype(np.float32)
    )


@pytest.fixture
def examples() -> list[Looked]:
    """Of « cost » the second place is right, of « hours » the first: only facts tell which."""
    facts = np.zeros((2, DIMENSION + OTHERS))
    facts[0, 0], facts[1, DIMENSION] = 1.0, 1.0
    same = [0.5, 0.5]
    return [looked("cost", same, facts, 1), looked("hours", same, facts, 0)] * 200


def test_what_suits_one_thing_is_not_what_suits_another(examples):
    scorer = fit_evidence(examples, DIMENSION)
    assert [int(np.argmax(scorer.scores(one))) for one in examples[:2]] == [1, 0]


def test_a_feature_that_tells_is_weighed():
    facts = np.zeros((2, DIMENSION + OTHERS))
    scorer = fit_evidence([looked("cost", [0.1, 0.9], facts, 1)] * 20, DIMENSION)
    assert scorer.features[0] > 0
    assert scorer.features[-1] == 1.0


def test_a_feature_never_weighs_against_its_meaning():
    """« cosine » is higher on the wrong place: closer can't be worse, so it weighs nothing."""
    facts = np.zeros((2, DIMENSION + OTHERS))
    scorer = fit_evidence([looked("cost", [0.9, 0.1], facts, 1)] * 20, DIMENSION)
    assert scorer.features[0] == 0
    assert "cosine" not in evidence_of(scorer, DIMENSION)["features"]


def test_rescored_places_are_best_first_with_their_hits(examples):
    again = rescored(examples[0], np.asarray([0.0, 2.0]), np.asarray([0.1, 0.2]))
    assert [place.span.start for place in again.places] == [1, 0]
    assert again.hits.tolist() == [True, False]
    assert again.places[0].feature("gives") == 0.2
