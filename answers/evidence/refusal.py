"""When a fiche doesn't say what is asked.

Rules first, each of which can be told in a sentence: another year, another funder, no contact
given, a wrong premise; or what is asked plainly given. Then boosted trees (`model`) over
how well the best sentence fits, what its fiche holds and what is asked, with a threshold that
refuses few of the answerable questions they were fitted on (`python -m eval fit`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answers.evidence.candidates import HELD, Candidate
from answers.evidence.model import chance
from answers.question.reading import Part
from corpus import Fiche, canonical, labels
from search import Bank

OF_THE_BEST = (
    "cosine", "detail", "apart", "detail apart", "terms", "terms near", "section", "holds",
    "lacking", "counted", "year", "cue section", "cue holds", "cue lacking", "gives",
)  # fmt: skip
OF_THE_FICHE = ("holds", "section", "terms", "detail", "detail apart", "counted", "gives")
"""Features of the best place, and the greatest of its fiche, that tell an answer."""

SURE = 0.6
"""Probability from which a rule takes it that a thing is asked for."""

STANDS, COUNTED = 0.8, 0.7
"""How surely a place is of the right section, and holds what is asked, from which it gives it
plainly; and holds a number of just the noun counted."""
PLAIN = 0.5
"""Chance at least of what is given plainly."""

FACTS = ("contact", "person")
"""Things that a sentence either holds or can't give."""


def usable(part: Part, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The places that can answer at all, by the rules; best first as they came."""
    return [c for c in candidates if _passes(part, c)]


def _passes(part: Part, candidate: Candidate) -> bool:
    if candidate.feature("closed") >= HELD:
        return True
    facts = sum(part.asked[name] for name in FACTS)
    # Without a vector to read by, n-grams are less sure: a cue that says the same is enough.
    agreed = part.cued.name in FACTS and part.answer_type.name in FACTS
    if (agreed or facts >= SURE) and candidate.feature("holds") < HELD * facts:
        return False
    if part.payers and candidate.feature("paid") == 0.0:
        return False
    return not part.years or candidate.feature("year") > 0


def wrong_premise(part: Part, fiche: Fiche) -> str | None:
    """The sentence that says why the question can't be asked of this fiche, if it can't."""
    ended = fiche.status is not None and canonical(fiche.status) == "Terminée"
    # « Que deviennent les fruits ? » resembles it: only a question that also says so is meant.
    meant = part.answer_type.name == "end_reason" == part.cued.name
    if meant and not ended and labels.END_REASON not in fiche.sections:
        status = fiche.status.lower() if fiche.status else "sans statut"
        return f"La fiche ne dit pas que l'action s'est arrêtée : elle est donnée « {status} »."
    return None


def confidence(bank: Bank, part: Part, places: Sequence[Candidate], named: bool) -> float:
    """How surely the first of the places answers, 0 to 1; 0 when there is none. `named`: the
    question had to name its action, so that other sentences share words with it.
    """
    if not places:
        return 0.0
    found = signs(part, places, named)
    return max(chance(bank.weights.refusal, found), PLAIN * plain(found))


def plain(found: Mapping[str, float]) -> bool:
    """Whether the best place, by its signs, needs no weighing: what is asked stands under its
    own heading (« 400 € » under « Ressources financières »), or the very noun is counted.

    Fragments are far from any question for the encoder, so that the trees doubt them.
    """
    sides = ("section", "holds", "cue section", "cue holds")
    stands = all(found[name] >= STANDS for name in sides)
    return stands or (found["counted"] >= 1 and found["holds"] >= COUNTED)


def signs(part: Part, places: Sequence[Candidate], named: bool) -> dict[str, float]:
    """What the decision is made of, by name; places are best first, at least one."""
    best = places[0]
    there = [place for place in places if place.row == best.row]
    found = {name: best.feature(name) for name in OF_THE_BEST}
    found |= {f"most {name}": max(p.feature(name) for p in there) for name in OF_THE_FICHE}
    found["score"] = best.score
    found["named"] = float(named)
    found["likeliest"] = max(part.asked.values())
    found["not counted"] = float(part.counted is not None) * (1 - found["most counted"])
    found["closed field"] = max(p.feature("closed") for p in there)
    return found | {f"asks {name}": p for name, p in part.asked.items()}


def refuses(bank: Bank, sure: float) -> bool:
    """Whether a confidence is too low to answer."""
    return sure < bank.weights.refusal.threshold


def said_missing(part: Part, fiche: Fiche | None) -> str:
    """The sentence for what isn't said."""
    who = f"La fiche « {fiche.title} »" if fiche else "La banque"
    year = f" pour {', '.join(part.years)}" if part.years else ""
    return f"{who} ne dit pas {part.answer_type.title}{year}."
