"""What was understood of the query, and the filters that are on: one chip each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from search import FACET_TITLES, Understood
from ui import asked, navigation, safe
from ui.address import State
from ui.french import fr


def show(state: State, understood: Sequence[Understood]) -> None:
    """Write the chips; those that filter can be taken away."""
    shown = [item for item in understood if not _by_default(state, item)]
    if not shown:
        return
    with st.container(horizontal=True, key="chips", gap="small"):
        for number, item in enumerate(dict.fromkeys(shown)):
            without = removed(state, item)
            if without is None:
                st.html(f"<span class='es-chip'>{safe.text(words(item))}</span>", width="content")
            else:
                st.button(
                    safe.literal(words(item) + "\u00a0✕"),
                    key=f"chip-{number}-{item.field}-{item.value}",
                    help="Retirer ce filtre" if item.effect == "filter" else "Retirer ces mots",
                    on_click=navigation.go,
                    args=(without,),
                )


def words(item: Understood) -> str:
    """A chip's words."""
    name = FACET_TITLES.get(item.field, item.field)
    value = asked.value_name(item.field, item.value)
    if item.effect == "filter":
        return fr(f"{name} : ") + value
    if item.effect == "lift":
        return fr(f"Placés en tête : {name.lower()} ") + value
    if item.effect == "correction":
        return fr("Lu « ") + value + fr(" » au lieu de « ") + item.text + fr(" »")
    return fr("Cherché aussi : ") + value


def removed(state: State, item: Understood) -> State | None:
    """The state without what a chip says, None when it can't be taken away."""
    if item.effect != "filter":
        return None
    chosen = asked.canonical_values(item.field, state.filters.get(item.field, ()))
    if item.value in chosen:
        return state.filtered(item.field, [value for value in chosen if value != item.value])
    left = asked.without_words(state.text, item.text)
    return None if left is None else state.asking(left)


def _by_default(state: State, item: Understood) -> bool:
    """True for the origins that filter without having been chosen."""
    return item.field == "origin" and item.effect == "filter" and "origin" not in state.filters
