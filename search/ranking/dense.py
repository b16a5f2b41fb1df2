"""The dense leg at two grains: whole passages, and single sentences.

A passage says what a fiche is about; a sentence answers a precise need that a passage
dilutes. Rows above `ALL_ROWS` are no longer all compared: passages propose, and sentences
only rescore what was proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indexer import Index

ALL_ROWS = 50_000
PROPOSED = 2_000

Vector = NDArray[np.float32]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Grain:
    """Cosines of the query with each fiche at one setting, shape (fiches,).

    `passage` and `sentence` are the best of each grain; `several` the mean of the fiche's
    three best sentences, which several sections that speak of the query raise.
    """

    passage: Scores
    sentence: Scores
    several: Scores


@dataclass(frozen=True, slots=True)
class DenseScores:
    """The dense leg. `compared` says which fiches were; the others have the lowest scores.

    `centred` compares with the query less the mean sentence of the bank: what is close to
    every query is thereby discounted (a correction of hubs, as in Suzuki et al., « Centering
    similarity measures to reduce hubs », EMNLP 2013). `opening` is the fiche's first passage
    and `average` the mean of its sentences: what the fiche as a whole is about.
    """

    compared: NDArray[np.bool_]
    raw: Grain
    centred: Grain
    opening: Scores
    average: Scores


@dataclass(frozen=True, slots=True)
class _Rows:
    """Vectors of some fiches, of `total`: fiche `fiches[i]` has rows `starts[i]`:`starts[i + 1]`.

    `usual` is each row's product with the bank's mean sentence. Every fiche named has a row;
    the methods give one number for each of them.
    """

    values: Vector
    usual: Vector
    fiches: NDArray[np.int64]
    starts: NDArray[np.int64]
    total: int

    def first(self, of_rows: Vector) -> Vector:
        """The first row's value."""
        return of_rows[self.starts[:-1]]

    def best(self, of_rows: Vector) -> Vector:
        """The greatest value."""
        best: Vector = np.maximum.reduceat(of_rows, self.starts[:-1])
        return best

    def mean(self, of_rows: Vector) -> Vector:
        """The mean value."""
        sums = np.add.reduceat(of_rows, self.starts[:-1])
        return np.asarray(sums / np.diff(self.starts), np.float32)

    def best_three(self, of_rows: Vector) -> Vector:
        """The mean of the three greatest values, or of all where there are fewer."""
        counts = np.diff(self.starts)
        owner = np.repeat(np.arange(len(self.fiches)), counts)
        left: Vector = np.array(of_rows, np.float32)
        total: Vector = np.zeros(len(self.fiches), np.float32)
        for turn in range(3):
            greatest = self.best(left)
            total += np.where(counts > turn, greatest, 0)
            places = np.flatnonzero(left == greatest[owner])
            # Equal rows of one fiche are taken one a turn.
            first = np.unique(owner[places], return_index=True)[1]
            left[places[first]] = -np.inf
        return np.asarray(total / np.minimum(counts, 3), np.float32)


def _by_fiche(rows: _Rows, of_rows: Vector, reduce: Callable[[Vector], Vector]) -> Scores:
    """One number for every fiche of the bank; the lowest of all for a fiche without a row."""
    if not len(of_rows):
        return np.full(rows.total, -1.0)
    scores = np.full(rows.total, float(of_rows.min()))
    scores[rows.fiches] = reduce(of_rows)
    return scores


def _grain(passages: _Rows, sentences: _Rows, of_passages: Vector, of_sentences: Vector) -> Grain:
    return Grain(
        _by_fiche(passages, of_passages, passages.best),
        _by_fiche(sentences, of_sentences, sentences.best),
        _by_fiche(sentences, of_sentences, sentences.best_three),
    )


