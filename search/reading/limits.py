"""What a query asks of the text beside closed fields: ages, budget, staff, structure, funder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.facts import ASKED, CENTRE, POSSIBLE, STRUCTURES, endings_said, named
from french import OLDEST, number_value, one_apostrophe, read_ages
from search.query import Understood
from search.reading import cues
from search.reading.cues import word_pattern

SMALL_BUDGET: Final = 1500
"""Euros: what « petit budget » is read as; the chip says so and one click takes it away."""

_ABOUT: Final = 0.25
"""« Environ 4 000 € » reaches a quarter to either side."""

_FIGURES = r"\d[\d \u00a0\u202f.]{0,14}"
_SUM = rf"(?P<low>{_FIGURES})(?:\s?(?:€|euros?))?"
_EURO = r"\s?(?:€|euros?\b|eur\b)(?!\s*(?:/|par |l'heure|la s[ée]ance|de l'heure))"
_BUDGETS: Final = (
    (
        "between",
        rf"(?:entre |de )?{_SUM}\s?(?:et|à|a|-)\s?(?P<high>{_FIGURES}){_EURO}",
    ),
    (
        "most",
        r"(?:moins de |moins d'|maximum |max |pas plus de |inf[ée]rieur à |sous les |jusqu'à |< ?)"
        rf"{_SUM}{_EURO}"
        rf"|(?P<after>{_FIGURES}){_EURO} (?:maximum|max|au plus|maxi)",
    ),
    ("least", rf"(?:plus de |plus d'|au moins |minimum |sup[ée]rieur à |> ?){_SUM}{_EURO}"),
    (
        "about",
        r"(?:environ |autour de |dans les |à peu près |budget (?:\w+ )?de |pour |avec )"
        rf"{_SUM}{_EURO}",
    ),
)
_BUDGET_PATTERNS: Final = tuple((n, re.compile(p, re.IGNORECASE)) for n, p in _BUDGETS)
_CHEAP = (
    r"(?:tout )?petits? budgets?|faibles? budgets?|peu de (?:moyens|budget)|pas cher"
    r"|petits moyens|sans (?:gros )?budget(?! (?:indique|precise|renseigne))"
)
_NO_STAFF = (
    r"sans (?:aucun )?(?:salarie\w*|personnel)"
    r"|(?:que|uniquement|seulement) (?:avec )?(?:des |par des )?benevoles?"
    r"|(?:entierement|totalement) benevole"
)
# Read in the text as typed: without its sign, it would be a hundred of them.
_ALL_VOLUNTEERS = re.compile(r"\b100\s?%\s?b[ée]n[ée]voles?\b", re.IGNORECASE)
_VOLUNTEERS = r"(?:avec|par|porte\w* par|grace a|repose\w* sur)(?: des| les| nos)? benevoles?"
_COUNTED = re.compile(
    r"(?P<least>au moins |plus de |minimum )?"
    r"(?P<number>\d{1,6}|une? dizaine|une? vingtaine|une? quinzaine|deux|trois|quatre|cinq|six)"
    r" (?:de |d )?(?P<who>benevoles?|salarie\w*|etp)"
)
_ONE_WORKER = r"(?:un|une) (?:seule? )?salariee?"
_BECAUSE = (
    r"faute|manque|par manque|a cause|parce qu|car|suite|du fait|apres|plus (?:de|d|assez)|raisons?"
    r"|depart|pas assez|trop peu"
)
_BY_THEMSELVES = frozenset({"Menée à son terme", "Reprise par d'autres", "Crise sanitaire"})
"""Reasons of ending that no « faute de » has to announce."""
_MONEY = r"financ\w*|subvention\w*|argent|fonds|paye\w*|aides? financieres?|appels? a projets?"
_REQUESTED = r"demand\w+|sollicit\w+"
_HOPED = r"possibles?|envisag\w+|pourrai\w+|potentiel\w*"


def read_limits(text: str, plain: str) -> Iterator[Understood]:
    """Everything that the text asks so; `plain` is the normalised text. All of it only lifts."""
    for found in read_ages(text):
        high = "" if found.high >= OLDEST else str(found.high)
        low = str(found.low) if found.low or not high else ""
        yield Understood("age", f"{low}-{high}", text[found.start : found.end], "lift")
    yield from _budget(text, plain)
    yield from _staff(text, plain)
    for kind, pattern in STRUCTURES.items():
        # What a query calls « le centre social » is nearly always the one who asks.
        named = cues.pattern("structure", CENTRE) if kind == CENTRE else pattern
        if match := named.search(plain):
            yield Understood("structure", kind, match[0], "lift")
    yield from _funders(text, plain)
    if ended := cues.pattern("status", "Terminée").search(plain):
        yield from _endings(plain[ended.start() :])


def _endings(plain: str) -> Iterator[Understood]:
    """Why actions ended: what follows « faute de », or a reason that needs no such word."""
    because = word_pattern(_BECAUSE).search(plain)
    for reason, words in endings_said(plain[because.start() :] if because else plain):
        if because or reason in _BY_THEMSELVES:
            yield Understood("ending", reason, words, "lift")


def _budget(text: str, plain: str) -> Iterator[Understood]:
    straight = one_apostrophe(text)
    for name, pattern in _BUDGET_PATTERNS:
        match = pattern.search(straight)
        if not match:
            continue
        groups = match.groupdict()
        low = _euros(groups["low"] or groups.get("after"))
        if low is None:
            continue
        if name == "between":
            high = _euros(groups["high"])
            if high is None:
                continue
            value = f"{min(low, high)}-{max(low, high)}"
        elif name == "about":
            value = f"{round(low * (1 - _ABOUT))}-{round(low * (1 + _ABOUT))}"
        else:
            value = f"-{low}" if name == "most" else f"{low}-"
        yield Understood("budget", value, text[match.start() : match.end()].strip(), "lift")
        return
    if match := word_pattern(_CHEAP).search(plain):
        yield Understood("budget", f"-{SMALL_BUDGET}", match[0], "lift")


def _euros(written: str | None) -> int | None:
    value = number_value(written or "")
    return None if value is None else round(value)


def _staff(text: str, plain: str) -> Iterator[Understood]:
    if match := word_pattern(_NO_STAFF).search(plain) or _ALL_VOLUNTEERS.search(text):
        yield Understood("paid", "-0", match[0], "lift")
        return
    if match := _COUNTED.search(plain):
        number = number_value(match["number"])
        if number:
            field = "volunteers" if match["who"].startswith("benevole") else "paid"
            high = "" if match["least"] else f"{round(number)}"
            low = round(number) if field == "volunteers" or match["least"] else 1
            yield Understood(field, f"{low}-{high if field == 'paid' else ''}", match[0], "lift")
    elif match := word_pattern(_ONE_WORKER).search(plain):
        yield Understood("paid", "1-1", match[0], "lift")
    elif match := word_pattern(_VOLUNTEERS).search(plain):
        yield Understood("volunteers", "1-", match[0], "lift")


def _funders(text: str, plain: str) -> Iterator[Understood]:
    if not word_pattern(_MONEY).search(plain):
        return
    standing = ""
    if word_pattern(_HOPED).search(plain):
        standing = f" ({POSSIBLE})"
    elif word_pattern(_REQUESTED).search(plain):
        standing = f" ({ASKED})"
    for body, said in sorted(named(text).items()):
        yield Understood("funder", body + standing, said, "lift")
