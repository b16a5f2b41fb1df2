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

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import VectorCache, model_name
from french.lexicon import entries
from indexer import Index
from search.hit import Strength
from search.ranking import WEIGHTS, Ranking

NEAREST = 5
_OTHER_WORLD = Path(__file__).with_name("other_world.txt")
_ENGLISH = re.compile(
    r"\b(?:the|for|and|of|with|who|to|people|in|on|how|by|from|are|is|without)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`found`, decided for the query as a whole; how many nearest fiches to show if not."""

    found: bool
    confidence: float
    nearest: int

    def strength(self, ranking: Ranking, row: int) -> Strength:
        """How close a fiche is, in words: the query's confidence less its distance to the best."""
        behind = float(ranking.scores[row] - ranking.scores[list(ranking.order)].max())
        closeness = self.confidence + calibration()["behind"] * behind
        if closeness >= calibration()["strong"]:
            return "forte"
        return "moyenne" if closeness >= calibration()["medium"] else "faible"


@cache
def calibration() -> Mapping[str, float]:
    """Feature weights, bias and thresholds, as `python -m eval fit` left them."""
    found: Mapping[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["silence"]
    return found


def judge(index: Index, ranking: Ranking) -> Verdict:
    """Decide for the query as a whole. A place or status that some fiche has is an answer."""
    if not ranking.order:
        return Verdict(False, -np.inf, 0)
    value = confidence(ranking)
    found = value >= threshold(len(index.fiches)) or _named_and_held(ranking)
    # In another world nothing is near; in the field, the nearest are worth showing.
    near = evidence(ranking)["domain"] >= calibration()["in the field"]
    return Verdict(found, value, NEAREST if near else 0)


def threshold(fiches: int) -> float:
    """The least confidence that answers, for a bank of that many fiches.

    The more fiches, the better the best of them looks by chance: the threshold rises with the
    logarithm of their number between the two banks that it was fitted on, and stays there.
    """
    at = calibration()
    small, large = np.log(at["small bank"]), np.log(at["large bank"])
    share = float(np.clip((np.log(max(fiches, 1)) - small) / (large - small), 0.0, 1.0))
    return at["small threshold"] + share * (at["large threshold"] - at["small threshold"])


def confidence(ranking: Ranking) -> float:
    """Log-odds that the bank holds an answer."""
    weights = calibration()
    table = evidence(ranking)
    return weights["bias"] + sum(weights[name] * value for name, value in table.items())


def evidence(ranking: Ranking) -> dict[str, float]:
    """What the decision is made of, by name; cosines in tenths."""
    sector, other = cohorts(model_name())
    vector, top = ranking.vector, ranking.order[0]
    of_sector = np.sort(sector @ vector)[-3:].mean()
    of_other = np.sort(other @ vector)[-3:].mean()
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


def cohort_texts() -> tuple[list[str], list[str]]:
    """Phrases of the sector (every third synonym of the lexicon) and queries of elsewhere."""
    forms = dict.fromkeys(e.forms[0] for e in entries() if e.kind == "synonym")
    lines = _OTHER_WORLD.read_text(encoding="utf-8").split("\n")
    return list(forms)[::3], [line for line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=2)
def cohorts(model: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Unit vectors of phrases of the sector and of queries of another world.

    Embedded once a model (some 240 short texts) and kept in the vector cache.
    """
    sector, others = cohort_texts()
    cache_ = VectorCache(model)
    try:
        vectors = cache_.embed([*sector, *others]).vectors.astype(np.float32)
    finally:
        cache_.close()
    return vectors[: len(sector)], vectors[len(sector) :]


def _named_and_held(ranking: Ranking) -> bool:
    """Whether the query is little more than a place or a status that some fiche has."""
    understood = ranking.understood
    if not understood.departements and not understood.status:
        return False
    subject = [g for g in ranking.words.groups if g.importance >= 0.5]
    best = ranking.held_by(ranking.order[0])
    return best and (not subject or ranking.terms.coverage[ranking.order[0]] > 0)
