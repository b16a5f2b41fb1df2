"""The scenes that the encoder is adapted on, and that learning from them works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.fiche import normalise
from eval.own import FOLDER
from eval.sets import read_lines

TUNING = FOLDER.parent / "training"
pytestmark = pytest.mark.skipif(not TUNING.is_dir(), reason="an archive without eval/data/training")
ASKED = ("requete", "besoin", "mots", "english", "question", "question2")


@pytest.fixture(scope="module")
def scenes() -> list[dict[str, Any]]:
    return read_lines(TUNING / "scenes.jsonl")


@pytest.fixture(scope="module")
def fiches() -> list[dict[str, Any]]:
    return read_lines(TUNING / "fiches.jsonl") + read_lines(TUNING / "held_out.jsonl")


def test_the_held_out_fiches_are_none_of_those_learned_from() -> None:
    learned, held = (
        {row["titre"] for row in read_lines(TUNING / name)}
        for name in ("fiches.jsonl", "held_out.jsonl")
    )
    assert held
    assert not learned & held


def test_a_scene_asks_in_six_ways_and_its_traps_are_other_sentences(
    scenes: list[dict[str, Any]],
) -> None:
    for scene in scenes:
        assert all(scene[key].strip() for key in (*ASKED, "titre", "rubrique", "contexte"))
        assert len(scene["pieges"]) >= 2
        assert scene["phrase"] not in scene["pieges"]


def test_every_question_has_its_sentence(fiches: list[dict[str, Any]]) -> None:
    for fiche in fiches:
        assert len(fiche["requetes"]) == 3
        for question, right in fiche["questions"]:
            assert question.strip()
            assert set(right) <= set(range(len(fiche["phrases"])))
            assert right


def test_nothing_that_is_asked_stands_in_a_judged_set(
    scenes: list[dict[str, Any]], fiches: list[dict[str, Any]]
) -> None:
    asked = {normalise(scene[key]) for scene in scenes for key in ASKED}
    asked |= {normalise(text) for fiche in fiches for text in fiche["requetes"]}
    asked |= {normalise(text) for fiche in fiches for text, _ in fiche["questions"]}
    judged = {
        normalise(row[key])
        for name, key in (
            *(("queries.jsonl", "query"), ("small_queries.jsonl", "query")),
            *(("questions.jsonl", "question"), ("dev_questions.jsonl", "question")),
        )
        for row in read_lines(FOLDER / name)
    }
    # « La prochaine étape, c'est quoi ? » is anybody's question: only longer ones could be
    # somebody's.
    both = {text for text in asked & judged if len(text.split()) > 6}
    assert not both


def test_no_scene_holds_a_way_to_reach_a_person() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in TUNING.glob("*.jsonl"))
    assert not re.search(r"[\w.]+@[\w.]+|\b0[1-9](?:[ .]?\d\d){4}\b|https?://", text)


@pytest.mark.model
def test_learning_starts_from_the_encoder_as_it_came_and_brings_the_right_texts_nearer(
    tests_home: Path,
) -> None:
    import torch

    from embeddings.bundled import bundled_model
    from embeddings.torch_model import load
    from eval.fit.encoder import Learner, _loss
    from eval.fit.lessons import Lesson

    learner = Learner()
    texts = ["query: un potager pour tous", "query: aller au marché sans voiture"]
    plain = load(str(bundled_model(adapted=False)))
    wanted = plain.encode(texts, normalize_embeddings=True)
    found = learner.embed(texts, 48).detach().numpy()
    np.testing.assert_allclose(found, wanted, atol=1e-2)

    lessons = [
        Lesson(
            ("un potager pour tous",), ("Un jardin partagé.", "Une chorale."), (frozenset({0}),)
        ),
        Lesson(("chanter ensemble",), ("Un budget.", "Un chœur d'habitants."), (frozenset({1}),)),
    ]
    weights = [p for change in learner.changes.values() for p in change.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=1e-3)
    chance = np.random.default_rng(0)
    losses = []
    for _ in range(4):
        loss = _loss(learner, lessons, chance)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[-1] < losses[0] / 2
