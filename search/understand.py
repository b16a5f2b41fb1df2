"""What a query says besides its subject: places, status, public, partner, section.

Only a place or a status that the user names decides the order outright; the rest lifts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.fiche import normalise
from corpus.places import departement_named, departements, region_codes, town_named
from search import cues
from search.bounds import read_bounds
from search.cues import keywords_named, word_pattern
from search.query import Understood
from search.stated import RURAL_SETTING

# Département names that are also everyday words: they need « dans le », « du », or a capital.
_EVERYDAY = frozenset(
    {
        *("ain", "allier", "aube", "cher", "creuse", "drome", "eure", "gard", "gers", "landes"),
        *("loire", "lot", "manche", "marne", "nord", "oise", "orne", "rhone", "somme", "tarn"),
        *("var", "vienne", "essonne", "paris", "jura", "indre", "sarthe", "mayenne", "vendee"),
    }
)
_LIFTS: Mapping[str, Mapping[str, str]] = {
    "public": cues.PUBLICS,
    "partner": cues.FUNDERS,
    "initiative": cues.INITIATIVES,
    "territory": cues.TERRITORIES,
}
"""Facet to its cues: all of them only lift."""

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


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was read in a query.

    `departements` are normalised names, `neighbours` those of the départements around them.
    `stated` are (name, value) of what texts state, as in `search.stated`. `asked` are the
    labels of the sections asked for.
    `consumed` are folded words that only said one of these things and name no subject;
    `setting` those of the public and of the place's kind, which every subject may have.
    """

    departements: frozenset[str] = frozenset()
    status: str | None = None
    publics: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    initiatives: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    keywords: frozenset[str] = frozenset()
    dimensions: frozenset[str] = frozenset()
    neighbours: frozenset[str] = frozenset()
    stated: tuple[tuple[str, str], ...] = ()
    consumed: frozenset[str] = frozenset()
    setting: frozenset[str] = frozenset()
    items: tuple[Understood, ...] = field(default=())


def _found(table: Mapping[str, object], text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for cue in table:
        match = word_pattern(cue).search(text)
        if match:
            yield cue, match


@lru_cache(maxsize=512)
def understand(text: str, ignored: frozenset[str] = frozenset()) -> Understanding:
    """Read the query; see `Understanding`. Any text is accepted.

    `ignored` are fields (`public`, `age`…) that the user doesn't want read in it.
    """
    plain = normalise(text)
    items: list[Understood] = []
    consumed: set[str] = set()

    places: set[str] = set()
    if "departement" not in ignored:
        places = _places(text, plain, items, consumed)
    around = set() if "neighbour" in ignored else _around(places, plain, items)
    status = None
    for cue, value in ((cues.ONGOING, "En cours"), (cues.ENDED, "Terminée")):
        if "status" not in ignored and (match := word_pattern(cue).search(plain)):
            status = value
            items.append(Understood("status", value, match[0], "filter"))
            consumed.update(match[0].split())
    asked: set[str] = set()
    setting: set[str] = set()
    for name, table in _LIFTS.items():
        if name in ignored:
            continue
        for cue, match in _found(table, plain):
            items.append(Understood(name, table[cue], match[0], "lift"))
            if name == "public":
                setting.update(match[0].split())
    items += (Understood(name, value, said, "lift") for name, value, said in keywords_named(plain))
    bounds = [item for item in read_bounds(text, plain) if item.field not in ignored]
    items += bounds
    items = [item for item in items if item.field not in ignored]
    for cue, match in _found(cues.SECTIONS, plain):
        if "section" in ignored:
            break
        asked.update(cues.SECTIONS[cue])
        items.append(Understood("section", cues.SECTIONS[cue][0], match[0], "lift"))
        consumed.update(match[0].split())
    stated = [(item.field, item.value) for item in bounds]
    rural = word_pattern(cues.RURAL).search(plain)
    if rural and "setting" not in ignored:
        consumed.update((*rural[0].split(), "milieu"))
        items.append(Understood("setting", RURAL_SETTING, rural[0], "lift"))
        stated.append(("setting", RURAL_SETTING))
    excluded = set()
    for match in re.finditer(
        rf"(?<![a-z]){cues.EXCLUSION} (?:les? |la |l |des? |du )?([a-z]+)", plain
    ):
        if "exclusion" in ignored:
            break
        if match[0].split()[0] in ("hors", "sauf", "excepte") and match[1] not in ("murs", "temps"):
            excluded.add(match[1])
            items.append(Understood("exclusion", match[1], match[0], "lift"))
    return Understanding(
        departements=frozenset(places),
        status=status,
        publics=_values(items, "public"),
        partners=_values(items, "partner"),
        initiatives=_values(items, "initiative"),
        asked=frozenset(asked),
        excluded=frozenset(excluded),
        territories=_values(items, "territory"),
        keywords=_values(items, "keyword"),
        dimensions=_values(items, "dimension"),
        neighbours=frozenset(around),
        stated=tuple(stated),
        consumed=frozenset(consumed),
        setting=frozenset(setting),
        items=tuple(items),
    )


def _values(items: Sequence[Understood], name: str) -> frozenset[str]:
    return frozenset(item.value for item in items if item.field == name)


def _around(places: set[str], plain: str, items: list[Understood]) -> set[str]:
    """The neighbours of the few départements named, where the query wants those as well."""
    around = cues.around(plain, [item.text for item in items])
    if not around or len(places) > _A_FEW:
        return set()
    named = [d for d in departements().values() if normalise(d.name) in places]
    found = {normalise(departements()[code].name) for d in named for code in d.neighbours}
    found -= places
    if found:
        names = sorted(departements()[c].name for d in named for c in d.neighbours)
        items.append(Understood("neighbour", ", ".join(dict.fromkeys(names)), around, "lift"))
    return found


def _places(text: str, plain: str, items: list[Understood], consumed: set[str]) -> set[str]:
    """Normalised names of the départements that the query names, by any of their names."""
    found: set[str] = set()
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
            consumed.update(match[0].split())
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
                consumed.update(words[first:last])
                break
    return found


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
    town = town_named(piece)
    near = r"(?:a|vers|pres de|autour de|de|sur|cote de|region de)$"
    if town and re.search(near, around.before):
        return town.codes
    return ()


@lru_cache(maxsize=64)
def _with_capital(name: str, text: str) -> bool:
    """Whether the text has the name with its capital elsewhere than at its beginning."""
    return re.search(rf"(?<!^)\b{re.escape(name)}\b", text) is not None
