"""One score a fiche, from both legs and from what was understood of the query.

The score is linear in a few features. The terms leg enters as a share of what the query
could have got, so that fusion listens query by query: a paraphrase whose words stand nowhere
gets next to nothing from it and is left to the encoder; a rare word that one fiche holds
decides. The weights are fitted on `dev` alone by `python -m eval fit` (pairwise logistic
loss weighted by the change of nDCG: Burges, « From RankNet to LambdaRank to LambdaMART »,
2010, with a linear scorer).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus import normalise
from search.bank import Bank, kept
from search.columns import Columns
from search.filters import OUT, admitted
from search.query import Query, readable
from search.ranking.dense import DenseScores
from search.ranking.sparse import TermScores
from search.reading import Understanding, understand
from search.reading.terms import QueryWords, read_words
from search.stated import stated

WITHIN_REACH = 6.0
LONGEST_ORDER = 20

_CLOSED = (
    "status", "public", "partner", "initiative", "territory", "keyword", "dimension",
)  # fmt: skip
_STATED = ("age", "budget", "structure", "funder", "ending")
"""Features named as the field that they are about."""

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """All fiches that the filters admit, best first, with what the order came from."""

    order: tuple[int, ...]
    scores: Scores
    understood: Understanding
    words: QueryWords
    dense: DenseScores
    terms: TermScores
    vector: NDArray[np.float32]
    named: Scores

    def held_by(self, row: int) -> bool:
        """Whether the fiche has the place or the status that the query names."""
        return bool(self.named[row] > 0)


def rank(bank: Bank, query: Query, understood: Understanding | None = None) -> Ranking:
    """Order the fiches for a query, without deciding whether any of them answers.

    `understood` is what the query says, where it has been read already.

    Raises UnknownValueError for a filter value that can't exist.
    """
    tiers = admitted(bank.columns, query)
    text = readable(query.text)
    understood = understood or understand(text, query.ignored)
    words = read_words(bank, text, understood, query.ignored)
    vector = bank.query_vector(words.dense_text)
    rows = np.flatnonzero(tiers != OUT)
    dense = bank.dense.scores(vector, rows)
    terms = bank.terms.scores(words.groups)
    table = features(bank, understood, dense, terms)
    weights = bank.weights.ranking
    scores = sum((weights[name] * values for name, values in table.items()), np.zeros(1))
    named = _named_first(table, scores, query)
    best_first = np.lexsort((-scores[rows], -named[rows], tiers[rows]))
    order = tuple(int(row) for row in rows[best_first])
    held = table["place"] + table["status"]
    return Ranking(order, scores, understood, words, dense, terms, vector, held)


def features(
    bank: Bank, understood: Understanding, dense: DenseScores, terms: TermScores
) -> dict[str, Scores]:
    """Feature name to its value for every fiche, shape (fiches,) each.

    Cosines are counted from the best fiche's, so that only differences inside a query matter.
    """
    columns = bank.columns
    return {
        "passage": _below_best(dense.raw.passage),
        "sentence": _below_best(dense.raw.sentence),
        "several": _below_best(dense.raw.several),
        "centred passage": _below_best(dense.centred.passage),
        "centred sentence": _below_best(dense.centred.sentence),
        "centred several": _below_best(dense.centred.several),
        "opening": _below_best(dense.opening),
        "average": _below_best(dense.average),
        "share": terms.share,
        "coverage": terms.coverage,
        "place": _held(columns, "departement", understood.departements),
        "neighbour": _held(columns, "departement", understood.neighbours),
        **{name: _held(columns, name, understood.values(name)) for name in _CLOSED},
        "section": _asked(columns, understood.asked),
        "rural": _stated(columns, understood, "setting"),
        "staff": _stated(columns, understood, "volunteers", "paid"),
        **{name: _stated(columns, understood, name) for name in _STATED},
        "excluded": _excluded(columns, understood.values("exclusion")),
        "length": _lengths(bank),
    }


def _named_first(table: Mapping[str, Scores], scores: Scores, query: Query) -> Scores:
    """1 for the fiches of the place that the query names, which then come first outright.

    Only if they speak of the subject at all (`WITHIN_REACH` of the best score), and not for
    a pasted paragraph, where a place is told rather than asked for.
    """
    if len(query.text.split()) > LONGEST_ORDER:
        return np.zeros(len(scores))
    best = scores.max(initial=-np.inf)
    first: Scores = table["place"] * (scores > best - WITHIN_REACH)
    return first


@kept(1)
def _lengths(bank: Bank) -> Scores:
    """How long each fiche is: log of its number of sentences, about 0 for the usual one."""
    lengths: Scores = np.log1p(np.diff(bank.index.sentence_starts).astype(float)) - 3.0
    return lengths


def _below_best(cosines: Scores) -> Scores:
    """Tenths of a cosine below the query's best fiche."""
    tenths: Scores = 10 * (cosines - cosines.max(initial=-1.0))
    return tenths


def _held(columns: Columns, facet: str, wanted: Iterable[str]) -> Scores:
    held: Scores = columns.facets[facet].holds({normalise(v) for v in wanted}).astype(float)
    return held


def _stated(columns: Columns, understood: Understanding, *names: str) -> Scores:
    """1 where the text states what the query asks under one of these names."""
    held = columns.none()
    for name in names:
        for value in understood.values(name):
            held |= stated(columns, name, value)
    return held.astype(float)


def _asked(columns: Columns, labels: frozenset[str]) -> Scores:
    """1 where a section asked for is filled, 0 elsewhere and when none is asked for."""
    held = columns.none()
    for label in labels:
        held |= columns.sections.get(label, held)
    return held.astype(float)


def _excluded(columns: Columns, words: Iterable[str]) -> Scores:
    """1 where title or keywords have a word that the query excludes."""
    held = columns.none()
    for word in words:
        held |= ~stated(columns, "exclusion", word)
    return held.astype(float)
