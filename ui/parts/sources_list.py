"""What is in the search, source by source, and what can be done with each."""

from __future__ import annotations

import streamlit as st

from indexer.library import Change, Done, Source
from ui import safe
from ui.french import count, fr, short_date
from ui.parts.pending import Pending
from ui.parts.shared_work import library
from ui.parts.work_bar import listed


def show(pending: Pending, *, busy: bool) -> None:
    """Write the list; `busy`: nothing can be asked while a change is under way."""
    with st.spinner("Lecture de vos fiches…"):
        rows = library().sources()
    own = [row for row in rows if row.kind != "examples"]
    st.html("<h2 class='es-h2'>Ce qui est dans la recherche</h2>")
    if not own:
        st.html(
            "<p class='es-hint'>Aucune fiche à vous pour l'instant : la recherche montre les "
            "fiches d'exemple fournies avec Essaimer.</p>"
        )
    for number, row in enumerate(own):
        _row(pending, row, number, busy)
    waiting = sum(row.waiting for row in rows)
    if waiting and not busy:
        verb = "n'est" if waiting == 1 else "ne sont"
        st.html(
            f"<p>{count(waiting, 'fiche')} de ces fichiers {verb} pas encore dans la recherche.</p>"
        )
        st.button("Les prendre en compte", key="update", on_click=pending.ask, args=(Change(),))
    _examples(pending, bool(own), busy)
    _undo(pending, busy)


def undo_words(would: Done) -> str:
    """What an undo would do."""
    said = listed(would) or "aucune fiche ne change"
    return fr(f"{said[0].upper()}{said[1:]} ; les fichiers d'origine redeviennent ceux d'avant.")


def _row(pending: Pending, row: Source, number: int, busy: bool) -> None:
    facts = [count(row.fiches, "fiche")]
    if row.added is not None:
        facts.append(f"ajouté le {short_date(row.added)}")
    if row.kind == "elsewhere":
        facts.append("dossier lu à sa place, hors d'Essaimer")
    if row.problems:
        facts.append(count(row.problems, "remarque", "remarques") + " à la lecture")
    if row.waiting:
        facts.append(f"{count(row.waiting, 'fiche')} pas encore dans la recherche")
    with st.container(key=f"source-{number}", border=True, gap=None):
        st.html(
            f"<p class='es-source-name'>{safe.text(row.name)}</p>"
            f"<p class='es-facts'>{safe.text(' · '.join(facts))}</p>"
        )
        with st.container(horizontal=True, gap="small"):
            if row.kind == "original":
                st.button(
                    "Remplacer",
                    key=f"replace-{number}",
                    disabled=busy,
                    on_click=pending.replace,
                    args=(row.key,),
                )
            st.button(
                "Retirer",
                key=f"remove-{number}",
                disabled=busy,
                on_click=pending.ask,
                args=(Change(remove=(row.key,)),),
            )


def _examples(pending: Pending, own: bool, busy: bool) -> None:
    inside = library().examples_are_in()
    key = "examples-in"
    if st.session_state.get(key) != inside:
        st.session_state[key] = inside
    st.checkbox(
        "Fiches d'exemple fournies avec Essaimer",
        key=key,
        disabled=busy or (inside and not own),
        on_change=_examples_asked,
        args=(pending, key),
    )
    if not own:
        st.html(
            "<p class='es-hint'>Elles restent tant que vous n'avez pas ajouté de fiches à vous.</p>"
        )


def _examples_asked(pending: Pending, key: str) -> None:
    pending.ask(Change(examples=bool(st.session_state[key])))


def _undo(pending: Pending, busy: bool) -> None:
    would = library().undoable()
    if would is None:
        return
    # What it takes away was added last; else something else was done last.
    label = "Annuler le dernier ajout" if would.removed else "Annuler le dernier changement"
    st.button(label, key="undo", disabled=busy, on_click=pending.ask_undo)
