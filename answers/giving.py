"""What a sentence gives: how well it suits each thing that can be asked for.

Rules know what a sentence must hold (`answers.holds`); which sentences staff really answer
with is learned: for each thing, a weight for every direction in which a sentence's vector
differs from its fiche's mean, for its section, for what it holds and how it is built. Fitted
together with the weights of the evidence (`python -m eval fit`), so it says what the other
features leave unsaid and means nothing alone; in `giving.npz`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answers.holds import amounts_of
from answers.things import BY_NAME, Thing
from corpus import labels
from search.bank import Bank, kept

KEPT = 512
"""Fiches whose facts are kept: those of a table and more."""

_SECTIONS: Final = tuple(labels.TEXTS)
_AMOUNTS: Final = ("money", "count", "share", "date", "schedule", "age")
_COLUMN: Final = {name: place for place, name in enumerate(BY_NAME)}
_LONG = 25.0
_FRAGMENT = 5

Matrix = NDArray[np.float32]


def given(bank: Bank, row: int, asked: Mapping[str, float]) -> NDArray[np.float64]:
    """How well each sentence of a fiche suits what is asked (thing to probability), shape
    (sentences,). 0 with another encoder than the one fitted for: both parts were fitted
    together.
    """
    table = bank.weights.giving
    if table.model != bank.encoder.name:
        return np.zeros(len(bank.spans(row)))
    vectors, others = facts(bank, row)
    shares = shares_of(asked, table.things)
    found = others @ (shares @ table.other) + vectors.astype(np.float32) @ (shares @ table.vector)
    return found.astype(np.float64)


def shares_of(asked: Mapping[str, float], things: tuple[str, ...]) -> Matrix:
    """The probabilities in the order of `things`, then 1, shape (things + 1,)."""
    return np.asarray([*(asked.get(name, 0.0) for name in things), 1.0], np.float32)


@dataclass(frozen=True, eq=False)
class Holdings:
    """What each sentence of a fiche holds: `amounts`, kinds of them by sentence, and `things`,
    how well it holds each of `BY_NAME` (sentences × things).
    """

    amounts: tuple[frozenset[str], ...]
    things: NDArray[np.float64]

    def of(self, thing: Thing) -> NDArray[np.float64]:
        """How well each sentence holds a thing, shape (sentences,); 0 for no thing at all."""
        if thing.name not in _COLUMN:
            return np.zeros(len(self.things))
        return self.things[:, _COLUMN[thing.name]]


@kept(KEPT)
def holdings(bank: Bank, row: int) -> Holdings:
    """What the sentences of a fiche hold, whatever is asked."""
    texts = [span.text(bank.fiches[row]) for span in bank.spans(row)]
    amounts = [amounts_of(text) for text in texts]
    held = [
        [thing.holds(text, found) for thing in BY_NAME.values()]
        for text, found in zip(texts, amounts, strict=True)
    ]
    return Holdings(
        tuple(frozenset(amount.kind for amount in found) for found in amounts),
        np.asarray(held, np.float64).reshape(-1, len(BY_NAME)),
    )


@kept(KEPT)
def facts(bank: Bank, row: int) -> tuple[NDArray[np.float16], Matrix]:
    """What is known of a fiche's sentences whatever is asked: vectors without the fiche's mean
    (sentences × dimension), and section, amounts, things held, form (sentences × facts).
    """
    fiche, spans = bank.fiches[row], bank.spans(row)
    sections = [span.label for span in spans]
    lines: list[list[float]] = []
    held = holdings(bank, row)
    for i, span in enumerate(spans):
        text = span.text(fiche)
        kinds = held.amounts[i]
        words = len(text.split())
        first, last = sections.index(span.label), len(sections) - sections[::-1].index(span.label)
        form = (
            min(words / _LONG, 2.0),
            words < _FRAGMENT,
            i == first,
            i == last - 1,
            last - first == 1,
            text.rstrip().endswith(":"),
            any(character.isdigit() for character in text),
            i / len(spans),
        )
        lines.append(
            [
                *(float(span.label == label) for label in _SECTIONS),
                *(float(kind in kinds) for kind in _AMOUNTS),
                *held.things[i],
                *map(float, form),
            ]
        )
    vectors = bank.dense.sentences(row).astype(np.float64)
    width = len(_SECTIONS) + len(_AMOUNTS) + len(BY_NAME) + 8
    return apart(vectors)[0].astype(np.float16), np.asarray(lines, np.float32).reshape(-1, width)


def apart(
    vectors: NDArray[np.float64], *sides: NDArray[np.float64]
) -> tuple[NDArray[np.float64], ...]:
    """Vectors (n × dimension) and others beside them, as unit vectors once the mean of the
    first is taken out of all: what is left tells the sentences of a fiche from each other.
    """
    if not len(vectors):
        return (vectors, *sides)
    mean = vectors.mean(axis=0)
    mean /= np.linalg.norm(mean)
    return tuple(_without_direction(rows, mean) for rows in (vectors, *sides))


def _without_direction(
    rows: NDArray[np.float64], direction: NDArray[np.float64]
) -> NDArray[np.float64]:
    left = rows - np.outer(rows @ direction, direction)
    unit: NDArray[np.float64] = left / (np.linalg.norm(left, axis=1, keepdims=True) + 1e-9)
    return unit
