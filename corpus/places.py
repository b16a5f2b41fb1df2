"""The 101 départements, their régions and towns: what a person names when saying « where ».

Source of the names and attachments: code officiel géographique, INSEE, 2024. The data are in
`places.tsv` and `old_regions.tsv`, beside this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

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

# Towns that merged or were renamed, by the name that people still type.
_FORMER_TOWNS = {
    "Briey": "54",
    "Château-Gontier": "53",
    "Cherbourg": "50",
    "Évry": "91",
    "Florac": "48",
    "Segré": "49",
    "Vire": "14",
}


@dataclass(frozen=True, slots=True)
class Departement:
    """One département; `neighbours` are the codes of those with a common land border.

    Source: code officiel géographique, INSEE, 2024 (the neighbours are our own list).
    """

    code: str
    name: str
    region: str
    prefecture: str
    sous_prefectures: tuple[str, ...]
    neighbours: tuple[str, ...]


def _rows(file: str) -> list[list[str]]:
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
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
        code: Departement(code, name, region, prefecture, _items(towns), _items(neighbours))
        for code, name, region, prefecture, towns, neighbours in _rows("places.tsv")
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


@cache
def _codes_by_region() -> Mapping[str, tuple[str, ...]]:
    found = {_key(name): _items(codes) for name, codes in _rows("old_regions.tsv")}
    for region in {each.region for each in departements().values()}:
        found[_key(region)] = tuple(
            each.code for each in departements().values() if each.region == region
        )
    return found


def region_codes(text: str) -> tuple[str, ...]:
    """Return the codes of the départements of a région, by its present, old or everyday name.

    Folded as in `departement_named`; « région » may come first. The tuple is empty when the
    name is unknown, and lists only the départements that surely belong (« Cévennes »: 30, 48).
    Source: code officiel géographique, INSEE, 2024; everyday names are our own list.
    """
    key = _key(text)
    known = _codes_by_region()
    return known.get(key) or known.get(key.removeprefix("region"), ())


@cache
def town_departements() -> Mapping[str, str]:
    """Return the code of the département by préfecture or sous-préfecture, as `normalise` folds.

    Former names of seven merged towns are there too (« Vire »). A name that towns of two
    départements bear is left out (« Saint-Denis »). « Vienne » and « Mayenne » are towns here:
    ask `departement_named` first. Source: code officiel géographique, INSEE, 2024.
    """
    codes: dict[str, set[str]] = {normalise(town): {c} for town, c in _FORMER_TOWNS.items()}
    for each in departements().values():
        for town in (each.prefecture, *each.sous_prefectures):
            codes.setdefault(normalise(town), set()).add(each.code)
    return MappingProxyType({town: min(of) for town, of in codes.items() if len(of) == 1})
