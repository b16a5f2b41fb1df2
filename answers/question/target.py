"""Which fiches a question may be about."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from answers.evidence.candidates import Asked, detail_worth, naming_terms
from answers.question.classifier import probabilities
from answers.question.reading import Part, Question, likeliest
from corpus import Fiche
from search import Bank, Query, Ranking, rank, read_words, understand

CANDIDATES = 3
"""Fiches looked into: the one meant is nearly always the first."""
AMBIGUOUS = -0.05
"""A second fiche no further than this from the first may as well be meant: each answers for
itself. On `dev` no question about one fiche comes so close."""
_LEAST_LEFT = 1


@dataclass(frozen=True, slots=True)
class Meant:
    """Rows of fiches that may be meant and their scores: 0 for the best, below for others."""

    rows: tuple[int, ...]
    scores: tuple[float, ...]
    ranking: Ranking | None


def fiches_meant(bank: Bank, question: Question, given: int | None) -> Meant:
    """The fiche that is given, else those that the ranking puts first."""
    if given is not None:
        return Meant((given,), (0.0,), None)
    ranking = rank(bank, Query(question.text), question.understood)
    scores = relative(ranking)
    rows = ranking.order[:CANDIDATES]
    return Meant(rows, tuple(float(scores[row]) for row in rows), ranking)


def ambiguous(meant: Meant) -> bool:
    """Whether the question fits two fiches as well, and names no place that would decide."""
    if meant.ranking is None or len(meant.rows) < 2:
        return False
    return meant.scores[1] >= AMBIGUOUS and not meant.ranking.understood.departements


def relative(ranking: Ranking) -> NDArray[np.float64]:
    """Scores as shares of the way down from the best fiche to the median one: 0, then below.

    Free of the scale of the ranking's own weights.
    """
    top = float(ranking.scores[ranking.order[0]])
    spread = top - float(np.median(ranking.scores))
    scores: NDArray[np.float64] = (ranking.scores - top) / (spread or 1.0)
    return scores


def asked_of(bank: Bank, question: Question, part: Part, fiche: Fiche | None = None) -> Asked:
    """What both legs need to look for a part of a question in sentences.

    The question as it is, and its detail: the part without the words that only name `fiche`,
    when the question had to name it.
    """
    same = part.text == question.text
    understood = question.understood if same else understand(part.text)
    words = read_words(bank, part.text, understood)
    text, whole = words.dense_text, part.text
    if len(question.parts) == 1:
        whole = question.text
    if fiche is not None and question.named:
        text = _without(bank, text, naming_terms(bank, fiche) - cue_terms(bank, part))
    worth = detail_worth(bank, words.groups, fiche, part.cue)
    detail = bank.query_vector(text)
    closer = probabilities(bank, "things", text)
    asked = {name: (p + closer[name]) / 2 for name, p in part.asked.items()}
    part = replace(part, asked=asked, answer_type=likeliest(asked, part.cued))
    return Asked(part, bank.query_vector(whole), detail, worth)


def cue_terms(bank: Bank, part: Part) -> frozenset[str]:
    """The terms of the words that ask."""
    return bank.terms.of(part.cue)


def _without(bank: Bank, text: str, named: frozenset[str]) -> str:
    """The text without the words that name the fiche; as it was when little would be left."""
    kept = text
    for token in reversed(bank.terms.analyser.tokens(text)):
        if token.term in named:
            kept = kept[: token.start] + kept[token.end :]
    return kept if len(bank.terms.analyser.tokens(kept)) >= _LEAST_LEFT else text
