"""MRR@10: 1 / rank of the first relevant document, 0 when it isn't among the first ten.

Voorhees, « The TREC-8 Question Answering Track Report », 1999.
"""

from __future__ import annotations

from ir_measures import RR

NAME, TITLE = "mrr10", "MRR@10"


def measure(least: int) -> object:
    """The measure as ir_measures names it; a grade of `least` or more is relevant."""
    return RR(rel=least) @ 10
