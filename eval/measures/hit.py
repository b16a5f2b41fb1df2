"""hit@1: 1 when the first document is relevant, else 0 (« Success@1 » of TREC)."""

from __future__ import annotations

from ir_measures import Success

NAME, TITLE = "hit1", "hit@1"


def measure(least: int) -> object:
    """The measure as ir_measures names it; a grade of `least` or more is relevant."""
    return Success(rel=least) @ 1
