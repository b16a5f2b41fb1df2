"""« Vue dossier »: a fiche under a funder's rubrics, each quote with a link to its place."""

from __future__ import annotations

import streamlit as st

from answers import Citation
from answers.exports import Filled, filled_rubrics
from corpus import Fiche
from search import Bank
from ui import navigation, safe
from ui.address import State
from ui.answer_html import UNSAID


def show(fiche: Fiche, state: State, bank: Bank) -> None:
    """Write every rubric in the funder's order, empty ones too."""
    st.html(
        "<p class='es-hint'>Les rubriques d'un dossier de financement, remplies avec les mots "
        "de la fiche seulement. Un lien mène à chaque passage.</p>"
    )
    for number, filled in enumerate(filled_rubrics(bank, fiche)):
        _rubric(filled, state, number)


def _rubric(filled: Filled, state: State, number: int) -> None:
    st.html(f"<h2 class='es-label'>{safe.text(filled.rubric.title)}</h2>")
    if not filled.citations:
        st.html(f"<p class='es-unsaid'>{UNSAID}</p>")
    for place, citation in enumerate(filled.citations):
        with st.container(key=f"rubric-{number}-{place}", gap=None):
            st.html(quote(citation))
            target = state.opening(citation.fiche.id, citation.span)
            navigation.link(citation.span.label.rstrip(" :"), target, source=True)


def quote(citation: Citation) -> str:
    """The words of the fiche, in guillemets only when they are the bank's own."""
    words = safe.text(citation.quote)
    if citation.fiche.origin == "banque":
        words = f"«\u00a0{words}\u00a0»"
    return f"<blockquote class='es-quote es-lines'><p>{words}</p></blockquote>"
