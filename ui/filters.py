"""The sidebar: filters with their counts."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from search import FACET_TITLES, Bank
from ui import asked, navigation
from ui.address import State
from ui.french import fr

_FIRST = ("region", "departement", "public", "keyword", "status")
_MORE = ("partner", "dimension", "territory", "initiative", "origin")
_ANY = {"region": "Toutes", "dimension": "Toutes", "initiative": "Toutes", "origin": "Toutes"}

Counts = Mapping[str, Mapping[str, int]]


def show(state: State, index: Bank, counts: Counts) -> None:
    """Write the sidebar for what `state` asks."""
    with st.sidebar:
        st.html("<h2 class='es-side-title'>Filtrer</h2>")
        if state.filters or state.strict or state.ignored:
            st.button("Effacer les filtres", on_click=_clear, key="filters-clear", width="stretch")
        for name in _FIRST:
            _facet(name, state, index, counts)
        opened = any(name in state.filters for name in _MORE)
        with st.expander("Plus de filtres", expanded=opened):
            for name in _MORE:
                _facet(name, state, index, counts)
        _strict(state)


def _facet(name: str, state: State, index: Bank, counts: Counts) -> None:
    chosen = asked.canonical_values(name, state.filters.get(name, ()))
    if name == "origin" and not chosen:
        chosen = asked.default_origins(index)
    values = asked.counted(counts.get(name, {}), chosen)
    if not values:
        return
    key = f"filter-{name}"
    _keep(key, list(chosen))
    st.multiselect(
        FACET_TITLES[name],
        options=list(values),
        format_func=lambda value: f"{asked.value_name(name, value)} ({values.get(value, 0)})",
        key=key,
        on_change=_changed,
        args=(name, asked.default_origins(index) if name == "origin" else ()),
        placeholder=_ANY.get(name, "Tous"),
        select_all=False,
    )
    if name == "origin" and asked.default_origins(index):
        st.caption(fr("Les exemples inventés ne sont pas cherchés : ajoutez-les ici au besoin."))


def _strict(state: State) -> None:
    _keep("filter-strict", state.strict)
    st.toggle("Filtres stricts", key="filter-strict", on_change=_strict_changed)
    st.caption(fr("Seulement les fiches dont le champ est rempli exactement ainsi."))


def _keep(key: str, value: object) -> None:
    """Show the address's value in a widget."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _changed(name: str, default: tuple[str, ...]) -> None:
    values = tuple(st.session_state[f"filter-{name}"])
    navigation.go(navigation.present().filtered(name, () if values == default else values))


def _strict_changed() -> None:
    navigation.go(navigation.present().strictly(bool(st.session_state["filter-strict"])))


def _clear() -> None:
    navigation.go(navigation.present().unfiltered())
