"""How surely a place answers: the boosted trees of `refusal.npz`, read with NumPy alone.

Gradient boosting (Friedman 2001, Annals of Statistics 29) over the signs of `refusal`, fitted by
`python -m eval fit`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from search import Trees, chance_of


def chance(trees: Trees, found: Mapping[str, float]) -> float:
    """The probability that a place with these signs answers; a sign unsaid is 0."""
    values = np.asarray([found.get(name, 0.0) for name in trees.signs], np.float32)
    each = np.arange(len(trees.sign))
    at = np.zeros(len(trees.sign), np.int16)
    while True:
        lower = values[trees.sign[each, at]] <= trees.limit[each, at]
        following = np.where(lower, trees.left[each, at], trees.right[each, at])
        if (following == at).all():
            break
        at = following
    return chance_of(trees.start + float(trees.value[each, at].sum()))
