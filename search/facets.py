"""Facets as filters that don't betray, and their counts.

Closed fields are badly filled: an action for seniors is often marked « Tous publics ». So a
public filter also keeps « Tous publics » and empty fields, and a partner filter keeps fiches
whose text names the partner: ranked below, and labelled. `strict` gives the raw field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus import Fiche
from corpus.fiche import normalise
from corpus.places import departement_named, departements, region_codes
from corpus.vocabulary import EVERYONE, FACETS, canonical
from search.query import FACET_TITLES, Query


class UnknownValueError(ValueError):
    """A filter's value that can't exist; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Admission:
    """How a fiche passes the filters: 0 by its own fields, 1 only by kindness, with why."""

    tier: int
    notes: tuple[str, ...]


def admitted(fiches: Sequence[Fiche], query: Query) -> dict[int, Admission]:
    """Row to admission, for the fiches that pass every filter.

    Raises UnknownValueError for a département, région or status that doesn't exist.
    """
    wanted = {name: _wanted(name, values) for name, values in query.filters.items() if values}
    rows: dict[int, Admission] = {}
    for row, fiche in enumerate(fiches):
        admission = _admission(fiche, wanted, query.strict)
        if admission is not None:
            rows[row] = admission
    return rows


def facet_counts(fiches: Sequence[Fiche], query: Query) -> dict[str, dict[str, int]]:
    """Facet to value to how many fiches the *other* filters leave, commonest first."""
    counts: dict[str, dict[str, int]] = {}
    for name, values_of in FACETS.items():
        others = {k: v for k, v in query.filters.items() if k != name}
        rows = admitted(fiches, Query(query.text, others, query.k, query.strict))
        counter = Counter(value for row in rows for value in set(values_of(fiches[row])))
        counts[name] = dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
    return counts


def _wanted(name: str, values: Sequence[str]) -> frozenset[str]:
    """The canonical values, normalised, that a filter accepts."""
    if name not in FACETS:
        raise UnknownValueError(f"filtre inconnu : {name}")
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


def _admission(
    fiche: Fiche, wanted: Mapping[str, frozenset[str]], strict: bool
) -> Admission | None:
    tier, notes = 0, []
    for name, accepted in wanted.items():
        # A région is a set of départements, so that old régions and « DOM » work as well.
        values = FACETS["departement" if name == "region" else name](fiche)
        if not accepted.isdisjoint(map(normalise, values)):
            continue
        note = None if strict else _kindness(name, fiche, values, accepted)
        if note is None:
            return None
        tier = 1
        notes.append(note)
    return Admission(tier, tuple(notes))


def _kindness(
    name: str, fiche: Fiche, values: Sequence[str], accepted: frozenset[str]
) -> str | None:
    """Why a fiche passes though its field doesn't meet the filter, None if it doesn't pass."""
    if name == "public" and EVERYONE in values:
        return "tous publics"
    if name == "public" and not values:
        return "public non renseigné"
    if name == "partner":
        text = f" {normalise(' '.join(fiche.sections.values()))} "
        cited = [value for value in accepted if f" {value} " in text]
        if cited:
            return f"{FACET_TITLES[name].lower()} cité dans le texte"
    return None
