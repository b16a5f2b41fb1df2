"""Late interaction as a ranker: whose tokens are compared, and how many."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings.bundled import PROMPTS
from eval.rankers.late import MOST_TOKENS, late_scores, token_vectors
from eval.rankers.plain import Scores
from eval.sets import JudgedQuery
from indexer import build
from search import Bank
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, write


def _scores(bank: Bank, text: str) -> Scores:
    scores: Scores = late_scores(bank, [JudgedQuery("q", "theme", text, "blind", "dev")])[0]
    return scores


@pytest.fixture
def bank(own_home) -> Bank:
    folder, encoder = own_home / "index", FakeEncoder()
    build([write(own_home.parent / "fiches.jsonl", *FICHES)], folder, encoder=encoder)
    return Bank.open(folder, encoder)


def test_a_fiche_that_says_each_word_of_the_query_has_all_of_it(bank):
    for fiche in bank.fiches:
        scores = _scores(bank, fiche.title)
        assert scores[bank.row_of[fiche.id]] == pytest.approx(1, abs=1e-3)
        assert scores.min() < 0.9


def test_words_far_down_a_query_no_longer_count(bank):
    title = bank.fiches[0].title.split()
    begun = (title * MOST_TOKENS)[:MOST_TOKENS]
    rest = bank.fiches[-1].title.split()
    assert _scores(bank, " ".join(begun + rest)) == pytest.approx(_scores(bank, " ".join(begun)))
    assert _scores(bank, " ".join(title + rest)) != pytest.approx(_scores(bank, " ".join(title)))


@pytest.mark.model
def test_every_token_of_a_text_is_compared_and_none_of_its_prompt(own_home, real_encoder):
    texts = ["garde", "jardin partagé au pied des tours", "« Bébés lecteurs », à 10 h !"]
    for prompt in (PROMPTS["query"], PROMPTS["passage"]):
        for text, vectors in zip(texts, token_vectors(texts, prompt), strict=True):
            assert len(vectors) == real_encoder.count_tokens(text), (prompt, text)
            assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
