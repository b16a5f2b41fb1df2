"""Fit when to refuse: part of `python -m eval fit`.

Boosted trees over `answers.evidence.refusal.signs`, and the threshold at which few of the
answerable questions are refused, each by trees that were fitted on others. A logistic regression
over the same signs, with or without named interactions, loses: .02 of AUC, and at the same share
of wrong refusals 7 of 100 right ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answers.evidence import refusal
from eval.fit.looked import Looked
from eval.fit.weights import Arrays

WRONGLY_REFUSED = 0.02
"""Share of the answerable questions that may be refused."""

UNANSWERABLE = 1.0
BEREFT = 0.15
"""What all unanswerable questions weigh together against the answerable ones, and what one
weighs that was answerable until its right places were taken away."""

TREES, LEAVES, RATE = 300, 6, 0.05
LEAST, SHARE, SIGNS = 20, 0.6, 0.3
"""Examples in a leaf at least; share of the examples that a tree sees, and of the signs that a
node chooses from."""
FOLDS = 5
SEED = 0


def fit_refusal(looked: Sequence[Looked]) -> Arrays:
    """Fit on questions whose places are best first; what `answers/data/refusal.npz` holds.

    Real unanswerable questions are few, so an answerable one without its right places stands
    for one more, at a lesser weight.
    """
    tables: list[dict[str, float]] = []
    kinds: list[str] = []
    questions: list[int] = []
    for number, one in enumerate(looked):
        if one.question.kind not in ("quote", "none"):
            continue
        left = [place for place, hit in zip(one.places, one.hits, strict=True) if not hit]
        for kind, given in ((one.question.kind, one.places), ("bereft", left)):
            usable = refusal.usable(one.part, given)
            if usable and not (kind == "bereft" and not one.hits.any()):
                tables.append(refusal.signs(one.part, usable, one.question.fiche is None))
                kinds.append(kind)
                questions.append(number)
    names = list(tables[0])
    matrix = np.asarray([[table[name] for name in names] for table in tables], np.float32)
    answered = np.asarray([kind == "quote" for kind in kinds])
    each = UNANSWERABLE * kinds.count("quote") / max(kinds.count("none"), 1)
    importance = np.asarray([{"quote": 1.0, "none": each, "bereft": BEREFT}[k] for k in kinds])
    chances = _of_others(matrix, answered, importance, np.asarray(questions))
    chances = np.maximum(chances, [refusal.PLAIN * refusal.plain(table) for table in tables])
    threshold = float(np.quantile(chances[answered], WRONGLY_REFUSED))
    return _arrays(_model().fit(matrix, answered, importance), names, matrix[:1], threshold)


def _model() -> Any:
    from sklearn.ensemble import GradientBoostingClassifier

    return GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=RATE,
        max_depth=None,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST,
        subsample=SHARE,
        max_features=SIGNS,
        random_state=SEED,
    )


def _of_others(
    matrix: NDArray[np.float32],
    answered: NDArray[np.bool_],
    importance: NDArray[np.float64],
    questions: NDArray[np.int64],
) -> NDArray[np.float64]:
    """The probability of each example by trees fitted on other questions."""
    from sklearn.model_selection import GroupKFold

    chances = np.zeros(len(matrix))
    parts = GroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for known, asked in parts.split(matrix, groups=questions):
        model = _model().fit(matrix[known], answered[known], importance[known])
        chances[asked] = model.predict_proba(matrix[asked])[:, 1]
    return chances


def _arrays(
    model: Any, names: Sequence[str], example: NDArray[np.float32], threshold: float
) -> Arrays:
    trees = [one.tree_ for one in model.estimators_[:, 0]]
    shape = (len(trees), max(tree.node_count for tree in trees))
    itself = np.broadcast_to(np.arange(shape[1]), shape)
    left, right = itself.astype(np.int16), itself.astype(np.int16)
    sign, limit, value = np.zeros(shape, np.int16), np.zeros(shape), np.zeros(shape)
    for row, tree in enumerate(trees):
        inner = np.flatnonzero(tree.children_left >= 0)
        left[row, inner] = tree.children_left[inner]
        right[row, inner] = tree.children_right[inner]
        sign[row, inner] = tree.feature[inner]
        limit[row, inner] = tree.threshold[inner]
        value[row, : tree.node_count] = RATE * tree.value[:, 0, 0]
    added = sum(RATE * float(tree.predict(example)[0, 0]) for tree in trees)
    return {
        "signs": np.asarray(names),
        "sign": sign,
        "limit": limit.astype(np.float32),
        "left": left,
        "right": right,
        "value": value.astype(np.float32),
        "start": np.asarray(float(model.decision_function(example)[0]) - added),
        "threshold": np.asarray(threshold),
    }
