"""Measures against values computed by hand."""

from __future__ import annotations

from math import log2

import pytest

from eval.measures.bootstrap import interval
from eval.measures.randomisation import paired
from eval.measures.ranking import per_query
from eval.sets import JudgedQuery, Qrels

QUERIES = (JudgedQuery("q", "theme", "…", "", ""), JudgedQuery("lost", "theme", "…", "", ""))
GRADED = Qrels({"q": {"a": 3, "b": 2, "c": 1, "d": 0}, "lost": {"a": 3}})
BINARY = Qrels({"q": {"a": 1, "b": 1}, "lost": {"a": 1}})
RUN = {"q": [("d", 9.0), ("x", 8.0), ("b", 7.0), ("a", 1.0)]}
IDEAL = 3 + 2 / log2(3) + 1 / log2(4)


def of(qrels, measure, query="q"):
    return per_query(qrels, QUERIES, RUN)[measure][query]


def test_raw_ndcg_counts_the_unjudged_as_irrelevant():
    assert of(GRADED, "ndcg10") == pytest.approx((2 / log2(4) + 3 / log2(5)) / IDEAL)


def test_condensed_ndcg_leaves_the_unjudged_out_of_the_list():
    assert of(GRADED, "ndcg10_condensed") == pytest.approx((2 / log2(3) + 3 / log2(4)) / IDEAL)


def test_grades_two_and_three_are_relevant():
    assert of(GRADED, "mrr10") == pytest.approx(1 / 3)
    assert of(GRADED, "recall5") == 1
    assert of(GRADED, "hit1") == 0


def test_the_share_judged():
    assert of(GRADED, "judged10") == pytest.approx(3 / 4)


def test_with_binary_grades_one_is_relevant():
    assert of(BINARY, "mrr10") == pytest.approx(1 / 3)
    assert of(BINARY, "ndcg10") == pytest.approx((1 / log2(4) + 1 / log2(5)) / (1 + 1 / log2(3)))


def test_a_query_that_gets_nothing_is_worth_nothing():
    assert of(GRADED, "ndcg10", "lost") == 0


def test_equal_scores_keep_the_order_of_the_ranker():
    run = {"q": [("a", 1.0), ("d", 1.0), ("x", 1.0)]}
    assert per_query(GRADED, QUERIES, run)["hit1"]["q"] == 1


def test_the_interval_holds_the_mean_and_narrows():
    few, many = interval([0.0, 1.0] * 5), interval([0.0, 1.0] * 500)
    for mean, low, high in (few, many):
        assert mean == 0.5
        assert low < mean < high
    assert many[2] - many[1] < (few[2] - few[1]) / 4
    # The normal approximation of a mean of 1,000 fair coins.
    assert many[1] == pytest.approx(0.5 - 1.96 * 0.5 / 1000**0.5, abs=0.006)


def test_a_steady_gain_is_significant():
    ours = {str(i): 0.6 for i in range(20)}
    theirs = {str(i): 0.5 for i in range(20)}
    mean, low, high, p = paired(ours, theirs)
    assert (mean, low, high) == pytest.approx((0.1, 0.1, 0.1))
    assert p < 0.001
    assert paired(theirs, ours)[0] == pytest.approx(-0.1)


def test_the_randomisation_test_of_four_queries():
    """All four gain: 2 of the 16 sign patterns are as extreme."""
    *_, p = paired(dict.fromkeys("abcd", 0.6), dict.fromkeys("abcd", 0.5))
    assert p == pytest.approx(2 / 16, abs=0.012)


def test_no_gain_is_no_evidence():
    values = {"a": 0.2, "b": 0.9, "c": 0.4}
    assert paired(values, values) == (0.0, 0.0, 0.0, 1.0)
