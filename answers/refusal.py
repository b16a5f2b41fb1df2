"""When a fiche doesn't say what is asked.

Rules first, each of which can be told in a sentence: nothing of the kind asked stands in the
fiche, another year, a wrong premise. Then a threshold on how well the best sentence fits,
calibrated on `dev` for at most one answerable question in twenty refused.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache

from answers.evidence import WEIGHTS, Candidate
from answers.question import Part
from answers.things import ANYTHING
from corpus import Fiche, labels
from corpus.vocabulary import canonical

HELD = 0.5
"""From here on a sentence is taken to hold what is asked."""


@cache
def _calibration() -> dict[str, float]:
    table: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["refusal"]
    return table


def usable(part: Part, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The places that can answer at all, by the rules; best first as they came."""
    return [c for c in candidates if _passes(part, c)]


def _passes(part: Part, candidate: Candidate) -> bool:
    if candidate.feature("closed"):
        return True
    home = part.thing.at_home(candidate.span.label)
    if part.thing.required and candidate.feature("holds") < HELD and not home:
        return False
    if part.thing.homed and candidate.feature("section") <= 0:
        return False
    if part.payers and candidate.feature("paid") == 0.0:
        return False
    return not part.years or candidate.feature("year") > 0


def wrong_premise(part: Part, fiche: Fiche) -> str | None:
    """The sentence that says why the question can't be asked of this fiche, if it can't."""
    ended = fiche.status is not None and canonical(fiche.status) == "Terminée"
    if part.thing.name == "end_reason" and not ended and labels.END_REASON not in fiche.sections:
        status = fiche.status.lower() if fiche.status else "sans statut"
        return f"La fiche ne dit pas que l'action s'est arrêtée : elle est donnée « {status} »."
    return None


def confidence(part: Part, places: Sequence[Candidate]) -> float:
    """How surely the first of the places answers, 0 to 1; 0 when there is none.

    A closed field that gives the thing is sure."""
    if not places:
        return 0.0
    best = places[0]
    if any(place.feature("closed") and place.row == best.row for place in places):
        return 1.0
    counted = max(place.feature("counted") for place in places if place.row == best.row)
    table = _calibration()
    total = table["constant"]
    for name, weight in table.items():
        if name in ("constant", "threshold"):
            continue
        if name == "no section":
            total += weight * float(best.feature("section") <= 0)
        elif name == "not counted":
            total += weight * float(part.counted is not None and counted < HELD)
        elif name == "unread":
            total += weight * float(part.thing is ANYTHING)
        elif name == "score":
            total += weight * best.score
        else:
            total += weight * best.feature(name)
    return 1 / (1 + math.exp(-total))


def refuses(sure: float) -> bool:
    """Whether a confidence is too low to answer."""
    return sure < _calibration()["threshold"]


def said_missing(part: Part, fiche: Fiche | None) -> str:
    """The sentence for what isn't said."""
    who = f"La fiche « {fiche.title} »" if fiche else "La banque"
    year = f" pour {', '.join(part.years)}" if part.years else ""
    return f"{who} ne dit pas {part.thing.title}{year}."