class Dense:
    """The dense leg over one index, with the arrays made from its vectors."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._fiches = len(index.fiches)
        self._small = index.store.count() + len(index.sentence_vectors) <= ALL_ROWS

    def scores(self, vector: Vector, rows: Collection[int]) -> DenseScores:
        """Every measure of closeness, for the fiches of `rows`."""
        proposed = self._proposed(vector, rows)
        passages, sentences = self._rows(proposed)
        raw = (passages.values @ vector, sentences.values @ vector)
        centred = (raw[0] - passages.usual, raw[1] - sentences.usual)
        compared = np.zeros(self._fiches, bool)
        compared[proposed] = True
        return DenseScores(
            compared,
            _grain(passages, sentences, *raw),
            _grain(passages, sentences, *centred),
            _by_fiche(passages, raw[0], passages.first),
            _by_fiche(sentences, raw[1], sentences.mean),
        )

    def similarities(self, vector: Vector, row: int) -> Vector:
        """Cosine of the query with each sentence of one fiche, in reading order."""
        similarities: Vector = self.sentences(row).astype(np.float32) @ vector
        return similarities

    def sentences(self, row: int) -> NDArray[np.float16]:
        """The vectors of one fiche's sentences (sentences × dimension), in reading order."""
        start, end = self._index.sentence_starts[row : row + 2]
        return self._index.sentence_vectors[start:end]

    def _proposed(self, vector: Vector, rows: Collection[int]) -> NDArray[np.int64]:
        """The fiches to compare: all of `rows`, or in a large bank those of the best passages."""
        if self._small:
            return np.asarray(sorted(rows), np.int64)
        filters = None
        if len(rows) < self._fiches:
            filters = {"fiche": {self._index.fiches[row].id for row in rows}}
        found = self._index.store.search(vector, PROPOSED, filters)
        return np.unique(self._index.passage_rows[[number for number, _ in found]])

    def _rows(self, fiches: NDArray[np.int64]) -> tuple[_Rows, _Rows]:
        """Passages and sentences of some fiches."""
        if self._small and len(fiches) == self._fiches:
            return self._all
        return self._passages_of(fiches), self._sentences_of(fiches)

    @cached_property
    def _all(self) -> tuple[_Rows, _Rows]:
        """Passages and sentences of every fiche. NumPy has no fast product in fp16: sentences
        are converted once, while they fit."""
        every = np.arange(self._fiches)
        return self._passages_of(every), self._sentences_of(every)

    @cached_property
    def _centre(self) -> Vector:
        """The mean sentence of the bank (of a sample, when the bank is large)."""
        sentences = self._index.sentence_vectors
        vectors = np.asarray(sentences[:: max(1, len(sentences) // ALL_ROWS)])
        if not len(vectors):
            return np.zeros(sentences.shape[1], np.float32)
        centre: Vector = vectors.astype(np.float32).mean(axis=0)
        return centre

    def _passages_of(self, fiches: NDArray[np.int64]) -> _Rows:
        starts = np.searchsorted(self._index.passage_rows, np.arange(self._fiches + 1))
        rows, named, bounds = _rows_of(fiches, starts)
        values = self._index.store.vectors(rows)
        return _Rows(values, values @ self._centre, named, bounds, self._fiches)

    def _sentences_of(self, fiches: NDArray[np.int64]) -> _Rows:
        rows, named, bounds = _rows_of(fiches, self._index.sentence_starts)
        values = np.asarray(self._index.sentence_vectors[rows], np.float32)
        return _Rows(values, values @ self._centre, named, bounds, self._fiches)


def _rows_of(
    fiches: NDArray[np.int64], starts: NDArray[np.int64]
) -> tuple[list[int], NDArray[np.int64], NDArray[np.int64]]:
    """The rows of the fiches that have any, those fiches, and where each one's rows begin."""
    counts = starts[fiches + 1] - starts[fiches]
    named = fiches[counts > 0]
    rows = [row for fiche in named for row in range(starts[fiche], starts[fiche + 1])]
    bounds = np.concatenate([[0], np.cumsum(counts[counts > 0])]).astype(np.int64)
    return rows, named, bounds
