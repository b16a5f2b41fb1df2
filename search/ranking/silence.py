"""Whether the bank answers a query at all, and how close each fiche is.

A raw cosine tells little: e5 gives .80 to anything. What tells is comparison: how much closer
the query is to phrases of the sector than to queries of another world (a cohort, as in the
score normalisation of speaker verification: Auckenthaler et al., Digital Signal Processing
2000), how much closer the best sentence is than that cohort, how much of the query's rare words
the best fiche holds and the three best together, and how many things it names. A logistic
regression over these, fitted on `dev` by `python -m eval fit`, decides for the query as a
whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from search.bank import Bank
from search.logistic import odds_of
from search.ranking.scorer import Ranking
from search.reading.terms import SETTING
from search.results import Strength
from search.weights import Linear

NEAREST = 5
_ENGLISH = re.compile(
    r"\b(?:the|for|and|of|with|who|to|people|in|on|how|by|from|are|is|without)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`found`, decided for the query as a whole; how many nearest fiches to show if not; the
    best score that was given."""

    found: bool
    confidence: float
    nearest: int
    best: float = -np.inf

    def strength(self, at: Linear, score: float) -> Strength:
        """How close a fiche is, in words: the query's confidence less its distance to the best."""
        closeness = self.confidence + at["behind"] * (score - self.best)
        if closeness >= at["strong"]:
            return "forte"
        return "moyenne" if closeness >= at["medium"] else "faible"


def judge(bank: Bank, ranking: Ranking) -> Verdict:
    """Decide for the query as a whole. A place or status that some fiche has is an answer."""
    if not ranking.order:
        return Verdict(False, -np.inf, 0)
    at, signs = bank.weights.silence, evidence(bank, ranking)
    value = odds_of(at, signs, "bias")
    found = value >= threshold(at, len(bank.fiches)) or _named_and_held(ranking)
    # In another world nothing is near; in the field, the nearest are worth showing.
    near = signs["domain"] >= at["in the field"]
    best = float(ranking.scores[list(ranking.order)].max())
    return Verdict(found, value, NEAREST if near else 0, best)


def threshold(at: Linear, fiches: int) -> float:
    """The least confidence that answers, for a bank of that many fiches.

    The more fiches, the better the best of them looks by chance: the threshold rises with the
    logarithm of their number between the two banks that it was fitted on, and stays there.
    """
    small, large = np.log(at["small bank"]), np.log(at["large bank"])
    share = float(np.clip((np.log(max(fiches, 1)) - small) / (large - small), 0.0, 1.0))
    return at["small threshold"] + share * (at["large threshold"] - at["small threshold"])


def confidence(bank: Bank, ranking: Ranking) -> float:
    """Log-odds that the bank holds an answer."""
    return odds_of(bank.weights.silence, evidence(bank, ranking), "bias")


def evidence(bank: Bank, ranking: Ranking) -> dict[str, float]:
    """What the decision is made of, by name; cosines in tenths."""
    vector, top = ranking.vector, ranking.order[0]
    of_sector = np.sort(bank.cohorts.sector @ vector)[-3:].mean()
    of_other = np.sort(bank.cohorts.other @ vector)[-3:].mean()
    sentence = ranking.dense.raw.sentence.max(initial=-1.0)
    return {
        "domain": float(10 * (of_sector - of_other)),
        "sentence over cohort": float(10 * (sentence - of_other)),
        "coverage of the best": float(ranking.terms.coverage[top]),
        "share of the best": float(ranking.terms.share[top]),
        "coverage of three": ranking.terms.covered(ranking.order[:3]),
        "things named": float(np.log1p(len(ranking.words.groups))),
        "passage less the usual": float(10 * ranking.dense.centred.passage.max(initial=-1.0)),
        "english": float(len(_ENGLISH.findall(ranking.words.dense_text)) >= 2),
    }


def _named_and_held(ranking: Ranking) -> bool:
    """Whether the query is little more than a place or a status that some fiche has: « familles à
    Lille » is, since a public is no subject."""
    understood = ranking.understood
    if not understood.departements and not understood.values("status"):
        return False
    subject = [g for g in ranking.words.groups if g.importance > SETTING]
    best = ranking.held_by(ranking.order[0])
    return best and (not subject or ranking.terms.coverage[ranking.order[0]] > 0)
