"""Fit what a table over many fiches rests on: part of `python -m eval fit`.

Two logistic regressions on the questions of `dev`: whether a question ranges over many fiches
(`answers.question.scope`), and whether such a question's table needs a fiche (`answers.table`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from answers import table
from answers.question import scope
from answers.question.reading import read_question
from answers.question.target import asked_of, fiches_meant, relative
from eval.sets import JudgedQuestion
from search import Bank, logistic

TAKEN_FOR_MANY = 0.02
"""Share of the questions about one fiche that may get a table."""
ROWS_LEFT_OUT = 0.1
"""Share of the judged rows that may be left out of their table."""
PENALTY = 10.0
"""Inverse strength of the L2 penalty (scikit-learn's C)."""

Signs = Mapping[str, float]


def fit_reach(bank: Bank, asked: Sequence[JudgedQuestion]) -> dict[str, float]:
    """Weights of `scope.signs` from questions about one fiche and about many; « always » is
    such that few of the former are taken for the latter.
    """
    found = [_reach_signs(bank, row.text) for row in asked]
    many = np.asarray([row.kind == "several" for row in asked])
    weights, found_odds = _regression(found, many)
    shift = float(np.quantile(found_odds[~many], 1 - TAKEN_FOR_MANY))
    return _rounded({**weights, "always": weights["always"] - shift})


def _reach_signs(bank: Bank, text: str) -> Signs:
    question = read_question(bank, text)
    return scope.signs(bank, question, fiches_meant(bank, question, None))


def fit_rows(bank: Bank, tables: Sequence[JudgedQuestion]) -> dict[str, float]:
    """Weights of a cell's signs, and the chance from which a row answers."""
    pairs = [pair for row in tables for pair in _rows(bank, row)]
    needed = np.asarray([right for _, right in pairs])
    weights, found_odds = _regression([found for found, _ in pairs], needed)
    least = float(np.quantile(found_odds[needed], ROWS_LEFT_OUT))
    return _rounded({**weights, "least": logistic.chance_of(least)})


def _rows(bank: Bank, row: JudgedQuestion) -> Iterator[tuple[Signs, bool]]:
    """The signs of every fiche that the table looks into, and whether it needs the fiche."""
    question = read_question(bank, row.text)
    ranking = fiches_meant(bank, question, None).ranking
    assert ranking is not None  # noqa: S101  (no fiche is given)
    asked = asked_of(bank, question, question.whole)
    scores = relative(ranking)
    judged = {one.fiche_id for one in row.rows}
    for at in ranking.order[: table.LOOKED_AT]:
        if cell := table.look_into(bank, asked, at, float(scores[at])):
            yield cell.signs, bank.fiches[at].id in judged


def _regression(
    found: Sequence[Signs], right: NDArray[np.bool_]
) -> tuple[dict[str, float], NDArray[np.float64]]:
    """Weights by name with « always », and the odds of each example."""
    from sklearn.linear_model import LogisticRegression

    names = list(found[0])
    table = np.asarray([[one[name] for name in names] for one in found])
    model = LogisticRegression(C=PENALTY, max_iter=2000).fit(table, right)
    found_odds: NDArray[np.float64] = model.decision_function(table)
    weights = dict(zip([*names, "always"], [*model.coef_[0], model.intercept_[0]], strict=True))
    return weights, found_odds


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in weights.items()}
