"""Logistic regressions over a few named signs, read from `weights.json`; chances and log odds."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache

from answers.evidence import WEIGHTS

_LEAST = 1e-3


@cache
def weights(model: str) -> Mapping[str, float]:
    """Sign to weight, « always », and whatever else was fitted with them."""
    found: Mapping[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))[model]
    return found


def odds_of(table: Mapping[str, float], signs: Mapping[str, float]) -> float:
    """The log odds that the weights of `table` give to signs."""
    return table["always"] + sum(table[name] * value for name, value in signs.items())


def chance_of(odds: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + math.exp(-odds))


def log_odds(chance: float) -> float:
    """The log odds of a probability, one in a thousand at least and its converse at most."""
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(chance / (1 - chance))
