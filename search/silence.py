"""Whether the bank answers a query at all, and how close each fiche is."""

from __future__ import annotations

from dataclasses import dataclass

from indexer import Index
from search.hit import Strength
from search.ranking import Ranking


@dataclass(frozen=True, slots=True)
class Verdict:
    """`found`, decided for the query as a whole; how many nearest fiches to show if not."""

    found: bool
    nearest: int

    def strength(self, ranking: Ranking, row: int) -> Strength:
        """How close a fiche is, in words."""
        return "moyenne"


def judge(index: Index, ranking: Ranking) -> Verdict:
    """Decide for the query as a whole."""
    return Verdict(bool(ranking.order), 5)
