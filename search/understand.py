"""What a query says besides its subject: places, status, public, partner, section.

Only a place or a status that the user names decides the order outright; the rest lifts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.fiche import normalise
from corpus.places import departement_named, departements, region_codes, town_departements
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
    r"|\b[àa] la r[ée]union(?! (?:d|avec|entre|publique))|(?:guyane|mayotte|martinique|guadeloupe)"
    r"\b.*\br[ée]union\b|\br[ée]union\b.*(?:guyane|mayotte|martinique|guadeloupe)",
)
_CODES = re.compile(r"\b(?:2[ab]|97[1-46]|0[1-9]|[1-9]\d)\b")
_CODE_CONTEXT = re.compile(
    r"(?:dans le|departements?(?: du)?|dept|dpt|le|en|du)\s+((?:(?:2[ab]|97[1-46]|0?[1-9]|[1-9]\d)"
    r"(?:\s+(?:et|ou)\s+|\s+)?)+)$"
)


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
    for match in _CODE_LIST.finditer(plain):
        # « 15 25 ans » is an age; a list of codes stands alone or after « dans le ».
        if match[0] != plain and not _CODE_CONTEXT.search(plain[: match.end()]):
            continue
        names = {normalise(d.name) for d in map(departement_named, match[0].split()) if d}
        if len(names) == len(match[0].split()):
            found |= names
            items.append(Understood("departement", match[0], match[0], "filter"))
            consumed.update(match[0].split())
    for first in range(len(words)):
        for last in range(min(len(words), first + 6), first, -1):
            piece = " ".join(words[first:last])
            before = " ".join(words[:first])
            codes = _named(piece, before, text)
            new = {normalise(departements()[code].name) for code in codes} - found
            if new:
                found |= new
                label = ", ".join(sorted(departements()[code].name for code in codes))
                items.append(Understood("departement", label, piece, "filter"))
                consumed.update(words[first:last])
                break
    return found


def _named(piece: str, before: str, text: str) -> tuple[str, ...]:
    if piece.isdigit() or re.fullmatch(r"2[ab]|97\d", piece):
        context = f"{before} {piece}".strip()
        if _CODES.fullmatch(piece) and (_CODE_CONTEXT.search(context) or piece in ("2a", "2b")):
            known = departement_named(piece)
            return (known.code,) if known else ()
        return ()
    known = departement_named(piece)
    if known is not None and piece in (
        normalise(known.name),
        normalise(known.name).replace("saint", "st"),
    ):
        if known.code == "974" and not _ISLAND.search(text):
            return ()
        everyday = piece in _EVERYDAY
        capital = re.search(rf"(?<!^)\b{re.escape(known.name)}\b", text)
        if (
            not everyday
            or _PLACED.search(before)
            or re.search(r"(?:dans|departement) (?:le|la|les|l)$", before)
            or capital
        ):
            return (known.code,)
        return ()
    if codes := region_codes(piece):
        if piece.endswith("reunion") and not _ISLAND.search(text):
            return ()
        # « centre » alone is the centre social, not the région.
        centre = piece.split()[-1] == "centre" and "region" not in f"{before} {piece}"
        plainly = len(piece) > 3 and not centre
        return tuple(codes) if plainly or piece in ("idf", "dom") else ()
    town = town_departements().get(piece)
    if town and re.search(r"(?:a|vers|pres de|autour de|de|sur|cote de|region de)$", before):
        return (town,)
    return ()
