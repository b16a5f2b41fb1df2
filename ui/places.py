"""What each screen is called in the browser's tab, and what tells it from the others."""

from __future__ import annotations

from ui import fiche_text
from ui.address import DOSSIER, EVERYTHING, MY_FICHES, PRINT, State
from ui.browser import Arrival
from ui.french import shortened

_NAME = "Essaimer"
_LONGEST = 70
_BEFORE = {PRINT: "À imprimer : ", DOSSIER: "Dossier : "}


def tab(state: State, fiche: str | None) -> str:
    """The tab's title; `fiche` is the title of the one that is open, None if there is none."""
    if state.fiche:
        lead = _BEFORE.get(state.view, "")
        what = lead + fiche if fiche is not None else "Fiche introuvable"
    elif state.text:
        what = state.text
    elif state.view == MY_FICHES:
        what = "Mes fiches"
    elif state.view == EVERYTHING:
        what = "Toutes les fiches"
    elif state.filters:
        what = ", ".join(value for values in state.filters.values() for value in values)
    else:
        return _NAME
    return f"{shortened(what, _LONGEST)} — {_NAME}"


def arrival(state: State) -> Arrival:
    """What the browser must know of a screen."""
    empty = not (state.text or state.filters or state.fiche or state.view)
    kind = "home" if empty else state.view or "results"
    place = f"{state.fiche}|{state.view}|{state.text}|{state.question}|{state.cited}"
    marked = state.fiche is not None and state.cited is not None and not state.view
    return Arrival(
        place=place,
        screen=f"{kind} {state.fiche}" if state.fiche else kind,
        fiche=state.fiche or "",
        box=empty,
        anchor=fiche_text.ANCHOR if marked else "",
    )
