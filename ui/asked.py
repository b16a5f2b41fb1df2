"""From the state of a screen to the query that is asked, and what the screens call things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus import ORIGINS, canonical, departement_named, normalise
from search import FIELDS, Bank, Query, shown
from ui.address import State

INVENTED = "modele"
"""The origin that is left out as soon as there are fiches of the bank."""


def query(state: State, index: Bank) -> Query:
    """The query of a state: its own filters in canonical form, and the default origins."""
    filters = {name: canonical_values(name, values) for name, values in state.filters.items()}
    if "origin" not in filters and (origins := default_origins(index)):
        filters["origin"] = origins
    return Query(state.text, filters, state.k, state.strict, state.ignored)


def default_origins(index: Bank) -> tuple[str, ...]:
    """The origins searched when none is chosen; empty when that is all of them."""
    present = {fiche.origin for fiche in index.fiches}
    if "banque" not in present or INVENTED not in present:
        return ()
    return tuple(name for name in ORIGINS if name in present and name != INVENTED)


def canonical_values(name: str, values: Sequence[str]) -> tuple[str, ...]:
    """A filter's values as they are counted, so that « 12 » is « Aveyron »."""
    if FIELDS[name].source != "closed":
        return tuple(dict.fromkeys(values))
    if name == "departement":
        found = [(departement_named(value), value) for value in values]
        names = [known.name if known else value for known, value in found]
    elif name == "origin":
        by_key = {normalise(key): key for pair in ORIGINS.items() for key in pair}
        keys = {label: key for key, label in ORIGINS.items()}
        found_keys = [by_key.get(normalise(value), value) for value in values]
        names = [keys.get(key, key) for key in found_keys]
    else:
        names = [canonical(value) for value in values]
    return tuple(dict.fromkeys(names))


def value_name(name: str, value: str) -> str:
    """What users read for a filter's value."""
    return ORIGINS.get(value, value) if name == "origin" else shown(name, value)


def without_words(text: str, words: str) -> str | None:
    """The text without those words, None when they don't stand in it."""
    at = text.casefold().find(words.casefold()) if words.strip() else -1
    if at < 0:
        return None
    return " ".join((text[:at] + " " + text[at + len(words) :]).split())


def counted(values: Mapping[str, int], selected: Sequence[str]) -> dict[str, int]:
    """The values of a facet with their counts, those selected being always there."""
    return {**values, **{value: 0 for value in selected if value not in values}}
