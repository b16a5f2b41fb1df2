"""nDCG@10: how much of the best possible list the first ten are worth.

DCG = Σ grade(i) / log2(i + 1) over the first ten ranks i; nDCG = DCG / DCG of the best list.
An unjudged document counts as grade 0. Järvelin and Kekäläinen, ACM TOIS 20(4), 2002, with
the gains of trec_eval.
"""

from __future__ import annotations

from ir_measures import nDCG

NAME, TITLE = "ndcg10", "nDCG@10"


def measure(_least: int) -> object:
    """The measure as ir_measures names it; every grade counts, whatever is relevant."""
    return nDCG @ 10
