"""How people name a public, a partner, a status…: the ways of `cues.tsv`, and the bank's keywords.

Ways are regular expressions on whole words of a normalised text. Every room that must know
what a text names reads it here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from corpus import DIMENSIONS, KEYWORDS, is_closed, normalise
from corpus.facts import OWN_NAMES
from french import stem, stop_words

PATH: Final = Path(__file__).with_name("cues.tsv")

_TOO_COMMON = frozenset({"Habitants", "Famille", "Habitant"})
_NO_KEYWORD = frozenset({"environ", "environs"})
"""Words that have the stem of a keyword and not its meaning."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value that a text names, and its first words that do so: `plain[start:end]`."""

    value: str
    words: str
    start: int
    end: int


@cache
def word_pattern(way: str) -> re.Pattern[str]:
    """The way on whole words of a normalised text."""
    return re.compile(rf"(?<![a-z0-9])(?:{way})(?![a-z0-9])")


@cache
def ways() -> Mapping[str, Mapping[str, str]]:
    """Field to value to its ways, in the file's order, after the bodies' own names.

    Raises ValueError at an ill-formed line.
    """
    lists: dict[str, str] = {}
    partners = {body: own for body, own in OWN_NAMES.items() if is_closed(body)}
    found: dict[str, dict[str, str]] = {"partner": partners}
    for number, line in enumerate(PATH.read_text(encoding="utf-8").split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        head, *rest = line.split("\t")
        if len(rest) != (1 if head.startswith("{") else 2) or not all(rest):
            raise ValueError(f"{PATH.name}:{number}: expected field, value, way")
        of, name = (lists, head) if head.startswith("{") else (found.setdefault(head, {}), rest[0])
        of[name] = f"{of[name]}|{rest[-1]}" if name in of else rest[-1]
    for values in found.values():
        for value in values:
            for name, listed in lists.items():
                values[value] = values[value].replace(name, f"(?:{listed})")
    return found


def pattern(field: str, value: str) -> re.Pattern[str]:
    """All the ways of naming a value. Raises KeyError for one that the file hasn't."""
    return word_pattern(ways()[field][value])


def named(field: str, plain: str) -> list[Said]:
    """The values of a field that a normalised text names, in the file's order.

    Words inside a longer way of naming another value name nothing: « jeunes adultes » are
    no « jeunes ».
    """
    matches = [
        Said(value, match[0], *match.span())
        for value in ways()[field]
        for match in pattern(field, value).finditer(plain)
    ]
    reached, first = 0, dict[str, Said]()
    for said in sorted(matches, key=lambda said: (said.start, -said.end)):
        if said.end > reached:
            reached = said.end
            first.setdefault(said.value, said)
    return [first[value] for value in ways()[field] if value in first]


def keywords_named(plain: str) -> Iterator[tuple[str, str, str]]:
    """(facet, value, words) of the bank's keywords and dimensions that a normalised text names.

    A keyword of several parts (« Mobilité / transport ») is named by any of them.
    """
    said = (word for word in plain.split() if word not in stop_words() | _NO_KEYWORD)
    stems = {stem(word): word for word in said}
    dimensions = DIMENSIONS if "dimension" in plain else ()
    for facet, values in (("keyword", KEYWORDS), ("dimension", dimensions)):
        for value in values:
            for part in _parts(value):
                if part and part <= stems.keys() and value not in _TOO_COMMON:
                    yield facet, value, " ".join(stems[s] for s in sorted(part))
                    break


@cache
def _parts(value: str) -> tuple[frozenset[str], ...]:
    parts = [value, *re.split(r"\s*[/,&]\s*", value)]
    words = [[w for w in normalise(p).split() if w not in stop_words()] for p in parts]
    return tuple(frozenset(map(stem, found)) for found in words)
