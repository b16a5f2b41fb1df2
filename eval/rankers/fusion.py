"""Dense and French BM25 added: the usual blind fusion."""

from __future__ import annotations

from collections.abc import Sequence

from eval.rankers.dense import adapted_scores, dense_scores
from eval.rankers.lexical import bm25_french_scores
from eval.rankers.plain import Scores, min_max
from eval.sets import JudgedQuery
from search import Bank


def fusion_scores(bank: Bank, queries: Sequence[JudgedQuery]) -> Scores:
    """The usual blind fusion: .7 passages and .3 French BM25, both min-max."""
    return _fused(dense_scores(bank, queries), bm25_french_scores(bank, queries))


def adapted_fusion_scores(bank: Bank, queries: Sequence[JudgedQuery]) -> Scores:
    """The same with the adapted encoder."""
    return _fused(adapted_scores(bank, queries), bm25_french_scores(bank, queries))


def _fused(dense: Scores, sparse: Scores) -> Scores:
    return 0.7 * min_max(dense) + 0.3 * min_max(sparse)
