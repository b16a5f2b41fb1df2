"""What a query says besides its subject: places, status, public, partner, section.

Only a place or a status that the user names decides the order outright; the rest lifts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from corpus.fiche import normalise
from corpus.places import departement_named, departements, region_codes, town_departements
from search import cues
from search.query import Understood

# Département names that are also everyday words: they need « dans le », « du », or a capital.
_EVERYDAY = frozenset(
    {
        *("ain", "allier", "aube", "cher", "creuse", "drome", "eure", "gard", "gers", "landes"),
        *("loire", "lot", "manche", "marne", "nord", "oise", "orne", "rhone", "somme", "tarn"),
        *("var", "vienne", "essonne", "paris", "jura", "indre", "sarthe", "mayenne", "vendee"),
    }
)
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

    `departements` are normalised names. `asked` are the labels of the sections asked for.
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
    rural: bool = False
    consumed: frozenset[str] = frozenset()
    setting: frozenset[str] = frozenset()
    items: tuple[Understood, ...] = field(default=())


@cache
def word_pattern(cue: str) -> re.Pattern[str]:
    """The cue on whole words of a normalised text."""
    return re.compile(rf"(?<![a-z0-9])(?:{cue})(?![a-z0-9])")


def _found(table: Mapping[str, object], text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for cue in table:
        match = word_pattern(cue).search(text)
        if match:
            yield cue, match


def understand(text: str) -> Understanding:
    """Read the query; see `Understanding`. Any text is accepted."""
    plain = normalise(text)
    items: list[Understood] = []
    consumed: set[str] = set()

    places = _places(text, plain, items, consumed)
    status = None
    for cue, value in ((cues.ONGOING, "En cours"), (cues.ENDED, "Terminée")):
        if match := word_pattern(cue).search(plain):
            status = value
            items.append(Understood("status", value, match[0], "filter"))
            consumed.update(match[0].split())
    publics: set[str] = set()
    partners: set[str] = set()
    initiatives: set[str] = set()
    asked: set[str] = set()
    setting: set[str] = set()
    for cue, match in _found(cues.PUBLICS, plain):
        publics.add(cues.PUBLICS[cue])
        setting.update(match[0].split())
        items.append(Understood("public", cues.PUBLICS[cue], match[0], "lift"))
    for cue, match in _found(cues.FUNDERS, plain):
        partners.add(cues.FUNDERS[cue])
        items.append(Understood("partner", cues.FUNDERS[cue], match[0], "lift"))
    for cue, match in _found(cues.INITIATIVES, plain):
        initiatives.add(cues.INITIATIVES[cue])
        items.append(Understood("initiative", cues.INITIATIVES[cue], match[0], "lift"))
    for cue, match in _found(cues.SECTIONS, plain):
        asked.update(cues.SECTIONS[cue])
        items.append(Understood("section", cues.SECTIONS[cue][0], match[0], "lift"))
        consumed.update(match[0].split())
    rural = word_pattern(cues.RURAL).search(plain)
    if rural:
        consumed.update((*rural[0].split(), "milieu"))
        items.append(Understood("territory", "Milieu rural", rural[0], "lift"))
    excluded = set()
    for match in re.finditer(
        rf"(?<![a-z]){cues.EXCLUSION} (?:les? |la |l |des? |du )?([a-z]+)", plain
    ):
        if match[0].split()[0] in ("hors", "sauf", "excepte") and match[1] not in ("murs", "temps"):
            excluded.add(match[1])
            items.append(Understood("exclusion", match[1], match[0], "lift"))
    return Understanding(
        departements=frozenset(places),
        status=status,
        publics=frozenset(publics),
        partners=frozenset(partners),
        initiatives=frozenset(initiatives),
        asked=frozenset(asked),
        excluded=frozenset(excluded),
        rural=rural is not None,
        consumed=frozenset(consumed),
        setting=frozenset(setting),
        items=tuple(items),
    )


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
