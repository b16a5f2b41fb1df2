"""The 101 départements, their régions and towns: what a person names when saying « where ».

The data are `data/departements.tsv`, `regions.tsv` and `towns.tsv`; their heads name the sources
and licences (code officiel géographique, INSEE; GeoNames for where the préfectures lie).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

from corpus.fiche import normalise

COLLECTIVITES = frozenset(
    {
        "Nouvelle-Calédonie",
        "Polynésie française",
        "Saint-Barthélemy",
        "Saint-Martin",
        "Saint-Pierre-et-Miquelon",
        "Wallis-et-Futuna",
    }
)
"""The overseas collectivités that are no département (code officiel géographique, INSEE, 2024)."""

_ARTICLES = frozenset({"l", "la", "le", "les"})
_SHORT_WORDS = {"st": "saint", "ste": "sainte"}

EARTH_RADIUS = 6371.0
"""Mean radius, in km."""

Sign = Literal["", "region", "capitals", "capital", "preposition", "either"]
"""What tells a place from an everyday word of the same letters, « » where nothing is needed: the
word « région », capitals throughout (« AURA »), a capital inside the text, a preposition, or
either of the last two."""


@dataclass(frozen=True, slots=True)
class Departement:
    """One département; `neighbours` are the codes of those with a common land border, `latitude`
    and `longitude` those of the préfecture, in degrees.

    Source: code officiel géographique, INSEE, 2024 (the neighbours are our own list).
    """

    code: str
    name: str
    region: str
    prefecture: str
    sous_prefectures: tuple[str, ...]
    neighbours: tuple[str, ...]
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Place:
    """A town or a région by one of its names, with the codes of its départements."""

    name: str
    codes: tuple[str, ...]
    sign: Sign = ""


def _rows(file: str) -> list[list[str]]:
    text = (Path(__file__).parent / "data" / file).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]


def _items(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _key(text: str) -> str:
    """Folded letters with no leading article; run together, since « Val dOise » gets typed."""
    words = [_SHORT_WORDS.get(word, word) for word in normalise(text).split()]
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return "".join(words)


@cache
def departements() -> Mapping[str, Departement]:
    """Return the 101 départements by code, "01" to "976", in the order of the codes.

    Source: code officiel géographique, INSEE, 2024.
    """
    found = {
        code: Departement(
            code,
            name,
            region,
            prefecture,
            _items(towns),
            _items(near),
            float(north),
            float(east),
        )
        for code, name, region, prefecture, towns, near, north, east in _rows("departements.tsv")
    }
    return MappingProxyType(found)


@cache
def _codes_by_name() -> Mapping[str, str]:
    return {_key(each.name): each.code for each in departements().values()}


def departement_named(text: str) -> Departement | None:
    """Return the département of that name or code, or None when the text is neither.

    Case, accents, hyphens, apostrophes and a leading article do not count, « St » is « Saint »,
    and "1" is "01". None too for a collectivité, a région that is no département, or a town.
    Source: code officiel géographique, INSEE, 2024.
    """
    code = normalise(text).upper().zfill(2)
    return departements().get(code) or departements().get(_codes_by_name().get(_key(text), ""))


def distance(code: str, other: str) -> float:
    """Great-circle distance between the préfectures of two départements, in km (haversine).

    Raises KeyError for a code that is none, as `departements` writes them (« 01 », « 2A »).
    """
    one, two = departements()[code], departements()[other]
    south, north = radians(one.latitude), radians(two.latitude)
    across = sin(radians(two.longitude - one.longitude) / 2) ** 2
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * across
    return 2 * EARTH_RADIUS * asin(sqrt(half))


@cache
def _regions() -> Mapping[str, Place]:
    named = [*map(_place, _rows("regions.tsv"))]
    for region in dict.fromkeys(each.region for each in departements().values()):
        codes = tuple(each.code for each in departements().values() if each.region == region)
        named.append(Place(region, codes))
    return MappingProxyType({_key(place.name): place for place in named})


def _place(row: list[str]) -> Place:
    name, codes, *sign = row
    return Place(name, _items(codes), cast(Sign, "".join(sign)))


def region_named(text: str) -> Place | None:
    """Return the région of that present, old or everyday name, None when there is none.

    Folded as in `departement_named`; « région » may come first. Only the départements that
    surely belong are listed (« Cévennes »: 30, 48). Source: see `data/regions.tsv`.
    """
    key = _key(text)
    return _regions().get(key) or _regions().get(key.removeprefix("region"))


def region_codes(text: str) -> tuple[str, ...]:
    """Return the codes of the départements of a région, as `region_named` knows it; or none."""
    place = region_named(text)
    return place.codes if place else ()


@cache
def _towns() -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    for place in map(_place, _rows("towns.tsv")):
        for name in _said(normalise(place.name)):
            found.setdefault(name, place)
    return MappingProxyType(found)


def _said(town: str) -> list[str]:
    """A folded name of a town and how else it is said: « au Mans », « Roche-sur-Yon »."""
    article, _, rest = town.partition(" ")
    contracted = {"le": ("au", "du"), "les": ("aux", "des")}.get(article, ())
    whole = [rest] if article in _ARTICLES and " " in rest else []
    return [town, *(f"{word} {rest}" for word in contracted), *whole]


def town_named(text: str) -> Place | None:
    """Return the town of that name, with one code; None when it is none or may be two.

    A town is a préfecture, a sous-préfecture or has over 20,000 inhabitants. Case, accents,
    hyphens and apostrophes do not count, « St » is « Saint », « au Mans » is Le Mans. « Vienne »
    and « Mayenne » are towns here: ask `departement_named` first. Source: `data/towns.tsv`.
    """
    return _towns().get(" ".join(_SHORT_WORDS.get(w, w) for w in normalise(text).split()))


@cache
def place_words() -> frozenset[str]:
    """Every word of a name of a département, région or town, folded: none is a typing error."""
    names = [each.name for each in departements().values()]
    names += [region.name for region in _regions().values()]
    return frozenset(w for name in (*names, *_towns()) for w in normalise(name).split())
