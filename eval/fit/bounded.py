"""Logistic regression within bounds: a sign is not let speak against its meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Matrix = NDArray[np.float64]


def fit_bounded(
    margins: Matrix,
    importance: Matrix,
    start: Matrix,
    least: Sequence[float | None],
    penalty: float | Matrix,
) -> Matrix:
    """Weights (columns,) under which each row of `margins` (rows × columns), what speaks for the
    right side less what speaks for the other, comes out above 0; none below its `least`.

    The loss is logistic, by the importance of rows (rows,), with an L2 penalty a column.
    """

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        margin = margins @ weights
        wrong = 1 / (1 + np.exp(margin))
        value = float(importance @ np.logaddexp(0, -margin) + (penalty * weights) @ weights)
        return value, -(importance * wrong) @ margins + 2 * penalty * weights

    bounds = [(low, None) for low in least]
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)
