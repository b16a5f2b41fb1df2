"""Area under the ROC curve: U / (n · m), U the statistic of Mann and Whitney.

The chance that one of the n values that should be higher is above one of the m others, ties
counting half. Hanley and McNeil, Radiology 143, 1982.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats


def area(higher: Sequence[float], lower: Sequence[float]) -> float:
    """0 to 1; neither may be empty."""
    statistic = stats.mannwhitneyu(np.asarray(higher), np.asarray(lower)).statistic
    return float(statistic) / (len(higher) * len(lower))
