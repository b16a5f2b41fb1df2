"""What only the browser can do: the page's language, the focus, scrolling, the clipboard,
printing. The scripts are fixed texts; what a source wrote reaches them as data, never as code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from ui.french import fr

_SCRIPTS: Final = Path(__file__).with_name("js")

_PRINT = """
export default function ({ parentElement }) {
  parentElement.querySelector("button").onclick = () => window.print();
}
"""

_BUTTON_CSS = """
button { font: inherit; font-weight: 600; color: #fff; background: #0b5f59; border: 0;
  border-radius: .4rem; padding: .45rem 1rem; cursor: pointer; }
button.plain { font-weight: 400; font-size: .875rem; min-height: 2.5rem; padding: .4rem .75rem;
  color: #0b5f59; background: #fff; border: 1px solid #d3dcd8; }
button:hover { background: #084a45; color: #fff; }
button:focus-visible { outline: 3px solid #c26a00; outline-offset: 2px; }
span { margin-left: .75rem; font: inherit; }
span:empty { margin: 0; }
"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is on the page now.

    `place` tells it from every other place of the app and `screen` from other kinds of screen;
    `fiche` is the fiche that is open; with `box`, the text box takes the focus; `anchor` is
    the id of the passage that is cited.
    """

    place: str
    screen: str
    fiche: str = ""
    box: bool = False
    anchor: str = ""


def begin() -> None:
    """Set the page up; call it before the text boxes, whose Enter key it minds."""
    _page()(key="page-begin", data={}, height=1)
    words = st.components.v2.component("essaimer_french", js=_script("french.js"))
    words(key="page-french", data={}, height=1)


def arrived(arrival: Arrival) -> None:
    """Say what is on the page, all of it being written: scroll and focus follow."""
    place = hashlib.sha256(arrival.place.encode("utf-8", errors="replace")).hexdigest()[:16]
    data = {
        "place": place, "screen": arrival.screen, "fiche": arrival.fiche, "box": arrival.box,
        "anchor": arrival.anchor,
    }  # fmt: skip
    _page()(key="page-set-up", data=data, height=1)


def option_counts(counts: Mapping[str, Mapping[str, int]]) -> None:
    """Show these counts in lists of options: widget's key to an option's name to its count."""
    component = st.components.v2.component("essaimer_counts", js=_script("counts.js"))
    component(key="page-counts", data={key: dict(names) for key, names in counts.items()}, height=1)


def copy_button(text: str) -> None:
    """A button that puts `text` in the clipboard and says so."""
    _copy("Copier la fiche", "copy", "Copie refusée : sélectionnez le texte ci-dessous.", text)


def copy_link() -> None:
    """A button that puts the page's address in the clipboard and says so."""
    _copy("Copier le lien", "copy-link", "Copie refusée : prenez l'adresse en haut du navigateur.")


def print_button() -> None:
    """A button that opens the browser's print dialog."""
    component = st.components.v2.component(
        "essaimer_print",
        html="<button type='button'>Imprimer</button>",
        css=_BUTTON_CSS,
        js=_PRINT,
    )
    component(key="print", height=44, width="content")


def _copy(label: str, key: str, refused: str, text: str | None = None) -> None:
    look = "plain" if text is None else ""
    component = st.components.v2.component(
        f"essaimer_{key}",
        html=f"<button type='button' class='{look}'>{label}</button><span role='status'></span>",
        css=_BUTTON_CSS,
        js=_script("copy.js"),
    )
    said = {
        "done": "Copié." if text else "Lien copié.",
        "refused": fr(refused),
    }
    component(
        key=key,
        data={"text": text, **said},
        height=44,
        width="stretch" if text else "content",
    )


def _page() -> st.components.v2.types.ComponentRenderer:
    return st.components.v2.component("essaimer_page", js=_script("page.js"))


def _script(name: str) -> str:
    return (_SCRIPTS / name).read_text(encoding="utf-8")
