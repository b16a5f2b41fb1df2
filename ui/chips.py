"""What was understood of the query, and the filters that are on: one chip each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from search import Understood
from ui import navigation, safe
from ui.address import State
from ui.understood import OFF, ONLY, Chip, chips

# A glance tells them apart, in colours or without: a funnel keeps, an arrow places first.
_FILTER = ":material/filter_alt:"
_FIRST = "<span aria-hidden='true'>↑ </span>"


def show(state: State, understood: Sequence[Understood]) -> None:
    """Write the chips with what can be done about each."""
    found = chips(state, understood)
    if not found:
        return
    with st.container(horizontal=True, key="chips", gap="small"):
        for chip in found:
            _show(chip)


def _show(chip: Chip) -> None:
    """A chip whose only action takes it away is one button; the others hold theirs."""
    if [action.label for action in chip.actions] == [OFF]:
        [action] = chip.actions
        icon = _FILTER if chip.key.startswith("filter-") else None
        _button(f"{chip.words}\u00a0{OFF}", f"chip-{chip.key}", action.help, action.state, icon)
        return
    with st.container(
        horizontal=True, key=f"pill-{chip.key}", gap=None, vertical_alignment="center",
        width="content",
    ):  # fmt: skip
        lead = _FIRST if chip.key.startswith(("lift-", "place-")) else ""
        st.html(f"<span class='es-chip'>{lead}{safe.text(chip.words)}</span>", width="content")
        for action in chip.actions:
            what = {OFF: "off", ONLY: "only"}.get(action.label, "instead")
            _button(action.label, f"chip-{chip.key}-{what}", action.help, action.state)


def _button(label: str, key: str, said: str, state: State, icon: str | None = None) -> None:
    shown = label if label in (OFF, ONLY) else safe.literal(label)
    st.button(shown, key=key, help=said, icon=icon, on_click=navigation.go, args=(state,))
