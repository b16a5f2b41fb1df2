"""The head of every search screen, and the empty page: examples to start from."""

from __future__ import annotations

import streamlit as st

from search import Bank
from ui import navigation, text_box
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


def _search(text: str) -> None:
    navigation.go(navigation.present().asking(text))


_BOX = text_box.Box("q", "Votre recherche", EXAMPLES[0], "Chercher", _search, first=True)


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
    text_box.show(_BOX, state.text)
    if state.lost:
        st.html(
            "<p class='es-missing' role='status'>Le long texte de cette recherche n'est plus gardé "
            "par Essaimer. Collez-le de nouveau dans la case.</p>"
        )


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
    _show_shipped(state, index)
    if index.fiches:
        words = "Parcourir la fiche" if len(index.fiches) == 1 else "Parcourir les "
        rest = "" if len(index.fiches) == 1 else count(len(index.fiches), "fiche")
        navigation.link(words + rest, state.everything())


def _show_shipped(state: State, index: Bank) -> None:
    """What the fiches are when they came with Essaimer, and the way to bring one's own."""
    told, invented = (
        sum(fiche.origin == origin for fiche in index.fiches) for origin in ("recit", "modele")
    )
    if told + invented < len(index.fiches) or not index.fiches:
        return
    st.html(
        "<p class='es-hint'>"
        + fr(
            f"Ces fiches sont fournies avec Essaimer pour l'essayer : {count(told, 'récit')} "
            f"d'actions réelles et {count(invented, 'exemple inventé', 'exemples inventés')}. "
            "Mettez-y les vôtres :"
        )
        + "</p>"
    )
    navigation.link("Ajouter mes fiches", state.my_fiches())
