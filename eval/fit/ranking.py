"""Fit the weights of `search.ranking.scorer` on `dev`: `python -m eval fit`.

A linear scorer under a pairwise logistic loss, each pair weighted by the change of nDCG@10
that swapping it makes (LambdaRank; Burges, Microsoft Research TR-2010-82), over two banks:
the shipped fiches and the récits alone, so that weights suit a small bank as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from eval.banks import recits, shipped
from eval.fit.bounded import Matrix, fit_bounded
from eval.own import own
from eval.own import small as small_set
from eval.sets import JudgedSet
from search import Bank, Query
from search.ranking.scorer import features, rank

ROUNDS = 6
HARD = 40
"""Only the first so many fiches of the present order are compared with a better one."""
REGULARISATION = 1e-3
UNSEEN = {
    "neighbour": 0.8, "initiative": 1.0, "territory": 0.5, "keyword": 0.3, "dimension": 0.5,
    "age": 1.0, "budget": 1.0, "staff": 0.5, "structure": 1.0, "funder": 0.8, "ending": 1.0,
    "excluded": -3.0,
}  # fmt: skip
"""Set by hand, for what no `dev` query asks."""
LIFTS = frozenset(UNSEEN) - {"excluded"}
"""What was read in the query and shown as lifting does lift."""
LEAST_LIFT = 0.2
CONTRASTS = frozenset({"average", "length", "excluded"})
"""What may count against a fiche: how close all of it is and how long it is, set against its best
places; whatever else tells that a fiche answers never does.
"""


def examples(bank: Bank, judged: JudgedSet) -> Iterator[tuple[dict[str, Matrix], Matrix]]:
    """(features of every fiche, grades) of each answerable query."""
    for query in judged.answerable():
        ranking = rank(bank, Query(query.text))
        table = features(bank, ranking.understood, ranking.dense, ranking.terms)
        grades = judged.qrels.of(query.id)
        yield table, np.asarray([grades.get(f.id, 0) for f in bank.fiches], float)


def fit_features() -> dict[str, float]:
    """The weights of every feature, from `dev` alone."""
    data = [example for bank, judged in dev_sets() for example in examples(bank, judged)]
    names = list(data[0][0])
    tables = [np.stack([table[name] for name in names], axis=1) for table, _ in data]
    scale = np.vstack(tables).std(axis=0)
    used = scale > 0
    scale = np.where(used, scale, 1.0)
    fitted = np.full(len(names), 0.1)
    lowest = [None if n in CONTRASTS else LEAST_LIFT * (n in LIFTS) for n in names]
    least = [low and low * float(s) for low, s in zip(lowest, scale, strict=True)]
    for _ in range(ROUNDS):
        differences, importance = _pairs([t / scale for t in tables], [g for _, g in data], fitted)
        fitted = fit_bounded(differences, importance, fitted, least, REGULARISATION)
    return {
        name: round(float(weight / s), 4) if u else UNSEEN.get(name, 0.0)
        for name, weight, s, u in zip(names, fitted, scale, used, strict=True)
    }


def dev_sets() -> list[tuple[Bank, JudgedSet]]:
    """The banks and their `dev` queries: the shipped fiches, and the récits with two sets."""
    bank, judged = recits(), own("dev")
    of_bank = judged.only([f.id for f in bank.fiches], "recits")
    return [(shipped(), judged), (bank, of_bank), (bank, small_set("dev"))]


def _pairs(
    tables: Sequence[Matrix], grades: Sequence[Matrix], weights: Matrix
) -> tuple[Matrix, Matrix]:
    """Feature differences of (better, worse) pairs, and the nDCG that each is worth."""
    rows: list[Matrix] = []
    worth: list[Matrix] = []
    for table, grade in zip(tables, grades, strict=True):
        rank_of = np.empty(len(grade), int)
        rank_of[np.argsort(-(table @ weights), kind="stable")] = np.arange(len(grade))
        discount = np.where(rank_of < 10, 1.0, 0.3) / np.log2(rank_of + 2)
        best = np.sort(grade)[::-1][:10]
        ideal = float((best / np.log2(np.arange(2, 2 + len(best)))).sum())
        for better in np.flatnonzero(grade > 0):
            worse = np.flatnonzero((grade < grade[better]) & (rank_of < HARD))
            gain = np.abs((grade[better] - grade[worse]) * (discount[better] - discount[worse]))
            rows.append(table[better] - table[worse])
            worth.append((gain + 0.002 * (grade[better] - grade[worse])) / ideal)
    weight = np.concatenate(worth)
    return np.vstack(rows), weight / weight.sum()
