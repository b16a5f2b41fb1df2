"""The form of « Mes fiches »: files dropped, or the text of a page pasted."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath

import streamlit as st

from indexer.library import Change, Upload
from search import Bank
from ui import safe
from ui.french import fr
from ui.parts import uploader
from ui.parts.pending import Pending

_BOX_PIXELS = 190


def show(pending: Pending, index: Bank, *, later: bool = False) -> None:
    """Write the form; `later`: nothing can be sent now."""
    files, text = f"bring-files-{pending.round}", f"bring-text-{pending.round}"
    replacing = pending.replacing
    title = "Ajouter des fiches"
    if replacing:
        title = f"Remplacer « {PurePosixPath(replacing).name} » par une version plus récente"
    st.html(f"<h2 class='es-h2' id='ajouter'>{safe.text(fr(title))}</h2>")
    with st.form("bring", border=False):
        uploader.show("Déposez vos fichiers", files)
        st.text_area(
            fr("Ou collez ici le texte d'une page (Ctrl+A puis Ctrl+C dans la page, Ctrl+V ici)"),
            key=text,
            height=_BOX_PIXELS,
        )
        with st.container(horizontal=True, gap="small"):
            asked = st.form_submit_button("Lire ces fiches", type="primary", disabled=later)
            if replacing:
                st.form_submit_button(
                    "Ne pas remplacer",
                    on_click=pending.replace,
                    args=(None,),
                    key="no-replace",
                    disabled=later,
                )
    uploader.speak_french()
    st.html(
        "<p class='es-hint'>Rien n'est ajouté avant que vous ayez vu ce qui a été lu. "
        f"La recherche a aujourd'hui {len(index.fiches)} fiches.</p>"
        if len(index.fiches) > 1
        else "<p class='es-hint'>Rien n'est ajouté avant que vous ayez vu ce qui a été lu.</p>"
    )
    if asked:
        _ask(pending, files, text)
        st.rerun()


def _ask(pending: Pending, files: str, text: str) -> None:
    brought = uploader.uploads(files)
    pasted = str(st.session_state.get(text) or "")
    if pasted.strip():
        name = f"page collée le {datetime.now():%d-%m-%Y à %Hh%M}.txt"
        brought = (*brought, Upload(name, pasted.encode("utf-8", errors="replace")))
    if not brought:
        pending.refuse("déposez d'abord un fichier, ou collez le texte d'une page")
        return
    replaced = (pending.replacing,) if pending.replacing else ()
    pending.ask(Change(brought, replaced))
