"""The fiches ticked to be downloaded: a box on each, and the bar that downloads them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from corpus import Fiche
from search import Bank
from ui import navigation, safe
from ui.address import State
from ui.french import count

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def box(fiche: Fiche, state: State, *, key: str) -> None:
    """The box of a fiche; `key` tells apart the places of a screen where it may be shown."""
    name = f"tick-{key}-{fiche.id}"
    on = fiche.id in state.ticks
    if st.session_state.get(name) != on:
        st.session_state[name] = on
    st.checkbox("Cocher pour télécharger", key=name, on_change=_changed, args=(name, fiche.id))


def bar(state: State, index: Bank) -> None:
    """How many are ticked, and what can be done with them; nothing when none is."""
    if not state.ticks:
        return
    found = [fiche for name in state.ticks if (fiche := index.fiche(name)) is not None]
    with st.container(key="tick-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f"<strong role='status'>{safe.text(words(state, len(found)))}</strong>")
        if found:
            _download("Télécharger .docx", partial(_docx, found), "fiches.docx", WORD)
            _download("Télécharger .xlsx", partial(_xlsx, found), "fiches.xlsx", SHEET)
        st.button("Tout décocher", key="untick", on_click=_clear)


def words(state: State, found: int) -> str:
    """« 2 fiches cochées », and how many of them the index has no more."""
    said = count(found, "fiche cochée", "fiches cochées")
    lost = len(state.ticks) - found
    if not lost:
        return said
    gone = "n'est plus" if lost == 1 else "ne sont plus"
    return f"{said} ({count(lost, 'autre')} {gone} dans la recherche)"


def _download(label: str, make: partial[bytes], file: str, kind: str) -> None:
    st.download_button(label, make, file, kind, key=f"download-{file}", on_click="ignore")


# The documents are made when they are asked for: their libraries take a second to load.
def _docx(fiches: Sequence[Fiche]) -> bytes:
    from answers.exports import fiches_to_docx

    return fiches_to_docx(fiches)


def _xlsx(fiches: Sequence[Fiche]) -> bytes:
    from answers.exports import fiches_to_xlsx

    return fiches_to_xlsx(fiches)


def _changed(name: str, fiche_id: str) -> None:
    on = bool(st.session_state[name])
    navigation.go(navigation.present().ticked(fiche_id, on))


def _clear() -> None:
    navigation.go(navigation.present().unticked())
