"""What a sentence gives is learned, and left aside with another encoder."""

from __future__ import annotations

import numpy as np
import pytest

from answers.evidence.features import apart, facts, given


@pytest.mark.model
def test_which_sentence_suits_depends_on_what_is_asked(real_bank):
    row = real_bank.row_of["jardin-1"]
    hours, aim = (given(real_bank, row, {thing: 1.0}) for thing in ("hours", "aim"))
    assert len(hours) == len(aim) > 3
    assert np.argsort(hours).tolist() != np.argsort(aim).tolist()


def test_with_another_encoder_it_has_no_say(bank):
    row = bank.row_of["jardin-1"]
    assert not given(bank, row, {"cost": 1.0}).any()


def test_facts_have_a_line_for_each_sentence(bank):
    for row in range(len(bank.fiches)):
        vectors, others = facts(bank, row)
        count = len(bank.spans(row))
        assert len(vectors) == len(others) == count


def test_apart_takes_out_what_all_sentences_share():
    shared = np.asarray([5.0, 0.0, 0.0])
    left, beside = apart(
        shared + np.asarray([[0, 1.0, 0], [0, -1.0, 0]]), np.asarray([[9.0, 2.0, 0]])
    )
    assert left == pytest.approx(np.asarray([[0, 1.0, 0], [0, -1.0, 0]]), abs=1e-6)
    assert beside == pytest.approx(np.asarray([[0, 1.0, 0]]), abs=1e-6)
