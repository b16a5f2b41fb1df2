"""Judged@10: judged documents among the first ten / documents among the first ten.

How far the other measures can be believed for a ranker whose results were not pooled.
"""

from __future__ import annotations

from ir_measures import Judged

NAME, TITLE = "judged10", "Judged@10"


def measure(_least: int) -> object:
    """The measure as ir_measures names it."""
    return Judged @ 10
