"""Fit the classifiers of `answers.question.classifier` on the wordings: part of `python -m eval fit`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answers.question.answer_types import BY_NAME
from answers.question.classifier import VECTOR_SCALE, WORDS_SCALE, ngrams
from eval.banks import in_use
from eval.fit.weights import Arrays
from eval.invented import LEARNED, invented
from eval.own import FOLDER, learned_from
from eval.sets import JudgedQuestion

PENALTY = 5.0
"""Inverse strength of the L2 penalty (scikit-learn's C)."""

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
    """Both classifiers, as `asking.npz` holds them."""
    worded, asked = wordings(), labelled()
    rows = worded + [(row.thing or "", row.text) for row in asked]
    texts = [question for _, question in rows]
    seen = Counter(gram for text in texts for gram in ngrams(text))
    grams = sorted(gram for gram, n in seen.items() if n >= SEEN)
    number = {gram: i for i, gram in enumerate(grams)}
    counts = [Counter({number[g]: n for g, n in ngrams(t).items() if g in number}) for t in texts]
    df = np.zeros(len(grams))
    for row in counts:
        df[list(row)] += 1
    idf = np.log((1 + len(texts)) / (1 + df)) + 1
    table = sparse.vstack([_row(row, idf) for row in counts]).tocsr()
    vectors = np.stack([in_use().encode_query(text) for text in texts])
    things = [i for i, (label, _) in enumerate(rows) if label not in REACH]
    # A bare wording (« quel budget ? ») may be asked of one action or of many; a question that
    # names its action is asked of one.
    one = [i for i, row in enumerate(asked, start=len(worded)) if row.fiche is None]
    reach = [i for i, (label, _) in enumerate(worded) if label in REACH] + one
    arrays: Arrays = {
        "ngrams": np.asarray(grams),
        "idf": idf.astype(np.float16),
        "model": np.asarray(in_use().name),
    }
    of_things = [rows[i][0] for i in things]
    arrays |= _head("things", table[things], vectors[things], of_things, len(things) - len(asked))
    of_reach = [REACH.get(rows[i][0], "one") for i in reach]
    arrays |= _head("reach", table[reach], vectors[reach], of_reach, len(reach) - len(one))
    titles = [BY_NAME[str(name)].title for name in arrays["things classes"]]
    of_titles = [in_use().encode_query(title) for title in titles]
    arrays["titles"] = np.asarray(of_titles, np.float16)
    return arrays


def _row(counts: Counter[int], idf: NDArray[np.float64]) -> sparse.csr_array:
    places = np.asarray(list(counts), int)
    values = (1 + np.log(np.asarray(list(counts.values()), float))) * idf[places]
    norm = float(np.linalg.norm(values)) or 1.0
    shape = (1, len(idf))
    return sparse.csr_array((values / norm, (np.zeros(len(places), int), places)), shape=shape)


def _head(
    name: str,
    words: sparse.csr_array,
    vectors: NDArray[np.float32],
    labels: Sequence[str],
    worded: int,
) -> Arrays:
    """The regression over both, and over n-grams alone: the latter on the first `worded` rows,
    since questions that name an action lead it astray by the words of their subject.
    """
    from sklearn.linear_model import LogisticRegression

    scaled = sparse.csr_array(words * WORDS_SCALE)
    both = sparse.hstack([scaled, sparse.csr_array(vectors * VECTOR_SCALE)]).tocsr()
    whole = LogisticRegression(C=PENALTY, max_iter=500).fit(both, labels)
    alone = LogisticRegression(C=PENALTY, max_iter=500).fit(scaled[:worded], labels[:worded])
    n = words.shape[1]
    return {
        f"{name} classes": np.asarray([str(label) for label in whole.classes_]),
        f"{name} words": whole.coef_[:, :n].T.astype(np.float16),
        f"{name} vector": whole.coef_[:, n:].T.astype(np.float16),
        f"{name} bias": whole.intercept_.astype(np.float16),
        f"{name} alone": alone.coef_.T.astype(np.float16),
        f"{name} alone bias": alone.intercept_.astype(np.float16),
    }
