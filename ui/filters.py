"""The sidebar: filters with their counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from corpus import Fiche
from search import FIELDS, Bank
from ui import asked, browser, navigation, safe, widened
from ui.address import State
from ui.french import fr

_FIRST = ("region", "departement", "public", "keyword", "status")
_MORE = ("partner", "dimension", "territory", "initiative", "origin")
_STRICT = "strict"

Counts = Mapping[str, Mapping[str, int]]


def show(state: State, index: Bank, counts: Counts, left: Sequence[Fiche] = ()) -> None:
    """Write the sidebar for what `state` asks; `left` are the fiches that its filters leave."""
    shown: dict[str, dict[str, int]] = {}
    with st.sidebar:
        st.html("<h2 class='es-side-title'>Filtrer</h2>")
        if state.filters or state.strict or state.ignored:
            st.button("Effacer les filtres", on_click=_clear, key="filters-clear", width="stretch")
        for name in _FIRST:
            shown[_key(name)] = _facet(name, state, index, counts, left)
        opened = any(name in state.filters for name in _MORE)
        with st.expander("Plus de filtres", expanded=opened):
            for name in _MORE:
                shown[_key(name)] = _facet(name, state, index, counts, left)
        _strict(state)
        browser.option_counts(shown)


def _key(name: str) -> str:
    return f"facet_{name}"


def _facet(
    name: str, state: State, index: Bank, counts: Counts, left: Sequence[Fiche]
) -> dict[str, int]:
    """Write a filter; the name of each of its values with its count.

    The browser sends back the names that it shows, and those of a moment ago when a count
    has changed in between. So a count stands in none of them: the page's script writes it
    beside (`browser.option_counts`), and names are read as an address is.
    """
    chosen = asked.canonical_values(name, state.filters.get(name, ()))
    default = asked.default_origins(index) if name == "origin" else ()
    selected = chosen or default
    values = asked.counted(counts.get(name, {}), selected)
    if not values:
        return {}
    names = {asked.value_name(name, value): number for value, number in values.items()}
    _keep(_key(name), [asked.value_name(name, value) for value in selected])
    st.multiselect(
        FIELDS[name].title,
        options=list(names),
        key=_key(name),
        on_change=_changed,
        args=(name, default),
        placeholder=FIELDS[name].every,
        select_all=False,
    )
    if name == "origin" and default:
        st.caption(fr("Les exemples inventés ne sont pas cherchés : ajoutez-les ici au besoin."))
    if not state.strict and (said := widened.sentence(name, chosen, left)):
        st.html(f"<p class='es-hint es-widened' role='note'>{safe.text(said)}</p>")
    return names


def _strict(state: State) -> None:
    _keep(_STRICT, state.strict)
    st.toggle("Filtres stricts", key=_STRICT, on_change=_strict_changed)
    st.caption(fr("Seulement les fiches dont le champ est rempli exactement ainsi."))


def _keep(key: str, value: object) -> None:
    """Show the address's value in a widget."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _changed(name: str, default: tuple[str, ...]) -> None:
    values = asked.canonical_values(name, st.session_state[_key(name)])
    navigation.go(navigation.present().filtered(name, () if values == default else values))


def _strict_changed() -> None:
    navigation.go(navigation.present().strictly(bool(st.session_state[_STRICT])))


def _clear() -> None:
    navigation.go(navigation.present().unfiltered())
