"""A question read: its parts, what each asks for, the years, the thing counted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from answers.question.answer_types import ANSWER_TYPES, ANYTHING, BY_NAME, AnswerType
from answers.question.classifier import plain_of, probabilities
from corpus import normalise
from corpus.facts import bodies_named
from french import INTERROGATIVE, read_years
from search import Bank, Understanding, kept, understand

_CLAUSES = re.compile(r"\s*[:,;?!]\s+|\s+[-–]\s+")
_CUT = re.compile(r"\s*[?!;]\s*|\s*,\s*(?:et\s+)?|\s+et\s+(?=\w)|\s+ainsi que\s+", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:combien (?:y a t il |il y a |a t on |avez vous |ont ils )?(?:de "
    r"|d )|nombre (?:de |d |des )|(?:quel|quels) (?:est le )?nombre (?:de "
    r"|d ))"
    r"(?:nouve\w+ |jeunes (?=\w+s\b)|petits )?([a-z]{3,})"
)
_COUNTED_PEOPLE = re.compile(
    r"(?:ils|elles|on) (?:sont|etaient|est|etait) combien|combien (?:sont"
    r"|etaient|participe|vienne|viennent|y vont"
    r"|(?:ils |elles )?ont (?:participe|beneficie|suivi)|sont venu|en ont|ont)"
)
_FAMILY = re.compile(
    r"(?<![a-z])(?:quelles|quels|les|des|aux|ces|vos|leurs) (?:autres )?(?:actions|fiches|projets"
    r"|initiatives|experiences|structures|demarches|centres sociaux)(?![a-z])"
    r"|d une action a l autre|en general|le plus souvent|reviennent"
)
"""Words for several actions, whatever is asked of them."""
_THIS = re.compile(r"(?<![a-z])(?:(?:cette|l) (?:action|fiche)|ce projet|le projet)(?![a-z])")
_COUNT = re.compile(
    r"(?<![a-z])(?:combien (?:y a t il |il y a |avez vous |existe t il "
    r"|compte t on |recense t on |trouve t on )?(?:de |d )"
    r"|(?:quel est le )?nombre (?:de |d |des )|il y a combien (?:de |d ))"
    r"(?:\w+ )?(?:actions?|fiches?|projets?|experiences?|initiatives?"
    r"|centres sociaux|structures?)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question that asks for one thing.

    `text` is the clause as typed, without the clauses that only name the action. `asked`
    gives the probability of each answer type, `answer_type` the likeliest; `cued` is the one of
    which a known cue (`cue`) stands in the clause, ANYTHING when there is none.
    """

    text: str
    asked: Mapping[str, float]
    answer_type: AnswerType
    cued: AnswerType
    cue: str
    counted: str | None
    years: tuple[str, ...]
    payers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """A question read.

    `whole`: what it asks for when it asks for one thing, whatever its clauses; `over`: the
    probability, by its wording, that it ranges over many fiches; `family`: it has words for
    several actions; `counting`: it asks how many fiches; `understood`: what it says beside, as
    a search is read; `named`: it names its action, and
    wasn't asked on a fiche's page.
    """

    text: str
    parts: tuple[Part, ...]
    whole: Part
    over: float
    family: bool
    counting: bool
    understood: Understanding
    named: bool = True


@kept(512)
def read_question(bank: Bank, text: str, named: bool = True) -> Question:
    """Read a question; see `Question`. Any text is accepted.

    `named` says that the question itself names its action; on a fiche's own page it doesn't.
    """
    plain = normalise(text)
    clause = _asking_clause(text) if named else text
    years = tuple(year[0] for year in read_years(text))
    whole = replace(_part(clause, probabilities(bank, "things", text)), years=years)
    parts = _parts(bank, text, years) or (whole,)
    reach = probabilities(bank, "reach", text)
    counting = bool(_COUNT.search(plain))
    family = bool(_FAMILY.search(plain)) and not _THIS.search(plain)
    over = reach["many"] + reach["count"]
    return Question(text, parts, whole, over, family, counting, understand(text), named)


