"""What only the browser can do: the page's language, the focus, scrolling, the clipboard,
printing. The scripts are fixed texts; what a source wrote reaches them as data, never as code.
"""

from __future__ import annotations

import streamlit as st

_CHROME = """
export default function ({ data }) {
  document.documentElement.lang = "fr";
  if (window.essaimerPlace === data.place) return;
  const first = window.essaimerPlace === undefined;
  window.essaimerPlace = data.place;
  const coarse = window.matchMedia("(pointer: coarse)").matches;
  // The box may come after this script: its own code is loaded when it is first shown.
  const aim = (left) => {
    const box = document.querySelector(".st-key-search-text input");
    if (box) box.focus();
    else if (left) setTimeout(() => aim(left - 1), 100);
  };
  if (data.focus && !coarse) aim(30);
  // The marked place may come after this script too.
  const see = (left) => {
    const mark = document.getElementById(data.anchor);
    if (mark) mark.scrollIntoView({ block: "center" });
    else if (left) setTimeout(() => see(left - 1), 100);
  };
  if (data.anchor) setTimeout(() => see(30), 100);
  else if (!first) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
}
"""

_COPY = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("span");
  const old = () => {
    const area = document.createElement("textarea");
    area.value = data.text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.appendChild(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    button.focus();
    return done;
  };
  button.onclick = async () => {
    let done = false;
    try {
      await navigator.clipboard.writeText(data.text);
      done = true;
    } catch { done = old(); }
    said.textContent = done ? "Copié." : "Copie refusée : sélectionnez le texte ci-dessous.";
  };
}
"""

_PRINT = """
export default function ({ parentElement }) {
  parentElement.querySelector("button").onclick = () => window.print();
}
"""

_BUTTON_CSS = """
button { font: inherit; font-weight: 600; color: #fff; background: #0b5f59; border: 0;
  border-radius: .4rem; padding: .45rem 1rem; cursor: pointer; }
button:hover { background: #084a45; }
button:focus-visible { outline: 3px solid #e39a2d; outline-offset: 2px; }
span { margin-left: .75rem; font: inherit; }
"""


def page_set_up(place: str, *, focus: bool, anchor: str = "") -> None:
    """Say the page is French; on a new `place`, focus the search box if asked to, and go to
    the element whose id is `anchor`, or to the top."""
    chrome = st.components.v2.component("essaimer_page", js=_CHROME)
    chrome(key="page-set-up", data={"place": place, "focus": focus, "anchor": anchor}, height=1)


def copy_button(text: str) -> None:
    """A button that puts `text` in the clipboard and says so."""
    copy = st.components.v2.component(
        "essaimer_copy",
        html="<button type='button'>Copier la fiche</button><span role='status'></span>",
        css=_BUTTON_CSS,
        js=_COPY,
    )
    copy(key="copy", data={"text": text}, height=44)


def print_button() -> None:
    """A button that opens the browser's print dialog."""
    component = st.components.v2.component(
        "essaimer_print",
        html="<button type='button'>Imprimer</button>",
        css=_BUTTON_CSS,
        js=_PRINT,
    )
    component(key="print", height=44, width="content")
