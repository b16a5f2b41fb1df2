"""Fit the evidence and the refusal of `answers` on `dev`: part of `python -m eval fit`.

Evidence: a linear scorer under a listwise loss, the log of the share that the right places
of a question get among all its places (ListNet with top-one probabilities; Cao et al., ICML
2007). Refusal: a logistic regression over `answers.refusal.signs`, and the threshold at
which few answerable questions are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answers import evidence, refusal
from answers.evidence import FEATURES, WEIGHTS, Candidate, candidates
from answers.meant import asked_of, fiches_meant
from answers.proof import Citation
from answers.question import Part, read_question
from eval.answers import QUOTED, right
from eval.banks import shipped
from eval.judged import learned_from, questions
from eval.weights import save
from indexer import Index

Matrix = NDArray[np.float64]
Row = dict[str, Any]

PENALTY = 2.0
WRONGLY_REFUSED = 0.015
"""Share of the answerable questions of `dev` that may be refused."""

REFUSAL_PENALTY = 0.1
"""Inverse strength of the L2 penalty (scikit-learn's C)."""

UNANSWERABLE = 0.5
BEREFT = 0.15
"""What all unanswerable questions weigh together against the answerable ones, and what one
weighs that was answerable until its right places were taken away."""


def fit_answers() -> None:
    """Fit evidence, then refusal with it, and write `answers/weights.json`."""
    index = shipped()
    rows = [row for row in questions("dev") if row["kind"] in (*QUOTED, "none")]
    looked = [(row, *_looked(index, row)) for row in rows]
    fitted = _evidence([(places, _right(index, places, row)) for row, _, places in looked])
    save(WEIGHTS, {"evidence": dict(zip(FEATURES, map(float, fitted), strict=True))})
    evidence.weights.cache_clear()
    rescored = [(row, part, _rescored(places, fitted)) for row, part, places in looked]
    # Of questions that the encoder has learned from it looks surer than it is.
    known = {row["id"] for row in learned_from()}
    unknown = [looked for looked in rescored if looked[0]["id"] not in known]
    save(WEIGHTS, {"refusal": _refusal(index, unknown)})
    refusal.calibration.cache_clear()


def _looked(index: Index, row: Row) -> tuple[Part, list[Candidate]]:
    """The first part of a question and its places, best first."""
    question = read_question(row["question"], row["fiche"] is None)
    given = None if row["fiche"] is None else index.row_of[row["fiche"]]
    meant = fiches_meant(index, question, given)
    asked = asked_of(index, question, question.parts[0], index.fiches[meant.rows[0]])
    found = [
        place
        for at, score in zip(meant.rows, meant.scores, strict=True)
        for place in candidates(index, asked, at, score)
    ]
    return asked.part, sorted(found, key=lambda place: -place.score)


def _rescored(places: Sequence[Candidate], weights: Matrix) -> list[Candidate]:
    found = [replace(p, score=float(weights @ np.asarray(p.features))) for p in places]
    return sorted(found, key=lambda place: -place.score)


def _right(index: Index, places: Sequence[Candidate], row: Row) -> NDArray[np.bool_]:
    """Which places hold a judged answer, shape (places,)."""
    cited = (Citation(index.fiches[place.row], place.span) for place in places)
    return np.asarray([right(citation, row["answers"]) for citation in cited], bool)


def _evidence(examples: Sequence[tuple[Sequence[Candidate], NDArray[np.bool_]]]) -> Matrix:
    used = [
        (np.asarray([place.features for place in places]), hits)
        for places, hits in examples
        if hits.any()
    ]
    scale = np.vstack([table for table, _ in used]).std(axis=0) + 1e-9
    data = [(table / scale, hits) for table, hits in used]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        value, slope = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for table, hits in data:
            scores = table @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            share = float(shares[hits].sum()) + 1e-12
            value -= float(np.log(share))
            slope = slope + shares @ table - (shares * hits) @ table / share
        return value, slope

    found: Matrix = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    rounded: Matrix = np.round(found / scale, 3)
    return rounded


def _refusal(index: Index, looked: Sequence[tuple[Row, Part, list[Candidate]]]) -> dict[str, float]:
    """Weights, constant and threshold of the refusal.

    Real unanswerable questions are few, so an answerable one without its right places
    stands for one more, at a lesser weight.
    """
    from sklearn.linear_model import LogisticRegression

    tables: list[dict[str, float]] = []
    kinds: list[str] = []
    for row, part, places in looked:
        if row["kind"] not in ("quote", "none"):
            continue
        hits = _right(index, places, row)
        left = [place for place, hit in zip(places, hits, strict=True) if not hit]
        for kind, given in ((row["kind"], places), ("bereft", left)):
            usable = refusal.usable(part, given)
            if usable and not (kind == "bereft" and not hits.any()):
                tables.append(refusal.signs(part, usable))
                kinds.append(kind)
    answered = [kind == "quote" for kind in kinds]
    each = UNANSWERABLE * kinds.count("quote") / max(kinds.count("none"), 1)
    importance = [{"quote": 1.0, "none": each, "bereft": BEREFT}[kind] for kind in kinds]
    names = list(tables[0])
    matrix = np.asarray([[table[name] for name in names] for table in tables])
    spread = matrix.std(axis=0) + 1e-9
    model = LogisticRegression(C=REFUSAL_PENALTY, max_iter=1000)
    model.fit(matrix / spread, answered, sample_weight=importance)
    chances = model.predict_proba(matrix / spread)[:, 1]
    threshold = float(np.quantile(chances[np.asarray(answered)], WRONGLY_REFUSED))
    weights = {
        name: round(float(w), 4) for name, w in zip(names, model.coef_[0] / spread, strict=True)
    }
    return weights | {
        "constant": round(float(model.intercept_[0]), 4),
        "threshold": round(threshold, 4),
    }
