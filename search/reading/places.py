"""The places that a text names, under any of their names, and when those around are meant too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from functools import cache, cached_property

from corpus import (
    Departement,
    Place,
    departement_named,
    departements,
    normalise,
    region_named,
    town_named,
)
from french import is_english
from search.query import Understood
from search.reading import cues
from search.reading.codes import codes_named
from search.reading.typed import Typed, typed

# Département names that are also everyday words: they need « dans le », « du », or a capital.
_EVERYDAY = frozenset(
    {
        *("ain", "allier", "aube", "cher", "creuse", "drome", "eure", "gard", "gers", "landes"),
        *("loire", "lot", "manche", "marne", "nord", "oise", "orne", "rhone", "somme", "tarn"),
        *("var", "vienne", "essonne", "paris", "jura", "indre", "sarthe", "mayenne", "vendee"),
    }
)
_A_FEW = 2
_PLACED = re.compile(
    r"(?:dans|en|du|des|de la|de l|d|sur|au|aux|vers|chez nous|pres de|departement"
    r"|(?:dans|departement) (?:le|la|les|l))$"
)
_IN_A_REGION = re.compile(r"\b(?:en|dans l[ae]?|region|pays (?:de|d|du))$")
_AT_A_TOWN = re.compile(
    r"\b(?:a|vers"
    r"|(?:pres|autour|cote|villes?|communes?|agglo\w*|region|habitants|jeunes) (?:de|d))$"
)
_NAMED_AFTER = re.compile(
    r"\b(?:rue|avenue|boulevard|place|bataille|savons?|moutarde|jambon|pruneaux|saucisses?"
    r"|porcelaine|dentelle) (?:de|d)$"
)
"""« Rue de Toulouse », « savon de Marseille » say nothing of where."""

_ARTICLES = frozenset({"l", "le", "la", "les", "du", "des", "au", "aux", "un", "une"})
_CONTRACTED = frozenset({"au", "aux", "du", "des"})
_JOINED = frozenset({"sur", "sous", "les", "en", "le", "la", "l", "de", "du", "d", "saint", "st"})
# « à la réunion de mardi » is a meeting; the island is named alone, or with a capital.
_ISLAND = re.compile(
    r"\bLa Réunion\b|île de la réunion|^(?:\S+ )?r[ée]union(?: (?!d['’])\S+)?$"
    r"|\b[àa] la r[ée]union(?! (?:d|avec|entre|publique))"
)
_WITH_OTHERS = (re.compile(r"\br[ée]union\b"), re.compile(r"guyane|mayotte|martinique|guadeloupe"))
_BEFORE = 4
"""Words before a place that may say that it is one: « du cote de » is the longest."""

_LONGEST = 6
"""Words of the longest name."""


def read_places(
    text: str, explained: Set[str] = frozenset()
) -> tuple[frozenset[str], list[Understood]]:
    """Normalised names of the départements that a text names, and from which words, as typed.

    `explained` are numbers that were read as something else.
    """
    found: set[str] = set()
    items: list[Understood] = []
    for codes, said in _Reading(typed(unicodedata.normalize("NFC", text)), explained).places():
        names = sorted(departements()[code].name for code in codes)
        found |= set(map(normalise, names))
        item = Understood("departement", ", ".join(names), said, "filter")
        if item not in items:
            items.append(item)
    return frozenset(found), items


def read_neighbours(
    plain: str, places: frozenset[str], items: Sequence[Understood]
) -> tuple[frozenset[str], list[Understood]]:
    """The neighbours of the few départements named, where the text wants those as well.

    `places` and `items` are what `read_places` gave.
    """
    words = _around_said(plain, [normalise(item.text) for item in items])
    if not words or len(places) > _A_FEW:
        return frozenset(), []
    named = [d for d in departements().values() if normalise(d.name) in places]
    around = sorted({departements()[code].name for d in named for code in d.neighbours})
    found = frozenset(map(normalise, around)) - places
    said = Understood("neighbour", ", ".join(around), words, "lift")
    return found, [said] if found else []


def _around_said(plain: str, places: Sequence[str]) -> str | None:
    """The words that ask for what lies around the places that a normalised text names so."""
    if not places:
        return None
    said = "|".join(map(re.escape, places))
    way = cues.ways()["neighbour"]
    before, after = way["before a place"], way["after a place"]
    asked = rf"{way['around']}|(?:{before})(?= (?:{said}))|(?:{said}) (?:{after})"
    match = cues.word_pattern(asked).search(plain)
    return match[0] if match else None


class _Reading:
    """The places of one text, from left to right; of two names the longer is read."""

    def __init__(self, words: Typed, explained: Set[str]) -> None:
        self.words = words
        self.plain = words.folded
        self.numbers = codes_named(words, explained)
        text = words.text
        self.island = bool(_ISLAND.search(text)) or all(p.search(text) for p in _WITH_OTHERS)

    @cached_property
    def english(self) -> bool:
        """« Nice » is a word of English."""
        return is_english(self.plain)

    def places(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """The codes that each name stands for, and the name as typed."""
        first = 0
        while first < len(self.plain):
            last = min(len(self.plain), first + _LONGEST)
            while last > first and not (codes := self._codes(first, last)):
                last -= 1
            if last > first:
                article = self.plain[first] in _CONTRACTED and last > first + 1
                yield codes, self.words.said(first + article, last)
            first = max(last, first + 1)

    def _codes(self, first: int, last: int) -> tuple[str, ...]:
        """The codes of the départements that words `first` to `last` (excluded) name."""
        if self.plain[first][0].isdigit():
            number = self.numbers.get(first) if last == first + 1 else None
            return (number,) if number else ()
        piece = " ".join(self.plain[first:last])
        before = " ".join(self.plain[max(0, first - _BEFORE) : first])
        town, departement = town_named(piece), departement_named(piece)
        # « À Vienne » is the town, « dans la Vienne » the département.
        if town and (not departement or _AT_A_TOWN.search(before)):
            return town.codes if self._is_town(town, first, last, before) else ()
        name = normalise(departement.name) if departement else ""
        if departement and piece in (name, name.replace("saint", "st")):
            said = self._is_departement(departement, first, last, before)
            return (departement.code,) if said else ()
        region = region_named(piece)
        return region.codes if region and self._is_region(region, last, before) else ()

    def _is_departement(self, named: Departement, first: int, last: int, before: str) -> bool:
        if named.code == "974":
            return self.island
        if self.words.gap(first) == "-" and self.plain[first - 1] == "sur":
            return False  # A village on that river, wherever it flows.
        if normalise(named.name) not in _EVERYDAY:
            return True
        if _NAMED_AFTER.search(before):
            return False
        return bool(_PLACED.search(before)) or self.words.capital(last - 1)

    def _is_region(self, named: Place, last: int, before: str) -> bool:
        if self.plain[last - 1] == "reunion":
            return self.island
        if named.sign == "region":
            return any("region" in word for word in self.plain[:last])
        if named.sign == "capitals":
            return self.words.capitals(last - 1) or before.endswith("region")
        if named.sign == "either":
            return bool(_IN_A_REGION.search(before)) or self.words.capital(last - 1)
        return True

    def _is_town(self, named: Place, first: int, last: int, before: str) -> bool:
        if _NAMED_AFTER.search(before) or self._in_a_longer_name(first, last):
            return False
        capital = self.words.capital(last - 1)
        if not named.sign:
            return capital or not self.english
        written = self.words.said(last - 1, last).lower()
        if not written.isascii() and written not in named.name.lower():
            return False  # « Maçon » is no Mâcon.
        after_article = not first or self.plain[first - 1] in _ARTICLES
        if capital and named.sign != "preposition" and not after_article:
            return True
        return named.sign != "capital" and self._at(first, before)

    def _at(self, first: int, before: str) -> bool:
        """« À tours »; « a » alone is the verb, but in a text typed without accents."""
        if not _AT_A_TOWN.search(before):
            return False
        verb = self.words.said(first - 1, first) in ("a", "A")
        return not verb or self.words.text.isascii()

    def _in_a_longer_name(self, first: int, last: int) -> bool:
        """« Tours-en-Vimeu », « Montreuil sur Loire »: other communes, that are not known here."""
        if first and self.words.gap(first) == "-":
            return True
        after = self.plain[last : last + 2]
        if after and self.words.gap(last) == "-":
            return after[0] in _JOINED
        return len(after) == 2 and after[0] == "sur" and after[1] in _rivers()


@cache
def _rivers() -> frozenset[str]:
    """Words that départements are named by, rivers for the most part."""
    return frozenset(w for d in departements().values() for w in normalise(d.name).split()) - {"la"}
