"""Fit the classifiers of what is asked on the wordings: part of `python -m eval fit`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answers.question.classifier import VECTOR_SCALE, Head, ngrams, words_of, words_scale
from eval.banks import in_use
from eval.fit.weights import Arrays
from eval.invented import LEARNED, invented
from eval.own import FOLDER, learned_from
from eval.sets import JudgedQuestion

HEADS: Mapping[Head, tuple[int, float]] = {"things": (4000, 2.0), "reach": (800, 5.0)}
"""Of each classifier, the n-grams that it keeps, those of the greatest weights, and the inverse
strength of its L2 penalty (scikit-learn's C)."""

ALONE = 0.3
"""What a wording weighs once more without its vector, so that words tell by themselves what they
can: for other encoders than the one fitted for."""

SEEN = 3
"""Wordings in which an n-gram must stand to count."""

REACH = {"many": "many", "countfiches": "count", "one": "one"}
"""Labels of the wordings that say how many actions are asked about, not what of them."""


def wordings() -> list[tuple[str, str]]:
    """(label, question) of each line of `wordings.tsv`."""
    lines = (FOLDER / "wordings.tsv").read_text(encoding="utf-8").split("\n")
    return [
        (label, question)
        for label, _, question in (line.partition("\t") for line in lines)
        if question and not label.startswith("#")
    ]


def labelled() -> list[JudgedQuestion]:
    """The questions about whole fiches that the encoder was adapted on, with what each asks
    for. Others are kept for what is fitted next, which must find these probabilities no surer
    than users will.
    """
    return [row for row in (*learned_from(), *invented(LEARNED)[1]) if row.thing is not None]


def fit_asking() -> Arrays:
    """Both classifiers, as `answers/data/classifier.npz` holds them."""
    worded, asked = wordings(), labelled()
    rows = worded + [(row.thing or "", row.text) for row in asked]
    # A bare wording (« quel budget ? ») may be asked of one action or of many; a question that
    # names its action is asked of one.
    of_things = [(label, text) for label, text in rows if label not in REACH]
    of_reach = [(REACH[label], text) for label, text in worded if label in REACH]
    of_reach += [("one", row.text) for row in asked if row.fiche is None]
    texts = [text for _, text in rows]
    seen = Counter(gram for text in texts for gram in ngrams(text))
    idf = {g: math.log((1 + len(texts)) / (1 + n)) + 1 for g, n in seen.items() if n >= SEEN}
    vector_of = {text: in_use().encode_query(text) for text in texts}
    usual = np.mean([vector_of[text] for text in texts], axis=0)
    centred = {text: vector - usual for text, vector in vector_of.items()}
    named = {row.text for row in asked}
    examples = {
        head: [Example(label, text, centred[text]) for label, text in some]
        # Questions that name an action lead words alone astray by those of their subject.
        + [Example(label, text, None) for label, text in some if text not in named]
        for head, some in (("things", of_things), ("reach", of_reach))
    }
    return {
        "model": np.asarray(in_use().name),
        "usual": usual.astype(np.float16),
        **_head("things", examples["things"], idf),
        **_head("reach", examples["reach"], idf),
    }


class Example(NamedTuple):
    """A question with its label; without a vector, as beside another encoder."""

    label: str
    text: str
    vector: NDArray[np.float32] | None


def _head(name: Head, examples: Sequence[Example], idf: Mapping[str, float]) -> Arrays:
    """The regression of labels on texts: over all n-grams, then over the weightiest."""
    kept, penalty = HEADS[name]
    weights = _regression(examples, idf, penalty).coef_[:, : len(idf)]
    heaviest = np.argsort(-np.linalg.norm(weights, axis=0), kind="stable")[:kept]
    grams = list(idf)
    idf = {grams[i]: idf[grams[i]] for i in sorted(heaviest)}
    fitted = _regression(examples, idf, penalty)
    weights = fitted.coef_.T.astype(np.float16)
    return {
        f"{name} classes": np.asarray([str(label) for label in fitted.classes_]),
        f"{name} ngrams": np.asarray(list(idf)),
        f"{name} idf": np.asarray(list(idf.values()), np.float16),
        f"{name} words": weights[: len(idf)],
        f"{name} vector": weights[len(idf) :],
        f"{name} bias": fitted.intercept_.astype(np.float16),
    }


def _regression(examples: Sequence[Example], idf: Mapping[str, float], penalty: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    number = {gram: i for i, gram in enumerate(idf)}
    entries = [
        (i, number[gram], words_scale(one.vector is not None) * value)
        for i, one in enumerate(examples)
        for gram, value in words_of(one.text, idf).items()
    ]
    at, grams, values = zip(*entries, strict=True)
    words = sparse.csr_array((values, (at, grams)), shape=(len(examples), len(idf)))
    none = np.zeros_like(examples[0].vector)
    vectors = np.stack([none if one.vector is None else one.vector for one in examples])
    table = sparse.hstack([words, sparse.csr_array(VECTOR_SCALE * vectors)]).tocsr()
    labels = [one.label for one in examples]
    importance = [ALONE if one.vector is None else 1.0 for one in examples]
    return LogisticRegression(C=penalty, max_iter=500).fit(table, labels, importance)
