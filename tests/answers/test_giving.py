"""What a sentence gives is learned, and left aside with another encoder."""

from __future__ import annotations

import numpy as np
import pytest

from answers.giving import apart, facts, given


@pytest.mark.model
def test_which_sentence_suits_depends_on_what_is_asked(real_index):
    row = real_index.row_of["jardin-1"]
    hours, aim = (given(real_index, row, {thing: 1.0}) for thing in ("hours", "aim"))
    assert len(hours) == len(aim) > 3
    assert np.argsort(hours).tolist() != np.argsort(aim).tolist()


def test_with_another_encoder_it_has_no_say(index):
    row = index.row_of["jardin-1"]
    assert not given(index, row, {"cost": 1.0}).any()


def test_facts_have_a_line_for_each_sentence(index):
    for row in range(len(index.fiches)):
        vectors, others = facts(index, row)
        count = int(index.sentence_starts[row + 1] - index.sentence_starts[row])
        assert len(vectors) == len(others) == count


def test_apart_takes_out_what_all_sentences_share():
    shared = np.asarray([5.0, 0.0, 0.0])
    left, beside = apart(
        shared + np.asarray([[0, 1.0, 0], [0, -1.0, 0]]), np.asarray([[9.0, 2.0, 0]])
    )
    assert left == pytest.approx(np.asarray([[0, 1.0, 0], [0, -1.0, 0]]), abs=1e-6)
    assert beside == pytest.approx(np.asarray([[0, 1.0, 0]]), abs=1e-6)
