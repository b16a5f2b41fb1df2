"""How surely a place answers: the boosted trees of `refusal.npz`, read with NumPy alone.

Gradient boosting (Friedman 2001, Annals of Statistics 29) over `answers.refusal.signs`, fitted
by `python -m eval fit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answers.odds import chance_of

WEIGHTS = Path(__file__).with_name("refusal.npz")


@dataclass(frozen=True, eq=False)
class Trees:
    """Binary trees over named signs, each array (trees × nodes), a tree's root first.

    At a node the sign of number `sign` is compared with `limit`; `left` (at most the limit)
    and `right` are the next nodes, a leaf's own number when there is none. `value` is what a
    leaf adds to the log odds `start`. Below `threshold`, a probability, a question is refused.
    """

    signs: tuple[str, ...]
    sign: NDArray[np.int16]
    limit: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    start: float
    threshold: float

    def chance(self, found: Mapping[str, float]) -> float:
        """The probability that a place with these signs answers; a sign unsaid is 0."""
        values = np.asarray([found.get(name, 0.0) for name in self.signs], np.float32)
        trees = np.arange(len(self.sign))
        at = np.zeros(len(self.sign), np.int16)
        while True:
            lower = values[self.sign[trees, at]] <= self.limit[trees, at]
            following = np.where(lower, self.left[trees, at], self.right[trees, at])
            if (following == at).all():
                break
            at = following
        odds = self.start + float(self.value[trees, at].sum())
        return chance_of(odds)


@cache
def fitted() -> Trees:
    """The trees of `refusal.npz`."""
    with np.load(WEIGHTS, allow_pickle=False) as table:
        return Trees(
            signs=tuple(str(name) for name in table["signs"]),
            sign=table["sign"],
            limit=table["limit"],
            left=table["left"],
            right=table["right"],
            value=table["value"],
            start=float(table["start"]),
            threshold=float(table["threshold"]),
        )
