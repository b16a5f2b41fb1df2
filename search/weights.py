"""All that was fitted, for search and for answers, read once from the files that hold it.

`python -m eval fit` writes them; `answers` says what each of its own parts decides.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

_ROOT = Path(__file__).resolve().parent.parent
SEARCH: Final = _ROOT / "search" / "data" / "weights.json"
ANSWERS: Final = _ROOT / "answers" / "data" / "weights.json"
ASKING: Final = ANSWERS.with_name("classifier.npz")
EVIDENCE: Final = ANSWERS.with_name("evidence.npz")
REFUSAL: Final = ANSWERS.with_name("refusal.npz")

Linear = Mapping[str, float]
"""Name of a sign to its weight, with whatever else was fitted with them."""


@dataclass(frozen=True, eq=False)
class Classifier:
    """One multinomial logistic regression over n-grams of words and a vector.

    `idf` and `words` (classes,) are those of each n-gram; `vector` is (dimension, classes),
    `bias` (classes,).
    """

    classes: tuple[str, ...]
    idf: Mapping[str, float]
    words: Mapping[str, NDArray[np.float32]]
    vector: NDArray[np.float32]
    bias: NDArray[np.float32]

    @classmethod
    def read(cls, table: Mapping[str, NDArray[np.generic]], head: str) -> Classifier:
        """The one of that name among the arrays of a file."""
        grams = [str(gram) for gram in table[f"{head} ngrams"]]
        parts = ("idf", "words", "vector", "bias")
        idf, words, vector, bias = (table[f"{head} {part}"].astype(np.float32) for part in parts)
        return cls(
            tuple(str(name) for name in table[f"{head} classes"]),
            dict(zip(grams, map(float, idf), strict=True)),
            dict(zip(grams, words, strict=True)),
            vector,
            bias,
        )


@dataclass(frozen=True, eq=False)
class Asking:
    """What is asked for (`answers.question.classifier`): the encoder's name, what is taken
    out of its vectors (dimension,), and two classifiers.
    """

    model: str
    usual: NDArray[np.float32]
    heads: Mapping[str, Classifier]

    @classmethod
    def read(cls, path: Path = ASKING) -> Asking:
        """The classifiers of a file."""
        with np.load(path, allow_pickle=False) as table:
            heads = {head: Classifier.read(table, head) for head in ("things", "reach")}
            return cls(str(table["model"]), table["usual"].astype(np.float32), heads)


@dataclass(frozen=True, eq=False)
class Evidence:
    """What scores a sentence, fitted as one: the weights by name of the features of
    `answers.evidence.candidates`, and of what sentences give (`answers.evidence.features`).

    For each of the things, then for whatever is asked, `vector` (things + 1, dimension) weighs a
    sentence's vector by the encoder called `model`, and `other` (things + 1, facts) its facts.
    """

    features: Linear
    things: tuple[str, ...]
    model: str
    vector: NDArray[np.float32]
    other: NDArray[np.float32]

    @classmethod
    def read(cls, path: Path = EVIDENCE) -> Evidence:
        """The weights of a file."""
        with np.load(path, allow_pickle=False) as table:
            names = [str(name) for name in table["features"]]
            features = dict(zip(names, map(float, table["weights"]), strict=True))
            things = tuple(str(name) for name in table["things"])
            arrays = (table[name].astype(np.float32) for name in ("vector", "other"))
            return cls(features, things, str(table["model"]), *arrays)


@dataclass(frozen=True, eq=False)
class Trees:
    """Binary trees over named signs (`answers.evidence.model`), each array (trees × nodes), a
    tree's root first.

    At a node the sign of number `sign` is compared with `limit`; `left` (at most the limit)
    and `right` are the next nodes, a leaf's own number when there is none. `value` is what a
    leaf adds to the log odds `start`. Below `threshold`, a probability, a question is refused.
    """

    signs: tuple[str, ...]
    sign: NDArray[np.int16]
    limit: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    start: float
    threshold: float

    @classmethod
    def read(cls, path: Path = REFUSAL) -> Trees:
        """The trees of a file."""
        with np.load(path, allow_pickle=False) as table:
            arrays = (table[name] for name in ("sign", "limit", "left", "right", "value"))
            signs = tuple(str(name) for name in table["signs"])
            numbers = (float(table[name]) for name in ("start", "threshold"))
            return cls(signs, *arrays, *numbers)


@dataclass(frozen=True, eq=False)
class Weights:
    """`ranking` weighs the features of `search.ranking.scorer`, `silence` decides in
    `search.ranking.silence`; the others are those of the modules of `answers` that they are
    named for (`rows` of `answers.table`).
    """

    ranking: Linear
    silence: Linear
    reach: Linear
    rows: Linear
    asking: Asking
    evidence: Evidence
    refusal: Trees

    @classmethod
    def read(cls) -> Weights:
        """Those that ship with the project."""
        of_search = json.loads(SEARCH.read_text(encoding="utf-8"))
        of_answers = json.loads(ANSWERS.read_text(encoding="utf-8"))
        return cls(
            ranking=of_search["features"],
            silence=of_search["silence"],
            **{name: of_answers[name] for name in ("reach", "rows")},
            asking=Asking.read(),
            evidence=Evidence.read(),
            refusal=Trees.read(),
        )
