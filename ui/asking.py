"""The box that asks about one fiche."""

from __future__ import annotations

from typing import Final

import streamlit as st

from ui import navigation, text_box
from ui.address import State
from ui.french import fr

EXAMPLES: Final = (
    "Combien ça a coûté ?",
    "Avec quels partenaires ?",
    "Qui participe ?",
    "Quelles difficultés ?",
)
"""Questions about a fiche that one click asks."""


def _ask(text: str) -> None:
    navigation.go(navigation.present().about(text))


_BOX: Final = text_box.Box(
    "fiche-question", "Votre question sur cette action", fr("Et le budget ?"), "Demander", _ask
)


def box(state: State) -> None:
    """The box of the fiche that is open, and examples to click."""
    text_box.show(_BOX, state.question, of=state.fiche or "")
    with st.container(key="fiche-questions", horizontal=True, gap="small"):
        for example in EXAMPLES:
            navigation.link(fr(example), state.about(example))
