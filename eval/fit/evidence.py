"""Fit what scores a sentence as an answer: part of `python -m eval fit`.

A scorer linear in the features of `answers.evidence.candidates` plus, for each thing that can be
asked for, in the facts of `answers.evidence.features`; both at once under a listwise
loss, the log of the share that the right places of a question get among all its places (ListNet
with top-one probabilities; Cao et al., ICML 2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answers.evidence.candidates import FEATURES
from answers.evidence.features import shares_of
from answers.question.answer_types import BY_NAME
from embeddings import model_name
from eval.fit.looked import Looked
from eval.fit.weights import Arrays

PENALTY = 2.0
GIVING_PENALTY = 30.0
"""Strength of the L2 penalties, of the features' weights and of each thing's."""
ALWAYS_PENALTY = 9.0
"""That of the weights which hold whatever is asked."""
VECTOR_SCALE = 3.0
"""What vectors are multiplied by, so that one penalty suits them and the other facts."""
ROUNDS = 60
AGAINST = frozenset({"lacking", "cue lacking", "other"})
NEITHER = frozenset({"short", "heading"})
"""Features that tell against a place, and those whose sign only the data know; all others tell
for it, and none weighs against its meaning.
"""

Matrix = NDArray[np.float64]
THINGS = tuple(BY_NAME)


@dataclass(frozen=True, eq=False)
class Scorer:
    """Weights of the features (features,) and of the facts (things + 1, facts)."""

    features: Matrix
    giving: Matrix

    def gives(self, looked: Looked) -> Matrix:
        """How well each place suits what is asked, shape (places,)."""
        weights = shares_of(looked.part.asked, THINGS).astype(np.float64) @ self.giving
        found: Matrix = looked.facts @ weights
        return found

    def scores(self, looked: Looked) -> Matrix:
        """The score of each place, shape (places,)."""
        found: Matrix = looked.features @ self.features + self.gives(looked)
        return found


def fit_evidence(examples: Sequence[Looked], dimension: int) -> Scorer:
    """Fit on the questions some place of which is right; `dimension` is a vector's."""
    used = [one for one in examples if one.hits.any()]
    # The last feature is what is fitted here.
    tables = [one.features[:, :-1] for one in used]
    spread = np.vstack(tables).std(axis=0) + 1e-9
    scale = np.ones(used[0].facts.shape[1], np.float32)
    scale[:dimension] = VECTOR_SCALE
    shares = np.asarray([shares_of(one.part.asked, THINGS) for one in used], np.float64)
    data = [
        (table / spread, one.facts * scale, one.hits)
        for table, one in zip(tables, used, strict=True)
    ]
    first = len(spread)
    shape = (len(THINGS) + 1, len(scale))
    penalties = np.full(shape, GIVING_PENALTY)
    penalties[-1] = ALWAYS_PENALTY
    strength = np.concatenate([np.full(first, PENALTY), penalties.ravel()])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        of_features, of_facts = weights[:first], weights[first:].reshape(shape)
        value = float(strength @ weights**2)
        slope = np.zeros(first)
        towards = np.zeros((len(data), shape[1]))
        for i, (table, facts, hits) in enumerate(data):
            scores = table @ of_features + facts @ (shares[i] @ of_facts).astype(np.float32)
            found = np.exp(scores - scores.max())
            found /= found.sum()
            share = float(found[hits].sum()) + 1e-12
            value -= float(np.log(share))
            wrong = found - (found * hits) / share
            slope += wrong @ table
            towards[i] = wrong.astype(np.float32) @ facts
        both = np.concatenate([slope, (shares.T @ towards).ravel()])
        return value, both + 2 * strength * weights

    limits = [*map(_limits, FEATURES[:-1]), *[(None, None)] * penalties.size]
    found = minimize(
        loss,
        np.zeros(len(strength)),
        jac=True,
        method="L-BFGS-B",
        bounds=limits,
        options={"maxiter": ROUNDS},
    ).x
    features = np.round(np.append(found[:first] / spread, 1.0), 3)
    weights = (found[first:].reshape(shape) * scale).astype(np.float16)
    return Scorer(features, weights.astype(np.float64))


def _limits(feature: str) -> tuple[float | None, float | None]:
    """The least and the greatest weight that suit what a feature means."""
    if feature in NEITHER:
        return None, None
    return (None, 0.0) if feature in AGAINST else (0.0, None)


def evidence_of(scorer: Scorer, dimension: int) -> Arrays:
    """The weights as `evidence.npz` holds them, without the features that weigh nothing."""
    weighing = np.flatnonzero(scorer.features)
    return {
        "features": np.asarray([FEATURES[i] for i in weighing]),
        "weights": scorer.features[weighing],
        "things": np.asarray(THINGS),
        "model": np.asarray(model_name()),
        "vector": scorer.giving[:, :dimension].astype(np.float16),
        "other": scorer.giving[:, dimension:].astype(np.float16),
    }
