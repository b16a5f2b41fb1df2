"""Areas and curves against values counted by hand."""

from __future__ import annotations

import pytest

from eval.measures.auc import area
from eval.measures.silence import curve


def test_the_area_is_the_share_of_pairs_in_order():
    assert area([3.0, 2.0], [1.0, 0.0]) == 1.0
    assert area([1.0, 0.0], [3.0, 2.0]) == 0.0
    assert area([3.0, 1.0], [2.0, 0.0]) == 0.75
    assert area([1.0], [1.0]) == 0.5


def test_the_curve_never_silences_more_than_is_allowed():
    sure = [float(i) for i in range(100)]
    unsure = {"absent": [-1.0, 1.5, 60.0, 99.5], "offtopic": [-2.0, -1.0]}
    points = {point.allowed: point for point in curve(sure, unsure)}
    assert [point.wrongly for point in points.values()] == pytest.approx([0, 0.01, 0.02, 0.05, 0.1])
    assert points[0.0].rightly == {"absent": 0.25, "offtopic": 1.0}
    assert points[0.02].rightly == {"absent": 0.5, "offtopic": 1.0}


def test_no_curve_without_queries_to_silence():
    assert curve([1.0], {}) == ()
