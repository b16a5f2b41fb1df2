"""Facets as filters that don't betray, and their counts.

Closed fields are badly filled: an action for seniors is often marked « Tous publics ». So a
public filter also keeps « Tous publics » and empty fields, and a partner filter keeps fiches
whose text names the partner: ranked below, and labelled. `strict` gives the raw field.
What a text states (ages, budget, bénévoles…) filters as well: see `search.stated`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus import EVERYONE, canonical, departement_named, departements, normalise, region_codes
from search.columns import Columns, Mask
from search.fields import FIELDS, FILTERS, title
from search.query import Query
from search.stated import UnknownValueError, stated

OUT: Final = -1
OWN: Final = 0
KINDNESS: Final = 1
"""Tiers: not admitted; by the fiche's own fields; only by kindness, ranked below."""

Tiers = NDArray[np.int8]


def admitted(columns: Columns, query: Query) -> Tiers:
    """How each fiche passes the filters, shape (fiches,): OUT, OWN or KINDNESS.

    Raises UnknownValueError for a département, région or status that doesn't exist.
    """
    return _together(columns, [_passes(columns, query, name) for name in _used(query)])


def admission_notes(columns: Columns, query: Query, row: int) -> tuple[str, ...]:
    """Why, in French, a fiche passes though its own field doesn't meet a filter."""
    notes = []
    for name in _used(query):
        if _passes(columns, query, name)[row] != KINDNESS:
            continue
        if name == "partner":
            notes.append(f"{title(name).lower()} cité dans le texte")
        elif columns.facets[name].filled[row]:
            notes.append("tous publics")
        else:
            notes.append("public non renseigné")
    return tuple(notes)


def facet_counts(columns: Columns, query: Query) -> dict[str, dict[str, int]]:
    """Facet to value to how many fiches the *other* filters leave, commonest first."""
    passes = {name: _passes(columns, query, name) for name in _used(query)}
    counts: dict[str, dict[str, int]] = {}
    for name, column in columns.facets.items():
        others = [p for other, p in passes.items() if other != name]
        left = _together(columns, others) != OUT if others else None
        counts[name] = dict(columns.totals[name]) if left is None else column.counts(left)
    return counts


def _used(query: Query) -> list[str]:
    return [name for name, values in query.filters.items() if values]


def _together(columns: Columns, passes: Sequence[Tiers]) -> Tiers:
    tiers = np.zeros(len(columns.fiches), np.int8)
    for each in passes:
        tiers = np.where((tiers == OUT) | (each == OUT), OUT, np.maximum(tiers, each))
    return tiers.astype(np.int8)


def _passes(columns: Columns, query: Query, name: str) -> Tiers:
    values = query.filters[name]
    if name not in FILTERS:
        raise UnknownValueError(f"filtre inconnu : {name}")
    if FIELDS[name].source != "closed":
        each = [stated(columns, name, value) for value in values]
        # « Sans le scolaire, sans le sport » is without both.
        together = np.logical_and if name == "exclusion" else np.logical_or
        return _tiers(together.reduce(each), columns.none())
    accepted = _wanted(name, values)
    # A région is a set of départements, so that old régions and « DOM » work as well.
    column = columns.facets["departement" if name == "region" else name]
    held = column.holds(accepted)
    return _tiers(held, columns.none() if query.strict else _kindness(columns, name, accepted))


def _tiers(held: Mask, kindly: Mask) -> Tiers:
    return np.where(held, OWN, np.where(kindly, KINDNESS, OUT)).astype(np.int8)


def _kindness(columns: Columns, name: str, accepted: frozenset[str]) -> Mask:
    """Fiches that pass though their field doesn't meet the filter."""
    if name == "public":
        public = columns.facets["public"]
        return public.holds({normalise(EVERYONE)}) | ~public.filled
    if name == "partner":
        cited = columns.none()
        for value in accepted:
            cited |= columns.says(value)
        return cited
    return columns.none()


def _wanted(name: str, values: Sequence[str]) -> frozenset[str]:
    """The canonical values, normalised, that a filter accepts."""
    accepted: set[str] = set()
    for value in values:
        if name == "departement":
            departement = departement_named(value)
            if departement is None:
                raise UnknownValueError(f"département inconnu : « {value} » (nom ou numéro)")
            accepted.add(normalise(departement.name))
        elif name == "region":
            codes = region_codes(value)
            if not codes:
                raise UnknownValueError(f"région inconnue : « {value} »")
            accepted.update(normalise(departements()[code].name) for code in codes)
        elif name == "status" and canonical(value) not in ("En cours", "Terminée"):
            raise UnknownValueError(f"statut inconnu : « {value} » (En cours ou Terminée)")
        else:
            accepted.add(normalise(canonical(value)))
    return frozenset(accepted)
