"""nDCG@10 of the condensed list: `ndcg`, after documents that nobody judged are left out.

What a ranker brings that no other brought is then neither right nor wrong. Sakai,
« Alternatives to Bpref », SIGIR 2007.
"""

from __future__ import annotations

from ir_measures import nDCG

NAME, TITLE = "ndcg10_condensed", "nDCG@10 condensed"


def measure(_least: int) -> object:
    """The measure as ir_measures names it."""
    return nDCG(judged_only=True) @ 10
