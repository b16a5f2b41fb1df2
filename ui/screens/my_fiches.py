"""« Mes fiches »: bring fiches in, see what is in, replace, remove, undo."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import streamlit as st

from indexer import UnusableIndexError, refusal
from indexer.library import CLOSED, Preview, is_open
from search import Bank
from ui import home, safe
from ui.address import State
from ui.french import fr, sentence
from ui.parts import bringing, previewed, sources_list, work_bar
from ui.parts.pending import Pending
from ui.parts.shared_work import job, library
from ui.results import notice

STYLE = Path(__file__).resolve().parents[1] / "my_fiches.css"


def show(state: State, index: Bank) -> None:
    """Write the screen."""
    st.html(STYLE)
    home.show_brand(state)
    st.html("<h1 class='es-title'>Mes fiches</h1>")
    if not is_open():
        notice("Cette page est fermée.", sentence(CLOSED))
        return
    st.html(
        "<p class='es-lead'>Ajoutez ici les fiches de votre centre, ou les pages de la banque "
        "que vous avez enregistrées. Elles restent sur cet ordinateur.</p>"
    )
    work_bar.show(state, index)
    pending = Pending()
    if pending.refused:
        notice("Rien n'a été ajouté.", sentence(pending.refused))
    preview = _fresh(pending, index)
    busy = job().running
    later = busy or preview is not None or pending.undoing
    # Boxes that a run leaves out lose what lies in them: they are put out of sight instead.
    with st.container(key="bring-later" if later else "bring-now"):
        bringing.show(pending, index, later=later)
    if busy:
        sources_list.show(pending, busy=True)
    elif preview is not None:
        _confirm(pending, preview)
    elif pending.undoing:
        _confirm_undo(pending)
    else:
        sources_list.show(pending, busy=False)


def _fresh(pending: Pending, index: Bank) -> Preview | None:
    """The preview that waits for a yes, made again when it was asked for or when the index has
    changed since."""
    if pending.change is None:
        return None
    if pending.preview is None or pending.generation != index.generation:
        try:
            with st.spinner("Lecture des fiches…"):
                pending.previewed(library().preview(pending.change, index.fiches), index)
        except UnusableIndexError as error:
            pending.refuse(str(error))
            st.rerun()
        except OSError as error:
            pending.refuse(refusal(error))
            st.rerun()
    return pending.preview


def _confirm(pending: Pending, preview: Preview) -> None:
    change = preview.change
    title, yes = _words(preview)
    with st.container(key="preview"):
        st.html(f"<h2 class='es-h2'>{safe.text(fr(title))}</h2>")
        st.html(previewed.html(preview))
        keep = True
        if change.uploads and preview.useful and library().examples_are_in():
            keep = st.checkbox(
                "Garder aussi les fiches d'exemple dans la recherche",
                value=True,
                key="keep-examples",
            )
        if not preview.useful:
            st.html(
                "<p><strong>Il n'y a rien à ajouter :</strong> la recherche a déjà tout ce qui "
                "a été lu.</p>"
                if preview.entries
                else "<p><strong>Il n'y a rien à ajouter.</strong></p>"
            )
        with st.container(horizontal=True, gap="small"):
            if preview.useful:
                st.button(
                    yes, type="primary", key="do-it", on_click=_apply, args=(pending, preview)
                )
            st.button(
                "Ne rien changer" if preview.useful else "Revenir",
                key="leave-it",
                on_click=_leave,
                args=(pending, preview),
            )
    pending.without_examples = not keep


def _leave(pending: Pending, preview: Preview) -> None:
    """Back to the boxes as they were: what they hold is still to replace what it was to."""
    replaced = preview.change.remove if preview.change.uploads else ()
    pending.replace(replaced[0] if replaced else None)


def _words(preview: Preview) -> tuple[str, str]:
    """The title of the confirmation and its yes."""
    change = preview.change
    names = ", ".join(f"« {Path(key).name} »" for key in change.remove)
    if change.uploads and change.remove:
        return f"Remplacer {names} : ce qui a été lu", "Remplacer"
    if change.uploads:
        return "Ce qui a été lu", "Ajouter à la recherche"
    if change.remove:
        return f"Retirer {names} ?", "Retirer de la recherche"
    if change.examples is not None:
        if change.examples:
            return "Remettre les fiches d'exemple ?", "Les remettre"
        return "Retirer les fiches d'exemple ?", "Les retirer"
    return "Prendre en compte les fichiers déposés à la main", "Mettre la recherche à jour"


def _apply(pending: Pending, preview: Preview) -> None:
    if pending.without_examples:
        change = dataclasses.replace(preview.change, examples=False)
        preview = dataclasses.replace(preview, change=change)
    shelf = library()
    if job().begin(lambda progress: shelf.apply(preview, progress)):
        pending.drop()
        pending.clear_boxes()
    else:
        pending.refused = "un autre ajout est en cours ; attendez qu'il finisse, puis recommencez"


def _confirm_undo(pending: Pending) -> None:
    would = library().undoable()
    if would is None:
        pending.drop()
        st.rerun()
    with st.container(key="preview"):
        st.html("<h2 class='es-h2'>" + fr("Annuler le dernier changement ?") + "</h2>")
        st.html(f"<p>{safe.text(sources_list.undo_words(would))}</p>")
        with st.container(horizontal=True, gap="small"):
            st.button(
                "Revenir à l'état précédent",
                type="primary",
                key="undo-it",
                on_click=_undo,
                args=(pending,),
            )
            st.button("Ne rien changer", key="leave-it", on_click=pending.drop)


def _undo(pending: Pending) -> None:
    shelf = library()
    job().begin(shelf.undo)
    pending.drop()
