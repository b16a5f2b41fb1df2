"""What a sentence gives: how well it suits each thing that can be asked for.

Detectors know what a sentence must hold (`corpus.facts`); which sentences staff really answer
with is learned: for each thing, a weight for every direction in which a sentence's vector
differs from its fiche's mean, for its section, for what it holds and how it is built. Fitted
together with the weights of the evidence (`python -m eval fit`), so it says what the other
features leave unsaid and means nothing alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answers.question.answer_types import BY_NAME
from corpus import labels
from search import Bank, kept

KEPT = 512
"""Fiches whose facts are kept: those of a table and more."""

_SECTIONS: Final = tuple(labels.TEXTS)
_AMOUNTS: Final = ("money", "count", "share", "date", "schedule", "age")
_LONG = 25.0
_FRAGMENT = 5

Matrix = NDArray[np.float32]


def given(bank: Bank, row: int, asked: Mapping[str, float]) -> NDArray[np.float64]:
    """How well each sentence of a fiche suits what is asked (thing to probability), shape
    (sentences,). 0 with another encoder than the one fitted for: both parts were fitted
    together.
    """
    table = bank.weights.evidence
    if table.model != bank.encoder.name:
        return np.zeros(len(bank.spans(row)))
    vectors, others = facts(bank, row)
    shares = shares_of(asked, table.things)
    found = others @ (shares @ table.other) + vectors.astype(np.float32) @ (shares @ table.vector)
    return found.astype(np.float64)


def shares_of(asked: Mapping[str, float], things: tuple[str, ...]) -> Matrix:
    """The probabilities in the order of `things`, then 1, shape (things + 1,)."""
    return np.asarray([*(asked.get(name, 0.0) for name in things), 1.0], np.float32)


@kept(KEPT)
def facts(bank: Bank, row: int) -> tuple[NDArray[np.float16], Matrix]:
    """What is known of a fiche's sentences whatever is asked: vectors without the fiche's mean
    (sentences × dimension), and section, amounts, things held, form (sentences × facts).
    """
    spans, held = bank.spans(row), bank.facts(row)
    sections = np.asarray([span.label for span in spans], np.object_)
    words, changes = held.lines["words"], sections[1:] != sections[:-1]
    first, last = np.append(True, changes), np.append(changes, True)
    columns = [
        *(sections == label for label in _SECTIONS),
        *(held.having(kind) for kind in _AMOUNTS),
        *(held.degrees(thing.detector) for thing in BY_NAME.values()),
        np.minimum(words / _LONG, 2.0),
        words < _FRAGMENT,
        first[: len(spans)],
        last[: len(spans)],
        (first & last)[: len(spans)],
        held.lines["colon"],
        held.lines["digits"],
        np.arange(len(spans)) / max(len(spans), 1),
    ]
    vectors = bank.dense.sentences(row).astype(np.float64)
    return apart(vectors)[0].astype(np.float16), np.stack(columns, axis=1).astype(np.float32)


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
