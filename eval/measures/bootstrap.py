"""A mean and its 95 % interval: the 2.5 and 97.5 percentiles of the means of 2,000 resamples.

Efron and Tibshirani, « An Introduction to the Bootstrap », 1993, chapter 13.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats


def interval(values: Sequence[float], seed: int = 1) -> tuple[float, float, float]:
    """Mean, low, high; nan for no value, and no width for a single one."""
    data = np.asarray(values, float)
    if len(data) < 2:
        mean = float(data.mean()) if len(data) else float("nan")
        return mean, mean, mean
    result = stats.bootstrap(
        (data,), np.mean, n_resamples=2000, method="percentile", rng=np.random.default_rng(seed)
    )
    low, high = result.confidence_interval
    return float(data.mean()), float(low), float(high)
