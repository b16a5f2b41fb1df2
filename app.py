"""Entry of the app: `streamlit run app.py`. Page set-up and the choice of a screen."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from indexer import UnusableIndexError
from ui import (
    browser,
    fiche,
    fiche_text,
    first_start,
    footer,
    navigation,
    print_view,
    results,
    ticks,
)
from ui.address import PRINT
from ui.opened import encoder, opened

STYLE = Path(__file__).with_name("ui") / "style.css"
PRINT_STYLE = Path(__file__).with_name("ui") / "print.css"
ICON = Path(__file__).with_name("ui") / "icon.svg"


def screen() -> None:
    """Show what the address asks for."""
    navigation.reassert()
    state = navigation.present()
    st.html(STYLE)
    try:
        index = opened()
    except UnusableIndexError:
        browser.page_set_up("first start", focus=False)
        first_start.show()
        return
    first_start.notice(index)
    if state.fiche and state.view == PRINT:
        st.html(PRINT_STYLE)
        print_view.show(state, index)
    elif state.fiche:
        fiche.show(state, index)
    else:
        results.show(state, index)
    if state.view != PRINT:
        ticks.bar(state, index)
    footer.show(index)
    empty = not (state.text or state.filters or state.fiche or state.view)
    place = f"{state.fiche}|{state.view}|{state.text}|{state.question}|{state.cited}"
    marked = state.fiche is not None and state.cited is not None and state.view != PRINT
    browser.page_set_up(place, focus=empty, anchor=fiche_text.ANCHOR if marked else "")
    # Only now: the first screen is on its way, and the encoder may take its seconds.
    encoder().begin()


def main() -> None:
    """Run the app; whatever goes wrong is said in French and kept in the terminal."""
    st.set_page_config(page_title="Essaimer", page_icon=str(ICON), layout="centered")
    try:
        navigation.run(screen, "Essaimer")
    except Exception:
        logging.getLogger("essaimer").exception("screen failed")
        st.error(
            "Une erreur inattendue s'est produite. Rechargez la page ; si elle revient, "
            "la fenêtre d'où Essaimer a été lancé en garde le détail."
        )


main()
