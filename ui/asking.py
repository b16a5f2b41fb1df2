"""Telling a question from keywords, and the box that asks about one fiche."""

from __future__ import annotations

import re
from typing import Final

import streamlit as st

from ui import navigation
from ui.address import State
from ui.french import fr

EXAMPLES: Final = (
    "Combien ça a coûté ?",
    "Avec quels partenaires ?",
    "Qui participe ?",
    "Quelles difficultés ?",
)
"""Questions about a fiche that one click asks."""

_LED: Final = "avec|pour|par|chez|à|a|de|dans|depuis|sur|en"
_STARTS: Final = re.compile(
    r"(?:et |mais |alors )?(?:"
    rf"combien|(?:(?:{_LED}) )?quel(?:le)?s?|(?:(?:{_LED}) )?(?:qui|quoi|combien)"
    r"|pourquoi|comment|(?:d[’'])?o[uù]|quand|que|qu[’']\w+|est[ -]ce"
    r"|y a[ -]t[ -]il|existe[ -]t[ -]il)(?!\w)"
)
_KEY: Final = "fiche-question"


def asks(text: str) -> bool:
    """True for a question: it ends with « ? », starts as questions do, or holds « combien »."""
    plain = " ".join(text.casefold().split())
    if not re.search(r"\w", plain):
        return False
    return (
        plain.endswith("?")
        or bool(_STARTS.match(plain))
        or bool(re.search(r"(?<!\w)combien(?!\w)", plain))
    )


def box(state: State) -> None:
    """The box of the fiche that is open, and examples to click."""
    if st.session_state.get("question-shown") != (state.fiche, state.question):
        st.session_state[_KEY] = state.question
    st.session_state["question-shown"] = (state.fiche, state.question)
    with st.form("question", border=False), st.container(horizontal=True, gap="small"):
        st.text_input(
            "Votre question sur cette action",
            key=_KEY,
            placeholder="Et le budget ?",
            label_visibility="collapsed",
            max_chars=1000,
        )
        st.form_submit_button("Demander", on_click=_submit)
    with st.container(key="fiche-questions", horizontal=True, gap="small"):
        for example in EXAMPLES:
            navigation.link(fr(example), state.about(example))


def _submit() -> None:
    text = str(st.session_state.get(_KEY, ""))
    navigation.go(navigation.present().about(text))
