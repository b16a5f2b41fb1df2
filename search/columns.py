"""What filters and ranking read of every fiche, as arrays prepared once a bank."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus import FACETS, Fiche, normalise
from corpus.facts import Derived, derive
from search.reading.cues import pattern, ways

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Column:
    """One facet: its values, and `member[fiche, value]`.

    `numbers` maps a normalised value to the columns of all its spellings.
    """

    values: tuple[str, ...]
    member: Mask
    numbers: Mapping[str, tuple[int, ...]]

    def holds(self, accepted: Collection[str]) -> Mask:
        """Fiches that have one of the values (normalised), shape (fiches,)."""
        wanted = [number for key in accepted for number in self.numbers.get(key, ())]
        return np.asarray(self.member[:, wanted].any(axis=1), bool)

    def counts(self, among: Mask | None = None) -> dict[str, int]:
        """Value to how many fiches have it (of those in the mask), commonest first."""
        numbers = (self.member if among is None else self.member[among]).sum(axis=0)
        counted = [(value, int(n)) for value, n in zip(self.values, numbers, strict=True) if n]
        return dict(sorted(counted, key=lambda item: (-item[1], item[0])))

    @property
    def filled(self) -> Mask:
        """Fiches that have any value."""
        return np.asarray(self.member.any(axis=1), bool)


@dataclass(frozen=True, eq=False)
class Columns:
    """All facets, the fiches' words (normalised, between spaces) and what their texts state."""

    fiches: tuple[Fiche, ...]
    facets: Mapping[str, Column]
    texts: tuple[str, ...]
    named: tuple[str, ...]
    facts: Mapping[str, tuple[tuple[int, Derived], ...]]

    def says(self, words: str) -> Mask:
        """Fiches whose text has these normalised words in a row."""
        return np.asarray([f" {words} " in text for text in self.texts], bool)

    @cached_property
    def totals(self) -> Mapping[str, Mapping[str, int]]:
        """Facet to value to how many fiches have it."""
        return {name: column.counts() for name, column in self.facets.items()}

    @cached_property
    def settings(self) -> Mapping[str, Mask]:
        """Setting (normalised) to the fiches whose text says that it happens there."""
        return {
            normalise(value): np.asarray(
                [bool(pattern("setting", value).search(text)) for text in self.texts], bool
            )
            for value in ways()["setting"]
        }

    @cached_property
    def sections(self) -> Mapping[str, Mask]:
        """Label to the fiches that fill it."""
        labels = {label for fiche in self.fiches for label in fiche.sections}
        return {
            label: np.asarray([label in fiche.sections for fiche in self.fiches], bool)
            for label in labels
        }

    def none(self) -> Mask:
        """No fiche."""
        return np.zeros(len(self.fiches), bool)


def columns_of(
    fiches: Sequence[Fiche], derived: Sequence[Sequence[Derived]] | None = None
) -> Columns:
    """The columns of some fiches; what their texts state is derived when not given."""
    stated = derived if derived else [derive(fiche) for fiche in fiches]
    facts: dict[str, list[tuple[int, Derived]]] = {}
    for row, found in enumerate(stated):
        for fact in found:
            facts.setdefault(fact.name, []).append((row, fact))
    texts = tuple(f" {normalise(' '.join([f.title, *f.sections.values()]))} " for f in fiches)
    named = tuple(f" {normalise(' '.join((f.title, *f.keywords)))} " for f in fiches)
    facets = {name: _column(name, fiches) for name in FACETS}
    return Columns(
        tuple(fiches), facets, texts, named, {name: tuple(rows) for name, rows in facts.items()}
    )


def _column(name: str, fiches: Sequence[Fiche]) -> Column:
    rows = [FACETS[name](fiche) for fiche in fiches]
    values = tuple(sorted({value for row in rows for value in row}))
    place = {value: number for number, value in enumerate(values)}
    member = np.zeros((len(fiches), len(values)), bool)
    for row, held in enumerate(rows):
        member[row, [place[value] for value in held]] = True
    numbers: dict[str, tuple[int, ...]] = {}
    for value in values:
        numbers[normalise(value)] = (*numbers.get(normalise(value), ()), place[value])
    return Column(values, member, numbers)
