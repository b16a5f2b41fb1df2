"""The places that a text names, under any of their names, and when those around are meant too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus import departement_named, departements, normalise, region_codes, town_departements
from search.query import Understood
from search.reading import cues

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
    r"(?:dans|en|du|des|de la|de l|d|sur|au|aux|vers|chez nous|pres de|departement)$"
)
_CODE_LIST = re.compile(r"(?<!\S)(?:2[ab]|97[1-46]|\d\d)(?: (?:2[ab]|97[1-46]|\d\d))+(?!\S)")
# « à la réunion de mardi » is a meeting; the island is named alone, or with a capital.
_ISLAND = re.compile(
    r"\bLa Réunion\b|île de la réunion|^(?:\S+ )?r[ée]union(?: \S+)?$"
    r"|\b[àa] la r[ée]union(?! (?:d|avec|entre|publique))"
)
_WITH_OTHERS = (re.compile(r"\br[ée]union\b"), re.compile(r"guyane|mayotte|martinique|guadeloupe"))
_CODES = re.compile(r"2[ab]|97[1-46]|0[1-9]|[1-9]\d")
_LISTED_CODE = re.compile(r"2[ab]|97[1-46]|0?[1-9]|[1-9]\d")
_CODES_FOLLOW = frozenset({"le", "en", "du", "departement", "departements", "dept", "dpt"})
_BEFORE = 4
"""Words before a place that may say that it is one: « du cote de » is the longest."""


def read_places(text: str, plain: str) -> tuple[frozenset[str], list[Understood]]:
    """Normalised names of the départements that a text names, and from which words.

    `plain` is the normalised text.
    """
    found: set[str] = set()
    items: list[Understood] = []
    words = plain.split()
    codes_named = _introduced(words)
    number = {start: i for i, start in enumerate(_starts(words))}
    for match in _CODE_LIST.finditer(plain):
        # « 15 25 ans » is an age; a list of codes stands alone or after « dans le ».
        if match[0] != plain and not codes_named[number[match.start()]]:
            continue
        names = {normalise(d.name) for d in map(departement_named, match[0].split()) if d}
        if len(names) == len(match[0].split()):
            found |= names
            items.append(Understood("departement", match[0], match[0], "filter"))
    island = bool(_ISLAND.search(text)) or all(p.search(text) for p in _WITH_OTHERS)
    region = next((i for i, word in enumerate(words) if "region" in word), len(words))
    for first in range(len(words)):
        before = " ".join(words[max(0, first - _BEFORE) : first])
        for last in range(min(len(words), first + 6), first, -1):
            piece = " ".join(words[first:last])
            around = _Around(before, text, codes_named[first], island, region < last)
            codes = _named(piece, around)
            new = {normalise(departements()[code].name) for code in codes} - found
            if new:
                found |= new
                label = ", ".join(sorted(departements()[code].name for code in codes))
                items.append(Understood("departement", label, piece, "filter"))
                break
    return frozenset(found), items


def read_neighbours(
    plain: str, places: frozenset[str], items: Sequence[Understood]
) -> tuple[frozenset[str], list[Understood]]:
    """The neighbours of the few départements named, where the text wants those as well.

    `places` and `items` are what `read_places` gave.
    """
    words = _around_said(plain, [item.text for item in items])
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


def _starts(words: Sequence[str]) -> Iterator[int]:
    """Where each word begins in the words joined by single spaces."""
    start = 0
    for word in words:
        yield start
        start += len(word) + 1


def _introduced(words: Sequence[str]) -> list[bool]:
    """For each word, whether it is a code that « dans le », « en »… or such a code announces.

    « dans le 12 et 13 » announces both. Word by word: one pattern over the whole would try
    every way to cut a long number in codes.
    """
    found: list[bool] = []
    for i, word in enumerate(words):
        if not _LISTED_CODE.fullmatch(word) or not i:
            found.append(False)
        elif words[i - 1] in ("et", "ou"):
            found.append(i > 1 and found[i - 2])
        else:
            found.append(words[i - 1] in _CODES_FOLLOW or found[i - 1])
    return found


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a piece of the query: the few words before it, the whole text, whether
    they announce a code, whether the island is meant by « réunion », whether « région » was said.
    """

    before: str
    text: str
    code: bool
    island: bool
    region: bool


def _named(piece: str, around: _Around) -> tuple[str, ...]:
    """The codes of the départements that a piece of the query names."""
    if piece.isdigit() or re.fullmatch(r"2[ab]|97\d", piece):
        if _CODES.fullmatch(piece) and (around.code or piece in ("2a", "2b")):
            known = departement_named(piece)
            return (known.code,) if known else ()
        return ()
    known = departement_named(piece)
    if known is not None and piece in (
        normalise(known.name),
        normalise(known.name).replace("saint", "st"),
    ):
        if known.code == "974" and not around.island:
            return ()
        if (
            piece not in _EVERYDAY
            or _PLACED.search(around.before)
            or re.search(r"(?:dans|departement) (?:le|la|les|l)$", around.before)
            or _with_capital(known.name, around.text)
        ):
            return (known.code,)
        return ()
    if codes := region_codes(piece):
        if piece.endswith("reunion") and not around.island:
            return ()
        # « centre » alone is the centre social, not the région.
        centre = piece.split()[-1] == "centre" and not around.region
        plainly = len(piece) > 3 and not centre
        return tuple(codes) if plainly or piece in ("idf", "dom") else ()
    town = town_departements().get(piece)
    near = r"(?:a|vers|pres de|autour de|de|sur|cote de|region de)$"
    if town and re.search(near, around.before):
        return (town,)
    return ()


@lru_cache(maxsize=64)
def _with_capital(name: str, text: str) -> bool:
    """Whether the text has the name with its capital elsewhere than at its beginning."""
    return re.search(rf"(?<!^)\b{re.escape(name)}\b", text) is not None
