"""What a fiche's text states, as lifts and, when the user insists, as filters.

A value is text that stands in an address: « 6-8 » for ages, « -5000 » for at most 5,000 €,
« 10- » for ten volunteers or more, « CARSAT (demandé) » for a funder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import numpy as np

from corpus.facts.derived import Derived, Name
from corpus.fiche import normalise
from search.columns import Columns, Mask

STATED_TITLES: Final[Mapping[str, str]] = {
    "age": "Âge",
    "budget": "Budget",
    "volunteers": "Bénévoles",
    "paid": "Salariés",
    "structure": "Type de structure",
    "funder": "Financeur",
    "ending": "Raison de la fin",
    "setting": "Cadre",
    "section": "Rubrique remplie",
    "exclusion": "Sans",
}
"""Name to the French word that users read."""

RURAL_SETTING: Final = "Milieu rural"

_RANGE = re.compile(r"(?=-?\d)(?P<low>\d{1,18})?-(?P<high>\d{1,18})?")
_UNITS: Mapping[str, tuple[str, str]] = {
    "age": ("ans", "ans"),
    "budget": ("€", "€"),
    "volunteers": ("bénévole", "bénévoles"),
    "paid": ("salarié", "salariés"),
}
_FACTS: Mapping[str, Name] = {
    "age": "age",
    "budget": "budget",
    "volunteers": "volunteers",
    "paid": "paid",
    "structure": "structure",
    "funder": "funder",
    "ending": "ending",
}
_MOST = 1e9


class UnknownValueError(ValueError):
    """A filter's value that can't exist; the message is a French sentence."""


def stated(columns: Columns, name: str, value: str) -> Mask:
    """Fiches that state it, shape (fiches,).

    Raises UnknownValueError for a value that is no range where one is needed.
    """
    # Read first: a bad range is told even where no fiche states a number.
    most = bounds(name, value)[1] if name in _UNITS else _MOST
    if name == "paid" and most == 0:
        return _only_volunteers(columns)
    if name in _FACTS:
        held = columns.none()
        held[[row for row, fact in _facts(columns, name) if stated_by(fact, name, value)]] = True
        return held
    if name == "setting":
        if normalise(value) != normalise(RURAL_SETTING):
            raise UnknownValueError(f"cadre inconnu : « {value} » ({RURAL_SETTING})")
        return columns.rural
    if name == "section":
        return columns.sections.get(value, columns.none())
    word = f" {normalise(value)} "
    return np.asarray([word not in named for named in columns.named], bool)


def bounds(name: str, value: str) -> tuple[float, float]:
    """The least and the greatest number that a value admits.

    Raises UnknownValueError when the value is no range.
    """
    match = _RANGE.fullmatch(value)
    if not match:
        title = STATED_TITLES[name].lower()
        raise UnknownValueError(f"{title} : « {value} » n'est pas de la forme 6-8, -8 ou 6-")
    return float(match["low"] or 0), float(match["high"] or _MOST)


def shown(name: str, value: str) -> str:
    """What users read for a value: « 6 à 8 ans », « 5 000 € au plus »."""
    if name not in _UNITS or not (match := _RANGE.fullmatch(value)):
        return value
    low, high = match["low"], match["high"]
    if name == "paid" and high == "0":
        return "aucun salarié cité"
    one, several = _UNITS[name]
    number = max(int(low or 0), int(high or 0))
    unit = several if number > 1 else one
    if low and high:
        figures = _figures(low) if low == high else f"{_figures(low)} à {_figures(high)}"
        return f"{figures}\u00a0{unit}"
    return f"{_figures(low or high)}\u00a0{unit} au {'moins' if low else 'plus'}"


def _figures(number: str) -> str:
    return f"{int(number):,}".replace(",", "\u202f")


def _facts(columns: Columns, name: str) -> tuple[tuple[int, Derived], ...]:
    return columns.facts.get(_FACTS[name], ())


def _only_volunteers(columns: Columns) -> Mask:
    """Fiches that count volunteers and no paid worker."""
    held = columns.none()
    held[[row for row, _ in _facts(columns, "volunteers")]] = True
    held[[row for row, _ in _facts(columns, "paid")]] = False
    return held


def evidence(columns: Columns, name: str, value: str, row: int) -> Derived | None:
    """The fact that proves it in a fiche, None for what needs none (a section, an exclusion)."""
    if name not in _FACTS:
        return None
    for at, fact in _facts(columns, name):
        if at == row and stated_by(fact, name, value):
            return fact
    return None


def stated_by(fact: Derived, name: str, value: str) -> bool:
    """Whether one fact meets a value."""
    if name in _UNITS:
        low, high = bounds(name, value)
        return fact.low <= high and low <= fact.high
    body, _, standing = value.removesuffix(")").partition(" (")
    return fact.value == body and (not standing or fact.standing == standing)
