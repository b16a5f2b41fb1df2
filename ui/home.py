"""The head of every search screen, and the empty page: examples to start from."""

from __future__ import annotations

import streamlit as st

from search import Bank
from ui import navigation
from ui.address import State
from ui.french import count, fr

EXAMPLES = (
    "actions mobilité pour seniors en milieu rural",
    "un jardin partagé avec les habitants du quartier",
    "aider les familles à utiliser le numérique",
    "café des parents",
    "alimentation et petits budgets",
)
"""Searches that one click starts."""

QUESTIONS = (
    "Quels budgets pour des jardins partagés ?",
    "Qui finance la mobilité des seniors ?",
    "Combien d'actions pour les familles ?",
)
"""Questions that one click asks."""

_TEXT = "search-text"


def show_head(state: State) -> None:
    """The name of the tool and its one search box."""
    empty = not (state.text or state.filters or state.view)
    if not empty:
        show_brand(state)
    else:
        st.html(
            "<h1 class='es-brand'>Essaimer</h1>"
            "<p class='es-lead'>Retrouvez, avec vos mots, des actions menées par des centres "
            "sociaux.</p>"
        )
    if st.session_state.get(_TEXT) != state.text and (
        st.session_state.get("search-shown") != state.text or _TEXT not in st.session_state
    ):
        st.session_state[_TEXT] = state.text
    st.session_state["search-shown"] = state.text
    with st.form("search", border=False), st.container(horizontal=True, gap="small"):
        st.text_input(
            "Votre recherche",
            key=_TEXT,
            placeholder=EXAMPLES[0],
            label_visibility="collapsed",
            max_chars=1000,
        )
        st.form_submit_button("Chercher", type="primary", on_click=_submit)


def show_brand(state: State) -> None:
    """The name of the tool, as a link to its empty page."""
    with st.container(key="brand"):
        navigation.link("Essaimer", state.blank())


def show_examples(state: State, index: Bank) -> None:
    """What to do on the empty page."""
    st.html(f"<h2 class='es-h2'>{fr('Par exemple :')}</h2>")
    with st.container(key="examples", gap=None):
        for example in EXAMPLES:
            navigation.link(example, state.asking(example))
    st.html(f"<h2 class='es-h2'>{fr('Ou une question, à laquelle les fiches répondent :')}</h2>")
    with st.container(key="questions", gap=None):
        for example in QUESTIONS:
            navigation.link(fr(example), state.asking(example))
    st.html(
        "<p class='es-hint'>Écrivez une phrase ou quelques mots ; un lieu, un public ou une année "
        "peuvent en faire partie. Vous pouvez aussi choisir des filtres seuls.</p>"
    )
    if index.fiches:
        words = "Parcourir la fiche" if len(index.fiches) == 1 else "Parcourir les "
        rest = "" if len(index.fiches) == 1 else count(len(index.fiches), "fiche")
        navigation.link(words + rest, state.everything())


def _submit() -> None:
    text = str(st.session_state.get(_TEXT, ""))
    navigation.go(navigation.present().asking(text))
