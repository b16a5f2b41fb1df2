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
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.fiche import normalise
from corpus.vocabulary import FACETS
from embeddings import embed_query
from indexer import Index
from search.cues import RURAL
from search.dense import DenseScores, dense_scores
from search.facets import Admission, admitted
from search.query import Query
from search.sparse import TermScores, term_scores
from search.understand import Understanding, understand, word_pattern
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
    admissions: Mapping[int, Admission]
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
    """Order the fiches for a query, without deciding whether any of them answers."""
    admissions = admitted(index.fiches, query)
    understood = understand(query.text)
    words = read_words(index, query.text, understood)
    vector = embed_query(words.dense_text)
    dense = dense_scores(index, vector, admissions)
    terms = term_scores(index, words.groups)
    table = features(index, understood, dense, terms)
    scores = sum((weights()[name] * values for name, values in table.items()), np.zeros(1))
    named = _named_first(table, scores, query)
    order = tuple(
        sorted(admissions, key=lambda row: (admissions[row].tier, -named[row], -scores[row]))
    )
    held = table["place"] + table["status"]
    return Ranking(order, scores, admissions, understood, words, dense, terms, vector, held)


def features(
    index: Index, understood: Understanding, dense: DenseScores, terms: TermScores
) -> dict[str, Scores]:
    """Feature name to its value for every fiche, shape (fiches,) each.

    Cosines are counted from the best fiche's, so that only differences inside a query matter.
    """
    bank = _facts(index)
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
        "place": _held(bank.departements, understood.departements),
        "status": _held(bank.statuses, {normalise(understood.status)} - {""}),
        "public": _held(bank.publics, set(map(normalise, understood.publics))),
        "partner": _held(bank.partners, set(map(normalise, understood.partners))),
        "initiative": _held(bank.initiatives, set(map(normalise, understood.initiatives))),
        "section": bank.filled(understood.asked),
        "rural": bank.rural * float(understood.rural),
        "excluded": _held(bank.keywords, understood.excluded),
        "length": bank.length,
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


@dataclass(frozen=True)
class _Facts:
    """What the features read of each fiche, prepared once an index."""

    departements: tuple[frozenset[str], ...]
    statuses: tuple[frozenset[str], ...]
    publics: tuple[frozenset[str], ...]
    partners: tuple[frozenset[str], ...]
    initiatives: tuple[frozenset[str], ...]
    keywords: tuple[frozenset[str], ...]
    labels: tuple[frozenset[str], ...]
    rural: Scores
    length: Scores

    def filled(self, asked: frozenset[str]) -> Scores:
        """1 where a section asked for is filled, 0 elsewhere and when none is asked for."""
        return np.asarray([float(bool(asked & labels)) for labels in self.labels])


@lru_cache(maxsize=4)
def _facts(index: Index) -> _Facts:
    def column(name: str) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(map(normalise, FACETS[name](f))) for f in index.fiches)

    texts = [normalise(" ".join([f.title, *f.sections.values()])) for f in index.fiches]
    rural = word_pattern(RURAL)
    counts = np.diff(index.sentence_starts)
    return _Facts(
        column("departement"),
        column("status"),
        column("public"),
        column("partner"),
        column("initiative"),
        tuple(frozenset(normalise(" ".join((f.title, *f.keywords))).split()) for f in index.fiches),
        tuple(frozenset(f.sections) for f in index.fiches),
        np.asarray([float(bool(rural.search(text))) for text in texts]),
        np.log1p(counts.astype(float)) - 3.0,
    )


def _below_best(cosines: Scores) -> Scores:
    """Tenths of a cosine below the query's best fiche."""
    tenths: Scores = 10 * (cosines - cosines.max(initial=-1.0))
    return tenths


def _held(values: tuple[frozenset[str], ...], wanted: set[str] | frozenset[str]) -> Scores:
    return np.asarray([float(not wanted.isdisjoint(row)) for row in values])
