"""A question read: its parts, what each asks for, the years, the thing counted, the subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from answers.things import ANYTHING, BY_NAME, THINGS, Thing
from corpus.bodies import bodies
from corpus.fiche import normalise

_CLAUSES = re.compile(r"\s*[:,;?!]\s+|\s+[-–]\s+")
_CUT = re.compile(r"\s*[?!;]\s*|\s*,\s*(?:et\s+)?|\s+et\s+(?=\w)|\s+ainsi que\s+", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
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
_MANY = re.compile(
    r"(?<![a-z])(?:(?:quelles|toutes les|dans quelles|sur quelles|parmi les"
    r"|les|des|aux|ces) (?:autres )?(?:actions|fiches|projets|initiatives"
    r"|experiences|structures|centres sociaux|ateliers et \w+)"
    r"|quels (?:projets|centres|budgets|couts|tarifs|prix|montants"
    r"|financements)|quels (?:financeurs|partenaires|problemes|freins"
    r"|resultats|publics|objectifs|benevoles|moyens) (?:pour|dans|des|de"
    r"|chez|sur|reviennent)"
    r"|qui (?:finance|paye|paie) (?:les|des)|quelles (?:difficultes|limites"
    r"|suites|perspectives|aides|subventions) (?:reviennent|pour (?:les"
    r"|des)|des|dans les|rencontrent|les plus)"
    r"|quels? (?:budget|cout|tarif|prix|public|partenaires?|financements?"
    r"|ages?)(?: \w+){0,2} pour (?:des|les|un|une)|combien coutent (?:les"
    r"|des)|d une action a l autre|chacun\w*"
    r"|avec (?:le|un) centre|les gens (?:payent|paient)|reviennent"
    r"|le plus souvent|en general|qui a eu des|quels sont les (?:budgets"
    r"|tarifs|couts|financeurs)|compar\w+)(?![a-z])"
)
_ONE = re.compile(r"(?<![a-z])(?:cette|l) (?:action|fiche|projet)|ce projet(?![a-z])")
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

    `text` is the clause as typed, without the clauses that only name the action.
    """

    text: str
    thing: Thing
    cue: str
    counted: str | None
    years: tuple[str, ...]
    payers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """A question read; `subject` is what is left to find the fiche by."""

    text: str
    parts: tuple[Part, ...]
    subject: str
    many: bool
    counting: bool


@cache
def read_question(text: str, named: bool = True) -> Question:
    """Read a question; see `Question`. Any text is accepted.

    `named` says that the question itself names its action; on a fiche's own page it doesn't.
    """
    plain = normalise(text)
    parts = _parts(text, named)
    counting = bool(_COUNT.search(plain))
    many = bool(_MANY.search(plain)) and not _ONE.search(plain)
    return Question(text, parts, _subject(text, parts), many and not counting, counting)


def _parts(text: str, named: bool) -> tuple[Part, ...]:
    """The clauses that ask for different things; one part when only one does."""
    whole = _part(_asking_clause(text) if named else text)
    found: list[Part] = []
    for clause in _CUT.split(text):
        if not normalise(clause):
            continue
        part = _part(clause)
        if part.thing is ANYTHING or not (
            _INTERROGATIVE.search(plain_of(clause)) or len(clause.split()) <= _SHORT
        ):
            continue
        if all(
            part.thing is not other.thing or part.counted != other.counted for other in found
        ) and not any({part.thing.name, other.thing.name} in _SAME for other in found):
            found.append(part)
    if len(found) < 2:
        return (replace(whole, years=tuple(_YEAR.findall(text))),)
    years = tuple(_YEAR.findall(text))
    return tuple(replace(p, years=p.years or years) for p in found[:3])


def _asking_clause(text: str) -> str:
    """From the clause that asks to the end, when other clauses only name the action."""
    clauses = [clause for clause in _CLAUSES.split(text) if normalise(clause)]
    for i, clause in enumerate(clauses):
        plain = plain_of(clause)
        if _INTERROGATIVE.search(plain) or (i and _part(clause).thing is not ANYTHING):
            rest = " ".join(clauses[i:])
            return rest if len(rest.split()) > 1 else text
    return clauses[-1] if len(clauses) > 1 else text


_SHORT = 4
_INTERROGATIVE = re.compile(
    r"(?<![a-z])(?:combien|quel(?:le)?s?|qui|quoi|quand|comment|pourquoi"
    r"|est ce|en quel lieu)(?![a-z])"
)

_SAME = (
    {"why", "end_reason"}, {"steps", "hours"}, {"steps", "rhythm"}, {"hours", "rhythm"},
    {"result", "count"}, {"aim", "why"},
    {"steps", "involvement"}, {"date", "hours"}, {"staff", "involvement"}, {"public", "age"},
    {"steps", "why"}, {"follow_up", "result"}, {"difficulty", "why"}, {"steps", "count"},
    {"partner", "staff"},
)  # fmt: skip
"""Pairs that one clause often says of the same thing: no second question."""


def plain_of(text: str) -> str:
    """Normalised, with « où » told apart from « ou »."""
    return normalise(re.sub(r"\bo[ùÙ]\b", "en quel lieu", text, flags=re.IGNORECASE))


def _part(text: str) -> Part:
    plain = plain_of(text)
    counted = _counted(plain)
    years = tuple(_YEAR.findall(text))
    for thing in THINGS:
        if match := thing.asked_in(plain):
            named = bodies(text) if thing.name in ("grant", "funder") else frozenset()
            return Part(text, thing, match[0], counted, years, named)
    return Part(text, ANYTHING, "", counted, years)


def _counted(plain: str) -> str | None:
    """The noun that « combien de » counts, or participants when only a verb says who."""
    match = _COUNTED.search(plain)
    if match:
        return match[1]
    return "participants" if _COUNTED_PEOPLE.search(plain) else None


def _subject(text: str, parts: tuple[Part, ...]) -> str:
    """The question without the words that only say what is asked."""
    plain = plain_of(text)
    for part in parts:
        if part.cue and part.thing.name not in _TELLING:
            words = part.cue.split()
            # A long cue runs over the subject: only its two ends ask.
            kept = " ".join(words[1:-1]) if len(words) > _SHORT else " "
            plain = re.sub(rf"(?<![a-z0-9]){re.escape(part.cue)}(?![a-z0-9])", kept, plain, count=1)
    words = [word for word in plain.split() if word not in _ASKING]
    return " ".join(words) or plain


_TELLING = ("staff", "involvement", "public", "partner")
"""Things whose cues also name the subject (« des parents », « les bénévoles »)."""

_ASKING = frozenset(
    [
        "combien",
        "quel",
        "quelle",
        "quels",
        "quelles",
        "pourquoi",
        "comment",
        "quand",
        "qui",
        "quoi",
        "ce",
        "que",
        "qu",
        "il",
        "elle",
        "ils",
        "elles",
        "on",
        "ca",
        "cela",
        "c",
        "y",
        "a",
        "t",
        "ont",
        "etait",
    ]
)

__all__ = ["BY_NAME", "Part", "Question", "read_question"]
