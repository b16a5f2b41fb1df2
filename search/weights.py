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
SEARCH: Final = _ROOT / "search" / "weights.json"
ANSWERS: Final = _ROOT / "answers" / "weights.json"
ASKING: Final = ANSWERS.with_name("asking.npz")
GIVING: Final = ANSWERS.with_name("giving.npz")
REFUSAL: Final = ANSWERS.with_name("refusal.npz")

Linear = Mapping[str, float]
"""Name of a sign to its weight, with whatever else was fitted with them."""


@dataclass(frozen=True, eq=False)
class Classifier:
    """One multinomial logistic regression. `words` is (n-grams, classes), `vector`
    (dimension, classes), `bias` (classes,); `alone` and `alone_bias` are the regression over
    n-grams without a vector.
    """

    classes: tuple[str, ...]
    words: NDArray[np.float32]
    vector: NDArray[np.float32]
    bias: NDArray[np.float32]
    alone: NDArray[np.float32]
    alone_bias: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Asking:
    """What is asked for (`answers.question.classifier`): n-grams with their idf, the encoder's name, two
    classifiers, and the unit vector of each thing's title.
    """

    number: Mapping[str, int]
    idf: NDArray[np.float32]
    model: str
    heads: Mapping[str, Classifier]
    titles: Mapping[str, NDArray[np.float64]]

    @classmethod
    def read(cls, path: Path = ASKING) -> Asking:
        """The classifiers of a file."""
        with np.load(path, allow_pickle=False) as table:
            heads = {
                head: Classifier(
                    tuple(str(name) for name in table[f"{head} classes"]),
                    *(
                        table[f"{head} {part}"].astype(np.float32)
                        for part in ("words", "vector", "bias", "alone", "alone bias")
                    ),
                )
                for head in ("things", "reach")
            }
            number = {str(gram): i for i, gram in enumerate(table["ngrams"])}
            of_titles = table["titles"].astype(np.float64)
            titles = dict(zip(heads["things"].classes, of_titles, strict=True))
            idf = table["idf"].astype(np.float32)
            return cls(number, idf, str(table["model"]), heads, titles)


@dataclass(frozen=True, eq=False)
class Giving:
    """What sentences give (`answers.evidence.features`): the things, the encoder's name, and the weights
    of a sentence's vector (things + 1, dimension) and of its other facts (things + 1, facts).
    The last row holds for whatever is asked.
    """

    things: tuple[str, ...]
    model: str
    vector: NDArray[np.float32]
    other: NDArray[np.float32]

    @classmethod
    def read(cls, path: Path = GIVING) -> Giving:
        """The weights of a file."""
        with np.load(path, allow_pickle=False) as table:
            things = tuple(str(name) for name in table["things"])
            arrays = (table[name].astype(np.float32) for name in ("vector", "other"))
            return cls(things, str(table["model"]), *arrays)


@dataclass(frozen=True, eq=False)
class Trees:
    """Binary trees over named signs (`answers.evidence.model`), each array (trees × nodes), a tree's root
    first.

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
    `search.ranking.silence`; the others are those of the modules of `answers` that they are named for
    (`rows` of `answers.table`).
    """

    ranking: Linear
    silence: Linear
    evidence: Linear
    reach: Linear
    rows: Linear
    asking: Asking
    giving: Giving
    refusal: Trees

    @classmethod
    def read(cls) -> Weights:
        """Those that ship with the project."""
        of_search = json.loads(SEARCH.read_text(encoding="utf-8"))
        of_answers = json.loads(ANSWERS.read_text(encoding="utf-8"))
        return cls(
            ranking=of_search["features"],
            silence=of_search["silence"],
            **{name: of_answers[name] for name in ("evidence", "reach", "rows")},
            asking=Asking.read(),
            giving=Giving.read(),
            refusal=Trees.read(),
        )
