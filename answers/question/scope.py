"""Whether a question ranges over many fiches, or means one.

How it is worded decides (`classifier`), and so do the fiches: one that the question names comes
far ahead of the others, and its organiser is said. A logistic regression over these signs,
fitted by `python -m eval fit`.
"""

from __future__ import annotations

from answers.evidence.candidates import terms_of
from answers.question.reading import Question
from answers.question.target import Meant
from search import Bank, log_odds, odds_of

FARTHEST = -1.0
"""How far a fiche counts at most to be from the first; also what one that isn't there counts."""
RARE = 0.5
"""Of the rarest word's worth, what must be said of a name at least: « centre social » is none."""


def over_many(bank: Bank, question: Question, meant: Meant) -> bool:
    """Whether a table over the fiches answers it, rather than quotes from the one meant."""
    if question.counting or meant.ranking is None:
        return False
    return odds_of(bank.weights.reach, signs(bank, question, meant)) >= 0


def signs(bank: Bank, question: Question, meant: Meant) -> dict[str, float]:
    """What the decision is made of, by name; `meant` comes from a ranking."""
    assert meant.ranking is not None  # noqa: S101  (nothing is decided on a fiche's page)
    fiche, said = bank.fiches[meant.rows[0]], terms_of(bank, question.text)
    below = [max(score, FARTHEST) for score in meant.scores[1:3]]
    second, third, *_ = *below, FARTHEST, FARTHEST
    return {
        "over": log_odds(question.over),
        "family": float(question.family),
        "second": second,
        "third": third,
        "organiser": said_of(bank, fiche.organiser or "", said),
        "place": float(bool(meant.ranking.understood.departements)),
    }


def said_of(bank: Bank, name: str, said: frozenset[str]) -> float:
    """Of what a name's words are worth, how much is said; 0 when that is no rare word's worth."""
    worth = {term: bank.terms.idf(term) for term in terms_of(bank, name)}
    found = sum(value for term, value in worth.items() if term in said)
    return found / sum(worth.values()) if found >= RARE * bank.terms.idf("") else 0.0
