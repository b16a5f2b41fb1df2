"""A fiche on paper: no filters, no buttons but the one that prints."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from search import Bank
from ui import browser, fiche, fiche_text, navigation, safe
from ui.address import State
from ui.french import fr, short_date


def show(state: State, index: Bank) -> None:
    """Write the fiche that the address names, ready to print."""
    found = index.fiche(state.fiche or "")
    with st.container(key="print-bar", horizontal=True, vertical_alignment="center"):
        opened = state.opening(state.fiche or "", state.cited)
        navigation.link("← Retour à la fiche" if found else "← Retour", opened)
        if found:
            browser.print_button()
            st.html(f"<span class='es-hint'>{fr('ou Ctrl + P')}</span>", width="content")
    if found is None:
        fiche.gone(state)
        return
    today = short_date(datetime.now().astimezone().date())
    st.html(
        f"<article class='es-paper'>{fiche_text.heading(found)}{fiche_text.closed_facts(found)}"
        f"{fiche_text.open_sections(found)}{fiche_text.source_line(found)}"
        f"<p class='es-source'>{safe.text(f'Imprimé depuis Essaimer le {today}')}</p></article>"
    )
