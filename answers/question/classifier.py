"""What a question asks for: probabilities over the things that can be asked.

Lists of cues read less than half of the ways in which people ask
(`eval/data/judged/wordings.tsv` has some four thousand); a linear classifier over the question's
vector and its weightiest n-grams of words reads more than four in five. It is fitted by
`python -m eval fit`, and read here with NumPy alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Literal

import numpy as np

from corpus import normalise
from search import Bank, kept

LONGEST = 3
"""Words in an n-gram, at most."""

VECTOR_SCALE = 2.0
WORDS_SCALE, ALONE_SCALE = 3.0, 4.5
"""What the vector and the n-grams beside one, or alone, are multiplied by, so that one penalty
suits all."""

UNKNOWN_IDF = 5.0
"""What an n-gram without weights counts in the length of a text."""

Head = Literal["things", "reach"]


def plain_of(text: str) -> str:
    """Normalised, with « où » told apart from « ou »."""
    return normalise(re.sub(r"\bo[ùÙ]\b", "en quel lieu", text, flags=re.IGNORECASE))


def ngrams(text: str) -> list[str]:
    """The n-grams of one to three words of a text, as `plain_of` writes them, each once."""
    tokens = plain_of(text).split()
    return list(
        dict.fromkeys(
            " ".join(tokens[i : i + n])
            for n in range(1, LONGEST + 1)
            for i in range(len(tokens) - n + 1)
        )
    )


def words_of(text: str, idf: Mapping[str, float]) -> dict[str, float]:
    """The n-grams of a text that have an idf, and what each counts: its share of the length
    that all of them make, known or not.
    """
    found = {gram: idf.get(gram, UNKNOWN_IDF) for gram in ngrams(text)}
    length = math.hypot(*found.values())
    return {gram: value / length for gram, value in found.items() if gram in idf}


def words_scale(known: bool) -> float:
    """What n-grams are multiplied by, beside a vector that is known or alone."""
    return WORDS_SCALE if known else ALONE_SCALE


@kept(2048)
def probabilities(bank: Bank, head: Head, text: str) -> Mapping[str, float]:
    """Class to probability, of the things asked for or of the reach (one, many, count).

    By the text's vector and its n-grams; by these alone beside another encoder than the one
    that was fitted for. Raises EncoderError.
    """
    asking = bank.weights.asking
    fitted = asking.heads[head]
    known = asking.model == bank.encoder.name
    words = words_of(text, fitted.idf)
    logits = fitted.bias.astype(np.float64)
    logits += words_scale(known) * sum(value * fitted.words[gram] for gram, value in words.items())
    if known:
        logits += VECTOR_SCALE * (bank.query_vector(text) - asking.usual) @ fitted.vector
    shares = np.exp(logits - logits.max())
    shares /= shares.sum()
    return dict(zip(fitted.classes, map(float, shares), strict=True))
