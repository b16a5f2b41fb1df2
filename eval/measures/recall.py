"""Recall@5: relevant documents among the first five / relevant documents."""

from __future__ import annotations

from ir_measures import R

NAME, TITLE = "recall5", "Recall@5"


def measure(least: int) -> object:
    """The measure as ir_measures names it; a grade of `least` or more is relevant."""
    return R(rel=least) @ 5
