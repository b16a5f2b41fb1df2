"""Moving between states: the browser's address is the only place where they are kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from embeddings import home
from ui import safe
from ui.address import State
from ui.long_texts import LongTexts

_PAGE = "essaimer-page"


def run(screen: Callable[[], None], title: str) -> None:
    """Run the one page of the app, so that `link` has something to point to."""
    page = st.Page(screen, title=title, default=True)
    st.session_state[_PAGE] = page
    st.navigation([page], position="hidden").run()


def present() -> State:
    """The state that the address says."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    state = State.from_params(params, _long_texts().read)
    # One that came in full is named by its id in every link of the screen.
    _keep(state)
    return state


def go(state: State) -> None:
    """Put a state in the address. Call it in a widget's callback: the run that follows shows it."""
    _keep(state)
    st.query_params.from_dict(state.to_params())


def _keep(state: State) -> None:
    """Keep what the address names by an id; where that can't be, the next run says it is lost."""
    try:
        for text in state.long_texts:
            _long_texts().keep(text)
    except OSError:
        logging.getLogger("essaimer").exception("a long text could not be kept")


def _long_texts() -> LongTexts:
    return LongTexts(home() / "textes")


def reassert() -> None:
    """Say the address to the browser again.

    A link to the page on which one already is reaches Python but not the browser's own
    address bar; the browser does nothing when the address is the one that it shows.
    """
    st.query_params.from_dict(
        {name: st.query_params.get_all(name) for name in list(st.query_params)}
    )


def href(state: State) -> str:
    """The state as a relative address, to be escaped like any text that goes into HTML."""
    return "?" + urlencode(state.to_params(), doseq=True)


def link(label: str, state: State, *, icon: str | None = None, source: bool = False) -> None:
    """A real link to a state; with `source`, the label is a source's text and shown literally."""
    shown = safe.literal(label) if source else label
    st.page_link(
        st.session_state[_PAGE], label=shown, icon=icon or "", query_params=state.to_params()
    )
