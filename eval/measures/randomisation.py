"""A mean gain, its interval, and p of a paired randomisation test.

p = (1 + sign patterns whose mean gain is as large as the one seen) / (1 + patterns drawn), the
sign of each query's gain being flipped at random 10,000 times. Smucker, Allan and Carterette,
CIKM 2007.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from eval.measures.bootstrap import interval


def paired(
    ours: Mapping[str, float], theirs: Mapping[str, float], seed: int = 1
) -> tuple[float, float, float, float]:
    """Mean gain over the queries of `ours`, the bounds of its 95 % interval, and p."""
    gains = np.asarray([ours[query] - theirs[query] for query in sorted(ours)], float)
    mean, low, high = interval(list(gains), seed)
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], size=(10_000, len(gains)))
    flipped = np.abs((signs * gains).mean(axis=1))
    p = float((np.sum(flipped >= abs(mean) - 1e-12) + 1) / (len(flipped) + 1))
    return mean, low, high, p
