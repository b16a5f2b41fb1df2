"""Telling a question from keywords, and the box that asks about one fiche."""

from __future__ import annotations

import re
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

_LED: Final = "avec|pour|par|chez|à|a|de|dans|depuis|sur|en"
_STARTS: Final = re.compile(
    r"(?:et |mais |alors )?(?:"
    rf"combien|(?:(?:{_LED}) )?quel(?:le)?s?|(?:(?:{_LED}) )?(?:qui|quoi|combien)"
    r"|pourquoi|comment|(?:d[’'])?o[uù]|quand|que|qu[’']\w+|est[ -]ce"
    r"|y a[ -]t[ -]il|existe[ -]t[ -]il)(?!\w)"
)


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
