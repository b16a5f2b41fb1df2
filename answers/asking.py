"""What a question asks for: probabilities over the things that can be asked.

Lists of cues read less than half of the ways in which people ask (`eval/data/judged/wordings.tsv`
has some three thousand); a linear classifier over the question's vector and its n-grams of
words reads more than four in five. It is fitted by `python -m eval fit`, and read here with
NumPy alone. With another encoder than the one it was fitted for, the n-grams decide alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.fiche import normalise
from embeddings import model_name

WEIGHTS = Path(__file__).with_name("asking.npz")
LONGEST = 3
"""Words in an n-gram, at most."""

VECTOR_SCALE = 2.0
WORDS_SCALE = 2.0
"""What the vector and the n-grams are multiplied by, so that one penalty suits both."""

Head = Literal["things", "reach"]


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
    """What `asking.npz` holds: n-grams with their idf, the encoder's name, two classifiers, and
    the unit vector of each thing's title.
    """

    number: Mapping[str, int]
    idf: NDArray[np.float32]
    model: str
    heads: Mapping[str, Classifier]
    titles: Mapping[str, NDArray[np.float64]]


@cache
def fitted() -> Asking:
    """The classifiers of `asking.npz`."""
    with np.load(WEIGHTS, allow_pickle=False) as table:
        grams = [str(gram) for gram in table["ngrams"]]
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
        number = {gram: i for i, gram in enumerate(grams)}
        titles = dict(zip(heads["things"].classes, table["titles"].astype(np.float64), strict=True))
        return Asking(number, table["idf"].astype(np.float32), str(table["model"]), heads, titles)


def plain_of(text: str) -> str:
    """Normalised, with « où » told apart from « ou »."""
    return normalise(re.sub(r"\bo[ùÙ]\b", "en quel lieu", text, flags=re.IGNORECASE))


def ngrams(text: str) -> Counter[str]:
    """The n-grams of one to three words of a text, as `plain_of` writes them."""
    tokens = plain_of(text).split()
    return Counter(
        " ".join(tokens[i : i + n])
        for n in range(1, LONGEST + 1)
        for i in range(len(tokens) - n + 1)
    )


def probabilities(
    head: Head, text: str, vector: NDArray[np.float32] | None = None
) -> Mapping[str, float]:
    """Class to probability, of the things asked for or of the reach (one, many, count).

    `vector` is the text's unit vector by the encoder in use; without it n-grams decide.
    """
    # The encoder in use is read here: what is cached is the same whichever it is.
    known = vector is not None and fitted().model == model_name()
    return _probabilities(head, text, vector.tobytes() if known and vector is not None else None)


@lru_cache(maxsize=2048)
def _probabilities(head: Head, text: str, vector: bytes | None) -> Mapping[str, float]:
    table = fitted()
    classifier = table.heads[head]
    weights = classifier.alone if vector is None else classifier.words
    logits = (classifier.alone_bias if vector is None else classifier.bias).astype(np.float64)
    found = {table.number[g]: n for g, n in ngrams(text).items() if g in table.number}
    if found:
        places = np.fromiter(found, int)
        counts = np.fromiter(found.values(), float)
        tfidf = (1 + np.log(counts)) * table.idf[places]
        logits += WORDS_SCALE * (tfidf / np.linalg.norm(tfidf)) @ weights[places]
    if vector is not None:
        logits += VECTOR_SCALE * np.frombuffer(vector, np.float32) @ classifier.vector
    shares = np.exp(logits - logits.max())
    shares /= shares.sum()
    return dict(zip(classifier.classes, map(float, shares), strict=True))
