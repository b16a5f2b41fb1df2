"""The ways of asking for each thing, read from `cues.tsv`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("cues.tsv")


@cache
def patterns() -> Mapping[str, re.Pattern[str]]:
    """AnswerType to the pattern of its cues. Raises ValueError at a line of another form."""
    ways: dict[str, list[str]] = {}
    for number, line in enumerate(PATH.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, way = line.partition("\t")
        if not name or not way:
            raise ValueError(f"{PATH.name}:{number}: expected thing, then one way of asking")
        ways.setdefault(name, []).append(way)
    lists = {name: "|".join(ways.pop(name)) for name in [n for n in ways if n.startswith("{")]}
    found: dict[str, re.Pattern[str]] = {}
    for thing, alternatives in ways.items():
        cue = "|".join(alternatives)
        for name, listed in lists.items():
            cue = cue.replace(name, listed)
        found[thing] = re.compile(rf"(?<![a-z0-9])(?:{cue})(?![a-z0-9])")
    return found
