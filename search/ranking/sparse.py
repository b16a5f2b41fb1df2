"""The terms leg: BM25F over raw counts, for a query whose words have alternatives.

BM25F after Robertson, Zaragoza and Taylor, « Simple BM25 extension to multiple weighted
fields » (CIKM 2004): counts are weighted by field and freed of length before one saturation.
The score of a fiche is given as a share of what the query could have got, so that it means
the same for one word and for a pasted paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from french import Analyser
from indexer import FIELDS, TermCounts

K1 = 1.5
FIELD_WEIGHTS = {"title": 2.5, "keywords": 2.0, "organiser": 1.0, "body": 1.0}
LENGTH_NORMS = {"title": 0.3, "keywords": 0.3, "organiser": 0.3, "body": 0.4}

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Terms that must all stand in a fiche, how much they count, and where they come from."""

    terms: tuple[str, ...]
    weight: float
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Group:
    """One thing that the query names: the user's own words first, then what may replace them."""

    alternatives: tuple[Alternative, ...]
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class TermScores:
    """What the terms leg says of every fiche.

    `share`: of what the query could have got, 0 to 1. `coverage`: of the query's importance,
    how much stands in the fiche at all. `title`: the share that the title alone gives.
    `present`, (groups, fiches), says how well each fiche has each thing that the query names,
    and `worths`, (groups,), what each of them is worth.
    """

    share: Scores
    coverage: Scores
    title: Scores
    best_possible: float
    present: Scores
    worths: Scores

    def covered(self, rows: Sequence[int]) -> float:
        """Of the query's importance, how much stands in one or other of these fiches."""
        if not rows or not self.best_possible:
            return 0.0
        held = self.present[:, list(rows)].max(axis=1)
        return float(held @ self.worths) / self.best_possible


class Terms:
    """The terms leg over the counts of one index, and its counts weighted."""

    def __init__(self, counts: TermCounts) -> None:
        self._counts = counts
        self.vocabulary = counts.vocabulary
        self._fiches = counts.counts["body"].shape[0]

    @property
    def analyser(self) -> Analyser:
        """From a text to the terms that are counted here."""
        return self._counts.analyser

    def of(self, text: str) -> frozenset[str]:
        """The terms of a text."""
        return frozenset(self.analyser.terms(text))

    def idf(self, term: str) -> float:
        """log(1 + (N - n + ½)/(n + ½)), n fiches of N holding the term; the greatest for n = 0."""
        column = self.vocabulary.get(term)
        df = 0 if column is None else int(self._counts.document_frequency[column])
        return float(np.log(1 + (self._fiches - df + 0.5) / (df + 0.5)))

    def holding(self, terms: Iterable[str]) -> NDArray[np.bool_]:
        """Fiches that have all of these terms, in any field; shape (fiches,)."""
        weighted, _ = self._weighted
        each = [self._saturation(weighted, [term]) > 0 for term in terms]
        return np.logical_and.reduce(each) if each else np.ones(self._fiches, bool)

    def worth(self, groups: Sequence[Group]) -> dict[str, float]:
        """Each term that a query looks for, and its share of the query's importance."""
        found: dict[str, float] = {}
        for group in groups:
            for alternative in group.alternatives:
                for term in alternative.terms:
                    value = group.importance * alternative.weight * self.idf(term)
                    found[term] = max(found.get(term, 0.0), value)
        return found

    def held(self, worth: Mapping[str, float], start: int, end: int) -> Scores:
        """What the terms of `worth` that stand in each sentence, of those from `start` to `end`
        in the index, are worth together, shape (end - start,).
        """
        values = np.zeros(len(self.vocabulary))
        for term, value in worth.items():
            column = self.vocabulary.get(term)
            if column is not None:
                values[column] = value
        total: Scores = self._counts.sentences[start:end] @ values
        return total

    def scores(self, groups: Sequence[Group]) -> TermScores:
        """The terms leg for every fiche, shape (fiches,) each."""
        n_fiches = self._fiches
        share, coverage, title = np.zeros(n_fiches), np.zeros(n_fiches), np.zeros(n_fiches)
        best_possible = 0.0
        held = np.zeros((len(groups), n_fiches))
        worths = np.zeros(len(groups))
        weighted, weighted_title = self._weighted
        for number, group in enumerate(groups):
            worth = worths[number] = group.importance * self._worth(group)
            best_possible += worth
            best, present = np.zeros(n_fiches), np.zeros(n_fiches)
            best_title = np.zeros(n_fiches)
            for alternative in group.alternatives:
                saturated = alternative.weight * self._saturation(weighted, alternative.terms)
                best = np.maximum(best, saturated)
                present = np.maximum(present, alternative.weight * (saturated > 0))
                in_title = self._saturation(weighted_title, alternative.terms) > 0
                best_title = np.maximum(best_title, alternative.weight * in_title)
            share += worth * best
            coverage += worth * present
            held[number] = present
            title += worth * best_title
        whole = best_possible or 1.0
        return TermScores(
            share / whole, coverage / whole, title / whole, best_possible, held, worths
        )

    @cached_property
    def _weighted(self) -> tuple[sparse.csc_array, sparse.csc_array]:
        """(all fields, title alone): counts weighted by field and freed of length."""
        parts: dict[str, sparse.csc_array] = {}
        for name in FIELDS:
            lengths = self._counts.lengths[name]
            b = LENGTH_NORMS[name]
            norm = FIELD_WEIGHTS[name] / (1 - b + b * lengths / max(float(lengths.mean()), 1.0))
            parts[name] = sparse.csc_array(self._counts.counts[name].multiply(norm[:, None]))
        total = parts["body"]
        for name in ("title", "keywords", "organiser"):
            total = sparse.csc_array(total + parts[name])
        return total, parts["title"]

    def _worth(self, group: Group) -> float:
        """How rare the user's own words are: the rarest term of the first alternative."""
        return max((self.idf(term) for term in group.alternatives[0].terms), default=0.0)

    def _saturation(self, weighted: sparse.csc_array, terms: Sequence[str]) -> Scores:
        """tf/(k1 + tf) of each fiche; for several terms the least of them. Below 1."""
        least: Scores | None = None
        for term in terms:
            column = self.vocabulary.get(term)
            found = np.zeros(self._fiches)
            if column is not None:
                start, end = weighted.indptr[column], weighted.indptr[column + 1]
                values = weighted.data[start:end]
                found[weighted.indices[start:end]] = values / (K1 + values)
            least = found if least is None else np.minimum(least, found)
        return least if least is not None else np.zeros(self._fiches)
