"""Entry of the app: `streamlit run app.py`. Page set-up and the choice of a screen."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from indexer import UnusableIndexError
from ui import (
    browser,
    facts,
    fiche,
    first_start,
    footer,
    navigation,
    places,
    print_view,
    results,
    ticks,
    upkeep,
)
from ui.address import MY_FICHES, PRINT
from ui.opened import encoder, opened
from ui.parts.shared_work import library
from ui.screens import my_fiches

STYLE = Path(__file__).with_name("ui") / "style.css"
PRINT_STYLE = Path(__file__).with_name("ui") / "print.css"
ICON = Path(__file__).with_name("ui") / "icon.svg"


def screen() -> None:
    """Show what the address asks for."""
    navigation.reassert()
    state = navigation.present()
    st.html(STYLE)
    library()  # The first call tidies what a change that was cut short left behind.
    browser.begin()
    try:
        index = opened()
    except UnusableIndexError:
        first_start.show()
        return
    found = index.fiche(state.fiche) if state.fiche else None
    st.set_page_config(page_title=places.tab(state, facts.title(found) if found else None))
    first_start.notice(index)
    if state.fiche and state.view == PRINT:
        st.html(PRINT_STYLE)
        print_view.show(state, index)
    elif state.fiche:
        fiche.show(state, index)
    elif state.view == MY_FICHES:
        my_fiches.show(state, index)
    else:
        results.show(state, index)
    if state.view != PRINT:
        ticks.bar(state, index)
    footer.show(state, index)
    browser.arrived(places.arrival(state))
    # Only now: the first screen is on its way, and the encoder may take its seconds.
    encoder().begin()


def main() -> None:
    """Run the app; whatever goes wrong is said in French and kept in the terminal."""
    st.set_page_config(page_icon=str(ICON), layout="centered")
    try:
        with upkeep.collector().step():
            navigation.run(screen, "Essaimer")
    except Exception:
        logging.getLogger("essaimer").exception("screen failed")
        st.error(
            "Une erreur inattendue s'est produite. Rechargez la page ; si elle revient, "
            "la fenêtre d'où Essaimer a été lancé en garde le détail."
        )


main()
