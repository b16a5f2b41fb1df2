"""A bank: an opened index, its encoder, its weights, and all that is made from them.

Whatever is derived from an index lives here and dies with it; nothing is kept in modules.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache, partial, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from corpus import Fiche, place_words
from corpus.facts import SentenceFacts
from embeddings import Encoder, LazyEncoder
from french import Speller
from indexer import Index, Manifest, Span, open_index
from search.columns import Columns, columns_of
from search.ranking.cohorts import Cohorts, cohorts
from search.ranking.dense import Dense
from search.ranking.sparse import Terms
from search.weights import Weights

QUERIES = 512
"""Queries whose vectors are kept."""

Key = ParamSpec("Key")
Found = TypeVar("Found")


class Bank:
    """What is searched and asked. Rows of `fiches` are the fiche numbers used everywhere.

    Any thread may use it; `warm` makes at once what the first search would otherwise make.
    """

    def __init__(
        self, index: Index, encoder: Encoder | None = None, weights: Weights | None = None
    ) -> None:
        self.index = index
        self.encoder: Encoder = encoder or LazyEncoder()
        self.weights = weights or Weights.read()
        self.query_vector = lru_cache(QUERIES)(self.encoder.encode_query)
        """A query's unit vector, shape (dimension,). Raises EncoderError."""
        self.kept: dict[Callable[..., Any], Callable[..., Any]] = {}
        """What the functions marked `kept` remember of this bank."""

    @classmethod
    def open(
        cls,
        folder: Path | None = None,
        encoder: Encoder | None = None,
        weights: Weights | None = None,
    ) -> Bank:
        """The current generation of an index, by default `var/index`; the encoder isn't loaded.

        Raises UnusableIndexError when there is none, or when it was made by another recipe.
        """
        encoder = encoder or LazyEncoder()
        return cls(open_index(folder, encoder.name), encoder, weights)

    def refreshed(self) -> Bank:
        """This bank, or one of the newer generation if one has been made since."""
        index = self.index.refreshed()
        return self if index is self.index else Bank(index, self.encoder, self.weights)

    def warm(self) -> Bank:
        """This bank with its encoder loaded and its arrays made: searches then write nothing.

        Raises EncoderError.
        """
        vector = self.query_vector("mise en route")
        self.dense.scores(vector, range(len(self.fiches)))
        self.terms.scores(())
        _ = self.columns.totals, self.speller, self.cohorts
        return self

    @property
    def fiches(self) -> tuple[Fiche, ...]:
        """Those of the index, in its order."""
        return self.index.fiches

    @property
    def row_of(self) -> Mapping[str, int]:
        """Fiche id to row."""
        return self.index.row_of

    @property
    def manifest(self) -> Manifest:
        """What the index says of itself."""
        return self.index.manifest

    @property
    def generation(self) -> Path:
        """The folder that the index was opened from."""
        return self.index.generation

    def fiche(self, fiche_id: str) -> Fiche | None:
        """The fiche of that id, None when the bank hasn't it."""
        return self.index.fiche(fiche_id)

    def spans(self, row: int) -> list[Span]:
        """Where the sentences of a fiche stand, in reading order."""
        start, end = self.index.sentence_starts[row : row + 2]
        return [sentence.span for sentence in self.index.sentences[start:end]]

    def facts(self, row: int) -> SentenceFacts:
        """What the sentences of a fiche state, in reading order."""
        return self.index.facts_of(row)

    @cached_property
    def columns(self) -> Columns:
        """Facets, words and stated facts of every fiche."""
        return columns_of(self.index.fiches, self.index.derived)

    @cached_property
    def terms(self) -> Terms:
        """The terms leg."""
        return Terms(self.index.terms)

    @cached_property
    def dense(self) -> Dense:
        """The dense leg."""
        return Dense(self.index)

    @cached_property
    def speller(self) -> Speller:
        """Corrects a word towards those of the bank, never one that names a place."""
        return Speller(self.index.terms.surfaces, place_words())

    @cached_property
    def cohorts(self) -> Cohorts:
        """What silence compares a query with. Raises EncoderError."""
        return cohorts(self.encoder)

    def memory(self, work: Callable[..., Found], most: int) -> Callable[..., Found]:
        """`work` of this bank, which from now on remembers what it gave for `most` keys."""
        # By a proxy: a bank that nobody holds any more must not be held by its own memory.
        of_this = partial(work, weakref.proxy(self))
        return self.kept.setdefault(work, lru_cache(most)(of_this))


def kept(
    most: int,
) -> Callable[[Callable[Concatenate[Bank, Key], Found]], Callable[Concatenate[Bank, Key], Found]]:
    """Keep in each bank what a function of it gave for the last `most` keys."""

    def decorate(
        work: Callable[Concatenate[Bank, Key], Found],
    ) -> Callable[Concatenate[Bank, Key], Found]:
        @wraps(work)
        def remembered(bank: Bank, /, *key: Key.args, **names: Key.kwargs) -> Found:
            found: Found = (bank.kept.get(work) or bank.memory(work, most))(*key, **names)
            return found

        return remembered

    return decorate
