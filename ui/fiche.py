"""The fiche screen: all that the fiche says, what resembles it, a copy and a print view."""

from __future__ import annotations

from datetime import datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from corpus import Fiche
from search import Bank, similar
from ui import (
    answer_block,
    asked,
    asking,
    browser,
    cards,
    dossier_view,
    fiche_text,
    home,
    navigation,
    safe,
    ticks,
)
from ui.address import DOSSIER, State
from ui.french import fr
from ui.results import notice

_SIMILAR = 4


def show(state: State, index: Bank) -> None:
    """Write the fiche that the address names, or say that the index has no such fiche."""
    fiche = index.fiche(state.fiche or "")
    _way_back(state)
    if fiche is None:
        gone(state)
        return
    st.html(fiche_text.heading(fiche) + fiche_text.quotation(fiche, state.cited))
    with st.container(horizontal=True, key="actions", vertical_alignment="center"):
        _copy(fiche)
        browser.copy_link()
        navigation.link("Version à imprimer", state.printing())
        if state.view == DOSSIER:
            navigation.link("Vue fiche", state.opening(fiche.id))
        else:
            navigation.link("Vue dossier", state.as_dossier())
        ticks.box(fiche, state, key="fiche")
    above = _asking(state)
    if state.view == DOSSIER:
        dossier_view.show(fiche, state, index)
    else:
        if closed := fiche_text.closed_facts(fiche, state.cited):
            st.html(closed)
        st.html(fiche_text.open_sections(fiche, state.cited) or "<p>Aucun texte.</p>")
    if source := fiche_text.source_line(fiche):
        st.html(source)
    _resembling(fiche, state, index)
    if state.question:
        with above:
            answer_block.show(state, index, state.question, fiche)


def _asking(state: State) -> DeltaGenerator:
    """The box for a question about the fiche; what is returned is the answer's place."""
    st.html("<h2 class='es-h2'>Poser une question sur cette action</h2>")
    asking.box(state)
    return st.container(key="answer") if state.question else st.container()


def gone(state: State) -> None:
    """Say that the index hasn't the fiche of the address."""
    notice(
        "Cette fiche n'est plus dans la recherche.",
        fr(f"Son identifiant : {state.fiche}. Elle a pu changer de titre ou être retirée."),
    )


def _way_back(state: State) -> None:
    before = state.back()
    searched = before.text or before.filters or before.view
    words = "← Retour aux résultats" if searched else "← Retour à l'accueil"
    home.show_brand(state)
    with st.container(key="way-back"):
        navigation.link(words, before)


def _copy(fiche: Fiche) -> None:
    text = fiche_text.plain(fiche, datetime.now().astimezone().date())
    with st.popover("Copier"):
        browser.copy_button(text)
        st.html(f"<pre class='es-copy' tabindex='0'>{safe.text(text)}</pre>")


def _resembling(fiche: Fiche, state: State, index: Bank) -> None:
    allowed = set(asked.default_origins(index))
    hits = [
        hit
        for hit in similar(index, fiche.id, _SIMILAR * 3)
        if not allowed or hit.fiche.origin in allowed
    ][:_SIMILAR]
    if not hits:
        return
    st.html("<h2 class='es-h2'>Fiches qui lui ressemblent</h2>")
    for hit in hits:
        cards.show_fiche(hit.fiche, state, key=f"like-{hit.rank}")
