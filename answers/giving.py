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
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answers.holds import amounts_of
from answers.things import BY_NAME, Thing
from corpus import labels
from embeddings import model_name
from indexer import Index

WEIGHTS = Path(__file__).with_name("giving.npz")
KEPT = 512
"""Fiches whose facts are kept: those of a table and more."""

_SECTIONS: Final = tuple(labels.TEXTS)
_AMOUNTS: Final = ("money", "count", "share", "date", "schedule", "age")
_COLUMN: Final = {name: place for place, name in enumerate(BY_NAME)}
_LONG = 25.0
_FRAGMENT = 5

Matrix = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Giving:
    """What `giving.npz` holds: the things, the encoder's name, and the weights of a sentence's
    vector (things + 1, dimension) and of its other facts (things + 1, facts). The last row
    holds for whatever is asked.
    """

    things: tuple[str, ...]
    model: str
    vector: Matrix
    other: Matrix


@cache
def fitted() -> Giving:
    """The weights of `giving.npz`."""
    with np.load(WEIGHTS, allow_pickle=False) as table:
        things = tuple(str(name) for name in table["things"])
        arrays = (table[name].astype(np.float32) for name in ("vector", "other"))
        return Giving(things, str(table["model"]), *arrays)


def given(index: Index, row: int, asked: Mapping[str, float]) -> NDArray[np.float64]:
    """How well each sentence of a fiche suits what is asked (thing to probability), shape
    (sentences,). 0 with another encoder than the one fitted for: both parts were fitted
    together.
    """
    table = fitted()
    if table.model != model_name():
        return np.zeros(int(index.sentence_starts[row + 1] - index.sentence_starts[row]))
    vectors, others = facts(index, row)
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


@lru_cache(maxsize=KEPT)
def holdings(index: Index, row: int) -> Holdings:
    """What the sentences of a fiche hold, whatever is asked."""
    start, end = int(index.sentence_starts[row]), int(index.sentence_starts[row + 1])
    texts = [sentence.span.text(index.fiches[row]) for sentence in index.sentences[start:end]]
    amounts = [amounts_of(text) for text in texts]
    held = [
        [thing.holds(text, found) for thing in BY_NAME.values()]
        for text, found in zip(texts, amounts, strict=True)
    ]
    return Holdings(
        tuple(frozenset(amount.kind for amount in found) for found in amounts),
        np.asarray(held, np.float64).reshape(-1, len(BY_NAME)),
    )


@lru_cache(maxsize=KEPT)
def facts(index: Index, row: int) -> tuple[NDArray[np.float16], Matrix]:
    """What is known of a fiche's sentences whatever is asked: vectors without the fiche's mean
    (sentences × dimension), and section, amounts, things held, form (sentences × facts).
    """
    start, end = int(index.sentence_starts[row]), int(index.sentence_starts[row + 1])
    fiche = index.fiches[row]
    spans = [sentence.span for sentence in index.sentences[start:end]]
    sections = [span.label for span in spans]
    lines: list[list[float]] = []
    held = holdings(index, row)
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
    vectors = np.asarray(index.sentence_vectors[start:end], np.float64)
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
