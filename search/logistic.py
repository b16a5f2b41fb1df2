"""Logistic regressions over a few named signs; chances and log odds."""

from __future__ import annotations

import math
from collections.abc import Mapping

_LEAST = 1e-3


def odds_of(
    table: Mapping[str, float], signs: Mapping[str, float], constant: str = "always"
) -> float:
    """The log odds that the weights of `table`, its constant among them, give to signs."""
    return table[constant] + sum(table[name] * value for name, value in signs.items())


def chance_of(odds: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + math.exp(-odds))


def log_odds(chance: float) -> float:
    """The log odds of a probability, one in a thousand at least and its converse at most."""
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(chance / (1 - chance))
