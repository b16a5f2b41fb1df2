"""The box in which one searches or asks: a phrase or pages of text, Enter to send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from ui import safe
from ui.french import count, fr
from ui.long_texts import LONGEST


@dataclass(frozen=True, slots=True)
class Box:
    """A box: `key` is its widget's, `send` takes what was typed into the address."""

    key: str
    label: str
    placeholder: str
    button: str
    send: Callable[[str], None]
    first: bool = False


def show(box: Box, text: str, of: str = "") -> None:
    """Write a box that holds `text`; `of` names what it is about, if anything.

    What was typed and not sent stays while the address doesn't change.
    """
    shown = f"{box.key}-shown"
    if box.key not in st.session_state or st.session_state.get(shown) != (of, text):
        st.session_state[box.key] = text
    st.session_state[shown] = (of, text)
    with st.form(f"{box.key}-form", border=False), st.container(horizontal=True, gap="small"):
        st.text_area(
            box.label,
            key=box.key,
            placeholder=box.placeholder,
            label_visibility="collapsed",
            height="content",
        )
        st.form_submit_button(
            box.button, type="primary" if box.first else "secondary", on_click=_send, args=(box,)
        )
    # Known from the text alone, so that a reload and another browser say it too.
    if len(text) >= LONGEST:
        st.html(f"<p class='es-missing' role='status'>{safe.text(too_long())}</p>")


def too_long() -> str:
    """What is said of a text of which only the beginning is read."""
    return fr(
        f"Votre texte est très long : seuls les {count(LONGEST, '', 'premiers caractères')} "
        "sont cherchés. Gardez la partie qui dit votre besoin, ou cherchez en plusieurs fois."
    )


def _send(box: Box) -> None:
    box.send(str(st.session_state.get(box.key) or ""))
