"""The silence curve: queries wrongly silenced against those that are rightly silenced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.measures.auc import area
from eval.sets import UNANSWERED, JudgedQuery, JudgedSet
from search import Bank, Query, search
from search.ranking.scorer import rank
from search.ranking.silence import confidence

ALLOWED = (0.0, 0.01, 0.02, 0.05, 0.1)
"""Shares of answerable queries that each point of the curve lets be silenced."""


@dataclass(frozen=True, slots=True)
class Silenced:
    """Queries of one sort: how many, the share for which `found` is false."""

    n: int
    share: float


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold would give that silences at most `allowed` of the answerable queries:
    the share really silenced, and the share of each unanswered kind."""

    allowed: float
    wrongly: float
    rightly: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Silence:
    """`rightly` and `auc` are by unanswered kind; `auc_all` pools them, None without any.

    The area under the ROC curve is that of the continuous confidence: the chance that an
    answerable query has more of it than one that the bank doesn't answer.
    """

    wrongly: Silenced
    rightly: Mapping[str, Silenced]
    auc: Mapping[str, float]
    auc_all: float | None
    curve: tuple[Point, ...]


def measure_silence(bank: Bank, judged: JudgedSet) -> Silence:
    """Ask every query of the set as a user would, and see which get an answer."""
    groups = {kind: judged.silent(kind) for kind in sorted(UNANSWERED)}
    groups = {kind: queries for kind, queries in groups.items() if queries}
    answerable = judged.answerable()
    sure = _confidences(bank, answerable)
    unsure = {kind: _confidences(bank, queries) for kind, queries in groups.items()}
    pooled = [value for values in unsure.values() for value in values]
    return Silence(
        _silenced(bank, answerable),
        {kind: _silenced(bank, queries) for kind, queries in groups.items()},
        {kind: area(sure, values) for kind, values in unsure.items()},
        area(sure, pooled) if pooled and sure else None,
        curve(sure, unsure),
    )


def curve(sure: Sequence[float], unsure: Mapping[str, Sequence[float]]) -> tuple[Point, ...]:
    """One point for each of `ALLOWED`; the threshold is set on these very queries, so that
    the curve says what could be had, not what is."""
    if not sure or not unsure:
        return ()
    ordered = np.sort(np.asarray(sure))
    points: list[Point] = []
    for allowed in ALLOWED:
        # What lies strictly below the first answerable query that must be kept is silenced.
        threshold = ordered[int(allowed * len(ordered))]
        points.append(
            Point(
                allowed,
                float((ordered < threshold).mean()),
                {k: float((np.asarray(v) < threshold).mean()) for k, v in unsure.items()},
            )
        )
    return tuple(points)


def _confidences(bank: Bank, queries: Sequence[JudgedQuery]) -> list[float]:
    return [float(confidence(bank, rank(bank, Query(query.text)))) for query in queries]


def _silenced(bank: Bank, queries: Sequence[JudgedQuery]) -> Silenced:
    silent = [not search(bank, Query(query.text, k=1)).found for query in queries]
    return Silenced(len(silent), float(np.mean(silent)) if silent else 0.0)