def _parts(bank: Bank, text: str, years: tuple[str, ...]) -> tuple[Part, ...]:
    """The clauses that ask for different things; none when fewer than two do."""
    asking = [clause for clause in _CUT.split(text) if _asks(clause)]
    if len(asking) < 2:
        return ()
    found: list[Part] = []
    for clause in asking:
        part = _part(clause, probabilities(bank, "things", clause))
        sure = part.cued is not ANYTHING or max(part.asked.values()) >= _SURE
        if sure and part.answer_type is not ANYTHING and _new(part, found):
            found.append(part)
    if len(found) < 2:
        return ()
    return tuple(replace(p, years=p.years or years) for p in found[:3])


def _asks(clause: str) -> bool:
    """Whether a clause may ask for something by itself."""
    short = bool(normalise(clause)) and len(clause.split()) <= _SHORT
    return short or bool(INTERROGATIVE.search(plain_of(clause)))


def _new(part: Part, found: Sequence[Part]) -> bool:
    """Whether a clause asks for something that the clauses before it don't."""
    return all(
        (part.answer_type is not other.answer_type or part.counted != other.counted)
        and {part.answer_type.name, other.answer_type.name} not in _SAME
        for other in found
    )


def _asking_clause(text: str) -> str:
    """From the clause that asks to the end, when other clauses only name the action."""
    clauses = [clause for clause in _CLAUSES.split(text) if normalise(clause)]
    for i, clause in enumerate(clauses):
        plain = plain_of(clause)
        if INTERROGATIVE.search(plain) or (i and _cued(plain)[0] is not ANYTHING):
            rest = " ".join(clauses[i:])
            return rest if len(rest.split()) > 1 else text
    return clauses[-1] if len(clauses) > 1 else text


_SHORT = 4
_CUE_WORTH = 0.3
_LEAST_NAMED = 0.3
"""Below this no thing is named: a refusal would say that something else isn't said."""
_SURE = 0.7
"""Probability from which a clause without a known cue asks for something by itself."""

_SAME = (
    {"why", "end_reason"}, {"steps", "hours"}, {"steps", "rhythm"}, {"hours", "rhythm"},
    {"result", "count"}, {"aim", "why"},
    {"steps", "involvement"}, {"date", "hours"}, {"staff", "involvement"}, {"public", "age"},
    {"steps", "why"}, {"follow_up", "result"}, {"difficulty", "why"}, {"steps", "count"},
    {"partner", "staff"},
)  # fmt: skip
"""Pairs that one clause often says of the same thing: no second question."""


def _part(text: str, asked: Mapping[str, float]) -> Part:
    """One clause read; `asked`, what it or the whole question asks for."""
    plain = plain_of(text)
    cued, cue = _cued(plain)
    thing = likeliest(asked, cued)
    named = bodies_named(text) if thing.name in ("grant", "funder") else frozenset()
    years = tuple(year[0] for year in read_years(text))
    return Part(text, asked, thing, cued, cue, _counted(plain), years, named)


def _cued(plain: str) -> tuple[AnswerType, str]:
    """The first thing of which a known cue stands in a clause, and the cue; ANYTHING if none."""
    for thing in ANSWER_TYPES:
        if match := thing.asked_in(plain):
            return thing, match[0]
    return ANYTHING, ""


def likeliest(asked: Mapping[str, float], cued: AnswerType) -> AnswerType:
    """The thing most probably asked for, ANYTHING when none is; a cue that was read counts."""

    def worth(name: str) -> float:
        return asked[name] + (_CUE_WORTH if cued is not ANYTHING and name == cued.name else 0.0)

    best = max(asked, key=worth)
    return BY_NAME[best] if worth(best) >= _LEAST_NAMED else ANYTHING


def _counted(plain: str) -> str | None:
    """The noun that « combien de » counts, or participants when only a verb says who."""
    match = _COUNTED.search(plain)
    if match:
        return match[1]
    return "participants" if _COUNTED_PEOPLE.search(plain) else None


__all__ = ["BY_NAME", "Part", "Question", "likeliest", "read_question"]
