"""The whole invented fiches: their questions point at their sentences, and at nobody's else."""

from __future__ import annotations

import pytest

from answers.question.answer_types import BY_NAME
from answers.types import Citation
from corpus.fiche import normalise
from eval.answers import right
from eval.invented import FOLDER, LEARNED, UNSEEN, invented
from eval.own import questions_of
from indexer.passages import cut_sentences

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="an archive without eval/data/training")


@pytest.mark.parametrize("path", [LEARNED, UNSEEN])
def test_each_answer_is_a_sentence_of_its_fiche(path):
    fiches, rows = invented(path)
    by_id = {fiche.id: fiche for fiche in fiches}
    sentences = {fiche.id: cut_sentences(fiche) for fiche in fiches}
    for row in rows:
        assert row.thing in BY_NAME
        assert (row.kind == "none") == (not row.answers)
        for one in row.answers:
            fiche = by_id[one.fiche_id]
            spans = [s.span for s in sentences[fiche.id]]
            assert any(right(Citation(fiche, span), [one]) for span in spans)


def test_what_is_kept_unseen_was_not_learned_from():
    learned, unseen = ({fiche.title for fiche in invented(path)[0]} for path in (LEARNED, UNSEEN))
    assert learned
    assert unseen
    assert not learned & unseen


def test_a_question_on_the_page_of_a_fiche_names_it_for_us():
    fiches, rows = invented(UNSEEN)
    ids = {fiche.id for fiche in fiches}
    assert {row.fiche for row in rows if row.fiche} <= ids
    assert any(row.fiche is None for row in rows)


def test_no_judged_question_of_test_is_among_them():
    asked = {normalise(row.text) for path in (LEARNED, UNSEEN) for row in invented(path)[1]}
    judged = {normalise(row.text) for row in questions_of("questions.jsonl") if row.split == "test"}
    # « et la suite ? » is anybody's question.
    assert not {text for text in asked & judged if len(text.split()) > 6}
