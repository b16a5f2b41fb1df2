"""Rankers under one signature: the plain recipes that Essaimer has to beat, and itself.

Each takes an index and queries and gives, for every query, documents best first. The plain
ones know nothing of places, spelling or silence, and score every fiche.
"""

from __future__ import annotations

from collections.abc import Mapping

from eval.rankers import essaimer
from eval.rankers.dense import adapted_scores, dense_scores, two_grain_scores
from eval.rankers.fusion import adapted_fusion_scores, fusion_scores
from eval.rankers.late import late_scores
from eval.rankers.lexical import bm25_french_scores, bm25_scores
from eval.rankers.plain import Ranker, ranked_by

RANKERS: Mapping[str, Ranker] = {
    "bm25": ranked_by(bm25_scores),
    "bm25-french": ranked_by(bm25_french_scores),
    "dense": ranked_by(dense_scores),
    "fusion": ranked_by(fusion_scores),
    "dense-adapted": ranked_by(adapted_scores),
    "two-grains-adapted": ranked_by(two_grain_scores),
    "late-interaction": ranked_by(late_scores),
    "fusion-adapted": ranked_by(adapted_fusion_scores),
    "essaimer": essaimer.ranked,
}
"""Every ranker that `python -m eval` measures, plainest first."""

BASELINE = "fusion"
"""What significance is tested against."""

OURS = "essaimer"
"""Today's ranking, by its name in `RANKERS`."""
