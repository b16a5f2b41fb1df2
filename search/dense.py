"""The dense leg at two grains: whole passages, and single sentences.

A passage says what a fiche is about; a sentence answers a precise need that a passage
dilutes. Rows above `ALL_ROWS` are no longer all compared: passages propose, and sentences
only rescore what was proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache

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


def dense_scores(index: Index, vector: Vector, rows: Collection[int]) -> DenseScores:
    """Every measure of closeness, for the fiches of `rows`."""
    proposed = _proposed(index, vector, rows)
    passages = _passage_matrix(index, proposed)
    sentences = _sentence_matrix(index, proposed)
    centre = _centre(index)
    raw = (passages.values @ vector, sentences.values @ vector)
    centred = (raw[0] - passages.values @ centre, raw[1] - sentences.values @ centre)
    compared = np.zeros(len(index.fiches), bool)
    compared[proposed] = True
    return DenseScores(
        compared,
        _grain(passages, sentences, *raw),
        _grain(passages, sentences, *centred),
        _spread(passages, raw[0], lambda values: float(values[0])),
        _spread(sentences, raw[1], lambda values: float(values.mean())),
    )


def sentence_similarities(index: Index, vector: Vector, row: int) -> Vector:
    """Cosine of the query with each sentence of one fiche, in reading order."""
    start, end = index.sentence_starts[row], index.sentence_starts[row + 1]
    rows: Vector = np.asarray(index.sentence_vectors[start:end], np.float32)
    similarities: Vector = rows @ vector
    return similarities


@dataclass(frozen=True, slots=True)
class _Rows:
    """Vectors of some fiches: fiche `fiches[i]` has rows `starts[i]` to `starts[i + 1]`."""

    values: Vector
    fiches: NDArray[np.int64]
    starts: NDArray[np.int64]
    total: int


def _proposed(index: Index, vector: Vector, rows: Collection[int]) -> NDArray[np.int64]:
    """The fiches to compare: all of `rows`, or in a large bank those of the best passages."""
    if index.store.count() + len(index.sentence_vectors) <= ALL_ROWS:
        return np.asarray(sorted(rows), np.int64)
    filters = None
    if len(rows) < len(index.fiches):
        filters = {"fiche": {index.fiches[row].id for row in rows}}
    found = index.store.search(vector, PROPOSED, filters)
    return np.unique(index.passage_rows[[number for number, _ in found]])


def _grain(passages: _Rows, sentences: _Rows, of_passages: Vector, of_sentences: Vector) -> Grain:
    return Grain(
        _spread(passages, of_passages, lambda values: float(values.max())),
        _spread(sentences, of_sentences, lambda values: float(values.max())),
        _spread(sentences, of_sentences, lambda values: float(np.sort(values)[-3:].mean())),
    )


def _spread(rows: _Rows, values: Vector, reduce: Callable[[Vector], float]) -> Scores:
    """One number a fiche; the lowest of all for a fiche that has no row."""
    scores = np.full(rows.total, float(values.min()) if len(values) else -1.0)
    for fiche, start, end in zip(rows.fiches, rows.starts[:-1], rows.starts[1:], strict=True):
        if start < end:
            scores[fiche] = reduce(values[start:end])
    return scores


@lru_cache(maxsize=4)
def _all_passages(index: Index) -> _Rows:
    everything = np.arange(len(index.fiches))
    starts = np.searchsorted(index.passage_rows, np.arange(len(index.fiches) + 1))
    return _Rows(
        index.store.vectors(range(len(index.passages))), everything, starts, len(everything)
    )


@lru_cache(maxsize=4)
def _all_sentences(index: Index) -> _Rows:
    # NumPy has no fast product in fp16: converted once, while it fits.
    everything = np.arange(len(index.fiches))
    values = np.asarray(index.sentence_vectors, np.float32)
    return _Rows(values, everything, index.sentence_starts, len(everything))


@lru_cache(maxsize=4)
def _centre(index: Index) -> Vector:
    """The mean sentence of the bank (of a sample, when the bank is large)."""
    step = max(1, len(index.sentence_vectors) // ALL_ROWS)
    centre: Vector = np.asarray(index.sentence_vectors[::step], np.float32).mean(axis=0)
    return centre


def _passage_matrix(index: Index, fiches: NDArray[np.int64]) -> _Rows:
    if index.store.count() <= ALL_ROWS and len(fiches) == len(index.fiches):
        return _all_passages(index)
    starts = np.searchsorted(index.passage_rows, np.arange(len(index.fiches) + 1))
    rows = _rows_of(fiches, starts)
    return _Rows(index.store.vectors(rows), fiches, _starts(fiches, starts), len(index.fiches))


def _sentence_matrix(index: Index, fiches: NDArray[np.int64]) -> _Rows:
    if len(index.sentence_vectors) <= ALL_ROWS and len(fiches) == len(index.fiches):
        return _all_sentences(index)
    rows = _rows_of(fiches, index.sentence_starts)
    values = np.asarray(index.sentence_vectors[rows], np.float32)
    return _Rows(values, fiches, _starts(fiches, index.sentence_starts), len(index.fiches))


def _rows_of(fiches: NDArray[np.int64], starts: NDArray[np.int64]) -> list[int]:
    return [row for fiche in fiches for row in range(starts[fiche], starts[fiche + 1])]


def _starts(fiches: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    counts = starts[fiches + 1] - starts[fiches]
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
