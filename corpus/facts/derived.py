"""What a fiche's text says beside its closed fields, each fact with the place that proves it.

Nothing is guessed: a fiche that doesn't say how many volunteers help has no such fact. Only
stated totals are budgets; a unit price or a funder's share is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Any, Final, Literal

from corpus import labels
from corpus.facts.bodies import bodies_named
from corpus.facts.endings import endings_said
from corpus.facts.structures import STRUCTURES
from corpus.fiche import Fiche, normalise
from french import number_value, read_ages, read_amounts, read_years, sentences

Name = Literal["age", "budget", "paid", "volunteers", "structure", "funder", "last_date", "ending"]

GRANTED: Final = "accordé"
ASKED: Final = "demandé"
POSSIBLE: Final = "envisagé"

_STANDINGS: Final = (
    (
        GRANTED,
        re.compile(
            r"(?:demand|sollicit|d[ée]pos)(?!.*\b(?:pas|refus|attend))"
            r".*\b(?:accord[ée]e?s?|obtenue?s?|octroy[ée]e?s?|accept[ée]e?s?)\b"
        ),
    ),
    (POSSIBLE, re.compile(r"envisag|pourrai|possib|pistes?\b|esp[ée]r|recherch|souhait|à trouver")),
    (ASKED, re.compile(r"demand|sollicit|d[ée]pos|en attente|instruction|candidat")),
    (
        GRANTED,
        re.compile(
            r"accord|vers[ée]|financ|souten|soutien|subvention|dotation"
            r"|pris en charge|prise en charge|appui"
            r"|apport|allou|octroy|enveloppe|€|euros|budget|fonds|prestation"
        ),
    ),
)
"""In order: « une subvention a été demandée » is asked for, « accordée » is had, and so is
« la subvention demandée a été accordée »."""

_NUMBER = (
    r"(?P<number>\d{1,4}(?:[.,]\d{1,2})?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze"
    r"|quinze|une? (?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine)"
    r"(?: de)?|vingt|trente|une?)"
)
_WORKERS: Final[tuple[tuple[Name, re.Pattern[str]], ...]] = (
    (
        "volunteers",
        re.compile(
            rf"(?<![\w,.]){_NUMBER}[ \u00a0](?:[\w'’-]+[ \u00a0]){{0,2}}?b[ée]n[ée]voles?"
            r"|b[ée]n[ée]voles?[\w' ’-]{0,30}\s?:\s?(?P<listed>\d{1,4})",
            re.IGNORECASE,
        ),
    ),
    (
        "paid",
        re.compile(
            rf"(?<![\w,.]){_NUMBER}[ \u00a0](?:[\w'’-]+[ \u00a0]){{0,2}}?"
            r"(?:salari[ée]\w*|etp\b|professionnel\w*|permanent\w*|animat(?:eur|rice)s?"
            r"|coordinat(?:eur|rice)s?|agents?\b|[ée]ducat(?:eur|rice)s?)"
            r"|salari[ée]e?s?\s?:\s?(?P<listed>\d{1,4})",
            re.IGNORECASE,
        ),
    ),
)
_MONEY = re.compile(r"€|euro", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Derived:
    """One fact. `sections[label][start:end]` is the evidence.

    `low` and `high` are numbers (years of age, euros, people), equal where one is given;
    `value` is a structure's kind, a funder, a reason of ending, or « » ; `standing` says of a
    funder's money whether it is had, asked for or hoped for.
    """

    name: Name
    label: str
    start: int
    end: int
    value: str = ""
    low: float = 0.0
    high: float = 0.0
    standing: str = ""

    def as_row(self) -> list[Any]:
        """A JSON row, read back with `Derived(*row)`."""
        return list(astuple(self))


def derive(fiche: Fiche) -> tuple[Derived, ...]:
    """Every fact that the fiche's text states."""
    found: list[Derived] = [*_structures(fiche), *_endings(fiche)]
    last: Derived | None = None
    for label, text in fiche.sections.items():
        if label not in labels.TEXTS:
            continue
        found += (
            Derived("age", label, a.start, a.end, low=a.low, high=a.high) for a in read_ages(text)
        )
        found += _workers(label, text)
        if _MONEY.search(text):
            found += _budgets(label, text)
        found += _funders(label, text)
        for match in read_years(text):
            year = float(match[0])
            if last is None or year > last.low:
                last = Derived("last_date", label, *match.span(), low=year, high=year)
    return (*found, last) if last else tuple(found)


def _structures(fiche: Fiche) -> Iterator[Derived]:
    text = fiche.sections.get(labels.STRUCTURE, "")
    for value, words in STRUCTURES.items():
        if match := words.search(text):
            yield Derived("structure", labels.STRUCTURE, *match.span(), value=value)


def _endings(fiche: Fiche) -> Iterator[Derived]:
    text = fiche.sections.get(labels.END_REASON, "")
    for start, end in sentences(text):
        for reason, _ in endings_said(normalise(text[start:end])):
            yield Derived("ending", labels.END_REASON, start, end, value=reason)


def _workers(label: str, text: str) -> Iterator[Derived]:
    for name, pattern in _WORKERS:
        for match in pattern.finditer(text):
            number = number_value(match["number"] or match["listed"])
            # « une animatrice » in a story is no staffing; where people are counted it is.
            if number and (number > 1 or label == labels.PEOPLE or match["listed"]):
                yield Derived(name, label, *match.span(), low=number, high=number)


def _budgets(label: str, text: str) -> Iterator[Derived]:
    for amount in read_amounts(text):
        # A funding section that opens with a sum gives what the action cost.
        opening = label == labels.FUNDING and not text[: amount.start].strip()
        total = amount.role == "total" or (opening and amount.role is None)
        if amount.kind == "money" and total and amount.value:
            yield Derived(
                "budget", label, amount.start, amount.end, low=amount.value, high=amount.value
            )


def _funders(label: str, text: str) -> Iterator[Derived]:
    about_money = label == labels.FUNDING
    for start, end in sentences(text):
        said = text[start:end]
        if not about_money and not re.search(r"financ|subvention|€|euros", said, re.IGNORECASE):
            continue
        standing = next((n for n, words in _STANDINGS if words.search(said.lower())), None)
        if standing is None and about_money:
            standing = GRANTED
        if standing is not None:
            for body in sorted(bodies_named(said)):
                yield Derived("funder", label, start, end, value=body, standing=standing)
