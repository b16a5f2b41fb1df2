"""What a fiche's text states, as lifts and, when the user insists, as filters.

A value is text that stands in an address: « 6-8 » for ages, « -5000 » for at most 5,000 €,
« 10- » for ten volunteers or more, « CARSAT (demandé) » for a funder.
"""

from __future__ import annotations

import re

import numpy as np

from corpus import normalise
from corpus.facts import Derived
from search.columns import Columns, Mask
from search.fields import FIELDS, title
from search.reading.cues import ways

_RANGE = re.compile(r"(?=-?\d)(?P<low>\d{1,18})?-(?P<high>\d{1,18})?")
_MOST = 1e9


class UnknownValueError(ValueError):
    """A filter's value that can't exist; the message is a French sentence."""


def stated(columns: Columns, name: str, value: str) -> Mask:
    """Fiches that state it, shape (fiches,).

    Raises UnknownValueError for a value that is no range where one is needed.
    """
    # Read first: a bad range is told even where no fiche states a number.
    low, high = bounds(name, value) if FIELDS[name].units else (0.0, _MOST)
    if name == "paid" and high == 0:
        return _only_volunteers(columns)
    if name == "year":
        return np.asarray([low <= (fiche.year or -1) <= high for fiche in columns.fiches], bool)
    if FIELDS[name].source == "fact":
        held = columns.none()
        held[[row for row, fact in _facts(columns, name) if stated_by(fact, name, value)]] = True
        return held
    if name == "setting":
        if normalise(value) not in columns.settings:
            known = ", ".join(ways()["setting"])
            raise UnknownValueError(f"cadre inconnu : « {value} » ({known})")
        return columns.settings[normalise(value)]
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
        low, high = ("2019", "2021") if name == "year" else ("6", "8")
        form = f"{low}-{high}, -{high} ou {low}-"
        said = f"{title(name).lower()} : « {value} » n'est pas de la forme {form}"
        raise UnknownValueError(said)
    return float(match["low"] or 0), float(match["high"] or _MOST)


def shown(name: str, value: str) -> str:
    """What users read for a value: « 6 à 8 ans », « 5 000 € au plus »."""
    units = FIELDS[name].units if name in FIELDS else None
    if not units or not (match := _RANGE.fullmatch(value)):
        return value
    low, high = match["low"], match["high"]
    if name == "year":
        after = " et après" if not high else "" if low else " et avant"
        return " à ".join(dict.fromkeys(year for year in (low, high) if year)) + after
    if name == "paid" and high == "0":
        return "aucun salarié cité"
    one, several = units
    number = max(int(low or 0), int(high or 0))
    unit = several if number > 1 else one
    if low and high:
        figures = _figures(low) if low == high else f"{_figures(low)} à {_figures(high)}"
        return f"{figures}\u00a0{unit}"
    return f"{_figures(low or high)}\u00a0{unit} au {'moins' if low else 'plus'}"


def _figures(number: str) -> str:
    return f"{int(number):,}".replace(",", "\u202f")


def _facts(columns: Columns, name: str) -> tuple[tuple[int, Derived], ...]:
    return columns.facts.get(name, ())


def _only_volunteers(columns: Columns) -> Mask:
    """Fiches that count volunteers and no paid worker."""
    held = columns.none()
    held[[row for row, _ in _facts(columns, "volunteers")]] = True
    held[[row for row, _ in _facts(columns, "paid")]] = False
    return held


def evidence(columns: Columns, name: str, value: str, row: int) -> Derived | None:
    """The fact that proves it in a fiche, None for what needs none (a section, an exclusion)."""
    for at, fact in _facts(columns, name):
        if at == row and stated_by(fact, name, value):
            return fact
    return None


def stated_by(fact: Derived, name: str, value: str) -> bool:
    """Whether one fact meets a value."""
    if FIELDS[name].units:
        low, high = bounds(name, value)
        return fact.low <= high and low <= fact.high
    body, _, standing = value.removesuffix(")").partition(" (")
    return fact.value == body and (not standing or fact.standing == standing)
