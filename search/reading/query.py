"""What a query says besides its subject: places, status, public, partner, section…

Only a place decides the order outright; all the rest lifts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus import normalise
from french import read_years
from search.query import Understood
from search.reading.cues import keywords_named, named, ways, word_pattern
from search.reading.limits import read_limits
from search.reading.places import read_neighbours, read_places

_LIFTED = ("status", "public", "partner", "initiative", "territory")
"""Closed fields that are read by their cues, in the order in which they are told."""

_SAID_ELSEWHERE = ("departement", "neighbour", "status", "section", "setting")
"""Fields whose words name no subject."""

_NOT_LEFT_OUT = ("murs", "temps")
"""« Hors les murs » leaves nothing out."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was read in a query.

    `items` say it field by field, in the order in which it is told. `departements` are
    normalised names, `neighbours` those of the départements around them; `asked` are the labels
    of the sections asked for. `counted` are years and origins, by which fiches are counted;
    they change no order. `consumed` are folded words that only said one of these things and
    name no subject; `setting` those of the public, which every subject may have.
    """

    items: tuple[Understood, ...] = ()
    departements: frozenset[str] = frozenset()
    neighbours: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    counted: tuple[Understood, ...] = ()
    consumed: frozenset[str] = frozenset()
    setting: frozenset[str] = frozenset()

    def values(self, name: str) -> tuple[str, ...]:
        """What was read under a field's name, each value once."""
        return tuple(dict.fromkeys(item.value for item in self.items if item.field == name))


@lru_cache(maxsize=512)
def understand(text: str, ignored: frozenset[str] = frozenset()) -> Understanding:
    """Read the query; see `Understanding`. Any text is accepted.

    `ignored` are fields (`public`, `age`…) that the user doesn't want read in it.
    """
    plain = normalise(text)
    limits = list(read_limits(text, plain))
    numbers = {word for item in limits for word in normalise(item.text).split()}
    departements, places = read_places(text, numbers)
    if "departement" in ignored:
        departements, places = frozenset(), []
    neighbours, around = read_neighbours(plain, departements, places)
    if "neighbour" in ignored:
        neighbours = frozenset()
    sections = [] if "section" in ignored else named("section", plain)
    items = [
        *places,
        *around,
        *(item for field in _LIFTED for item in _lifted(field, plain)),
        *(Understood(name, value, said, "lift") for name, value, said in keywords_named(plain)),
        *limits,
        *(Understood("section", _labels(s.value)[0], s.words, "lift") for s in sections),
        *_lifted("setting", plain),
        *_exclusions(plain),
    ]
    items = [item for item in items if item.field not in ignored]
    rural = {"milieu"} if any(item.field == "setting" for item in items) else set[str]()
    return Understanding(
        items=tuple(items),
        departements=departements,
        neighbours=neighbours,
        asked=frozenset(label for said in sections for label in _labels(said.value)),
        counted=(
            *(Understood("year", f"{y[0]}-{y[0]}", y[0], "filter") for y in read_years(text)),
            *(Understood("origin", s.value, s.words, "filter") for s in named("origin", plain)),
        ),
        consumed=_words(items, _SAID_ELSEWHERE) | rural,
        setting=_words(items, ("public",)),
    )


def _lifted(field: str, plain: str) -> Iterator[Understood]:
    return (Understood(field, said.value, said.words, "lift") for said in named(field, plain))


def _labels(value: str) -> list[str]:
    return value.split(" + ")


def _exclusions(plain: str) -> Iterator[Understood]:
    """« Hors scolaire »: the word that follows, after an article if there is one."""
    [without] = ways()["exclusion"].values()
    following = word_pattern(rf"(?:{without}) (?:(?:les?|la|l|des?|du|d) ){{0,2}}([a-z]+)")
    for match in following.finditer(plain):
        if match[1] not in _NOT_LEFT_OUT:
            yield Understood("exclusion", match[1], match[0], "lift")


def _words(items: Sequence[Understood], fields: Sequence[str]) -> frozenset[str]:
    return frozenset(
        w for item in items if item.field in fields for w in normalise(item.text).split()
    )
