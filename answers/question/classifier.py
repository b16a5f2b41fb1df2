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
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus import normalise
from search import Bank, kept

LONGEST = 3
"""Words in an n-gram, at most."""

VECTOR_SCALE = 2.0
WORDS_SCALE = 2.0
"""What the vector and the n-grams are multiplied by, so that one penalty suits both."""

Head = Literal["things", "reach"]


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
    bank: Bank, head: Head, text: str, vector: NDArray[np.float32] | None = None
) -> Mapping[str, float]:
    """Class to probability, of the things asked for or of the reach (one, many, count).

    `vector` is the text's unit vector by the bank's encoder; without it n-grams decide.
    """
    known = vector is not None and bank.weights.asking.model == bank.encoder.name
    return _probabilities(
        bank, head, text, vector.tobytes() if vector is not None and known else None
    )


@kept(2048)
def _probabilities(bank: Bank, head: Head, text: str, vector: bytes | None) -> Mapping[str, float]:
    table = bank.weights.asking
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
