"""What is asked: the text, the filters, and what was understood of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Effect = Literal["filter", "lift", "correction", "expansion"]

FACET_TITLES: Mapping[str, str] = {
    "departement": "Département",
    "region": "Région",
    "public": "Public",
    "keyword": "Mot clé",
    "dimension": "Dimension",
    "status": "Statut",
    "partner": "Partenaire",
    "territory": "Territoire",
    "initiative": "Initiative",
    "origin": "Origine",
    "neighbour": "Départements voisins",
}
"""Facet to the French word that users read."""


@dataclass(frozen=True, slots=True)
class Query:
    """A search: free text and filters (facet to values; several values mean either, but
    several exclusions mean none of them).

    With `strict`, a filter is the raw field and nothing else. `ignored` are fields that are
    not to be read in the text (`public`, `age`…; `correction` and `expansion` leave the words
    as they were typed).
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    k: int = 10
    strict: bool = False
    ignored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that was read in the query, from which words, and what it does."""

    field: str
    value: str
    text: str
    effect: Effect
