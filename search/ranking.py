"""One score a fiche, from both legs and from what was understood of the query.

The score is linear in a few features. The terms leg enters as a share of what the query
could have got, so that fusion listens query by query: a paraphrase whose words stand nowhere
gets next to nothing from it and is left to the encoder; a rare word that one fiche holds
decides. The weights are fitted on `dev` alone by `python -m eval fit` (pairwise logistic
loss weighted by the change of nDCG: Burges, « From RankNet to LambdaRank to LambdaMART »,
2010, with a linear scorer).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.fiche import normalise
from embeddings import embed_query
from indexer import Index
from search.columns import Columns, columns
from search.dense import DenseScores, dense_scores
from search.facets import OUT, admitted
from search.query import Query, readable
from search.sparse import TermScores, term_scores
from search.stated import stated
from search.understand import Understanding, understand
from search.words import QueryWords, read_words

WEIGHTS = Path(__file__).with_name("weights.json")

WITHIN_REACH = 6.0
LONGEST_ORDER = 20

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


@cache
def weights() -> Mapping[str, float]:
    """Feature name to weight."""
    found: Mapping[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["features"]
    return found


def rank(index: Index, query: Query) -> Ranking:
    """Order the fiches for a query, without deciding whether any of them answers.

    Raises UnknownValueError for a filter value that can't exist.
    """
    tiers = admitted(columns(index), query)
    text = readable(query.text)
    understood = understand(text, query.ignored)
    words = read_words(index, text, understood, query.ignored)
    vector = embed_query(words.dense_text)
    rows = np.flatnonzero(tiers != OUT)
    dense = dense_scores(index, vector, rows)
    terms = term_scores(index, words.groups)
    table = features(index, understood, dense, terms)
    scores = sum((weights()[name] * values for name, values in table.items()), np.zeros(1))
    named = _named_first(table, scores, query)
    best_first = np.lexsort((-scores[rows], -named[rows], tiers[rows]))
    order = tuple(int(row) for row in rows[best_first])
    held = table["place"] + table["status"]
    return Ranking(order, scores, understood, words, dense, terms, vector, held)


def features(
    index: Index, understood: Understanding, dense: DenseScores, terms: TermScores
) -> dict[str, Scores]:
    """Feature name to its value for every fiche, shape (fiches,) each.

    Cosines are counted from the best fiche's, so that only differences inside a query matter.
    """
    bank = columns(index)
    sure = float(terms.coverage.max(initial=0.0))
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
        "sure coverage": terms.coverage * sure,
        "title": terms.title,
        "place": _held(bank, "departement", understood.departements),
        "neighbour": _held(bank, "departement", understood.neighbours),
        "status": _held(bank, "status", [understood.status] if understood.status else ()),
        "public": _held(bank, "public", understood.publics),
        "partner": _held(bank, "partner", understood.partners),
        "initiative": _held(bank, "initiative", understood.initiatives),
        "territory": _held(bank, "territory", understood.territories),
        "keyword": _held(bank, "keyword", understood.keywords),
        "dimension": _held(bank, "dimension", understood.dimensions),
        "section": _asked(bank, understood.asked),
        "rural": _stated(bank, understood, "setting"),
        "age": _stated(bank, understood, "age"),
        "budget": _stated(bank, understood, "budget"),
        "staff": np.maximum(
            _stated(bank, understood, "volunteers"), _stated(bank, understood, "paid")
        ),
        "structure": _stated(bank, understood, "structure"),
        "funder": _stated(bank, understood, "funder"),
        "ending": _stated(bank, understood, "ending"),
        "excluded": _excluded(bank, understood.excluded),
        "length": _lengths(index),
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


@lru_cache(maxsize=4)
def _lengths(index: Index) -> Scores:
    """How long each fiche is: log of its number of sentences, about 0 for the usual one."""
    lengths: Scores = np.log1p(np.diff(index.sentence_starts).astype(float)) - 3.0
    return lengths


def _below_best(cosines: Scores) -> Scores:
    """Tenths of a cosine below the query's best fiche."""
    tenths: Scores = 10 * (cosines - cosines.max(initial=-1.0))
    return tenths


def _held(bank: Columns, facet: str, wanted: Iterable[str]) -> Scores:
    held: Scores = bank.facets[facet].holds({normalise(v) for v in wanted}).astype(float)
    return held


def _stated(bank: Columns, understood: Understanding, name: str) -> Scores:
    """1 where the text states what the query asks under that name."""
    values = [value for field, value in understood.stated if field == name]
    held = bank.none()
    for value in values:
        held |= stated(bank, name, value)
    return held.astype(float)


def _asked(bank: Columns, labels: frozenset[str]) -> Scores:
    """1 where a section asked for is filled, 0 elsewhere and when none is asked for."""
    held = bank.none()
    for label in labels:
        held |= bank.sections.get(label, held)
    return held.astype(float)


def _excluded(bank: Columns, words: frozenset[str]) -> Scores:
    """1 where title or keywords have a word that the query excludes."""
    held = bank.none()
    for word in words:
        held |= ~stated(bank, "exclusion", word)
    return held.astype(float)
