"""How far the work on one's fiches is, and how it ended."""

from __future__ import annotations

import streamlit as st

from indexer import Standing
from indexer.library import Done
from search import Bank
from ui import facts, navigation, safe
from ui.address import State
from ui.french import count, fr, sentence
from ui.parts.pending import Pending
from ui.parts.shared_work import job

_POLL_SECONDS = 1.0
_MOST_LINKS = 50

_COUNTED = "Calcul des vecteurs"
"""The step whose pieces a person can picture: the others count bytes or one file."""

_SPANS = {
    "Lecture des fiches": (0.0, 0.05),
    "Préparation du modèle": (0.05, 0.1),
    "Découpage des fiches": (0.1, 0.15),
    _COUNTED: (0.15, 0.95),
    "Écriture de l'index": (0.95, 1.0),
    "Retour à l'état précédent": (0.0, 1.0),
}
"""Where each step begins and ends on the one bar: new texts take nearly all of the time."""

_STEPS = {
    "Découpage des fiches": "Lecture des phrases",
    _COUNTED: "Préparation de la recherche",
    "Écriture de l'index": "Enregistrement",
}
"""The build's own words for its steps, to words that say no more than a user needs."""


def show(state: State, index: Bank) -> None:
    """The bar while there is work, else how the last one ended; nothing when there is none."""
    work = job()
    if work.running:
        _watch()
        with st.container(key="meanwhile"):
            navigation.link("Chercher en attendant", State())
    elif Pending().told == work.number:
        return
    elif work.error is not None:
        st.html(
            "<div class='es-notice' role='alert'><strong>Rien n'a changé.</strong>"
            f"<p>{safe.text(sentence(work.error))}</p></div>"
        )
        st.button("D'accord", key="work-seen", on_click=_seen)
    elif work.outcome is not None:
        _ended(state, index, work.outcome)


@st.fragment(run_every=_POLL_SECONDS)
def _watch() -> None:
    work = job()
    if not work.running:
        st.rerun(scope="app")
    with st.container(key="work-bar"):
        st.progress(share(work.standing), text=caption(work.standing))
        st.html(
            "<p class='es-hint'>La recherche reste utilisable pendant ce temps, avec les fiches "
            "d'avant. Vous pouvez fermer cette page : le travail continue.</p>"
        )


def share(standing: Standing) -> float:
    """How much of the whole work is done, 0 to 1."""
    start, end = _SPANS.get(standing.what, (0.0, 0.0))
    return start + standing.share * (end - start)


def caption(standing: Standing) -> str:
    """« Préparation de la recherche : 40 textes sur 120, encore 2 minutes environ »."""
    said = _STEPS.get(standing.what, standing.what)
    if standing.what == _COUNTED and standing.todo > 1:
        said += f" : {standing.done} textes sur {standing.todo}"
    else:
        said += "…"
    if standing.seconds_left is not None:
        said += f", encore {duration(standing.seconds_left)} environ"
    return fr(said)


def duration(seconds: float) -> str:
    """« 20 secondes », « 3 minutes », « 2 heures », rounded as one would say it."""
    if seconds < 55:
        return count(max(5, 5 * round(seconds / 5)), "seconde")
    if seconds < 55 * 60:
        return count(max(1, round(seconds / 60)), "minute")
    return count(max(1, round(seconds / 3600)), "heure")


def _ended(state: State, index: Bank, done: Done) -> None:
    shown = [fiche for i in (*done.added, *done.changed) if (fiche := index.fiche(i))]
    st.html(f"<div class='es-done' role='status'><strong>{safe.text(outcome(done))}</strong></div>")
    if shown:
        with st.container(key="work-links", gap=None):
            for fiche in shown[:_MOST_LINKS]:
                navigation.link(facts.title(fiche), state.opening(fiche.id), source=True)
            more = len(shown) - _MOST_LINKS
            if more > 0:
                st.html(f"<p class='es-hint'>… et {count(more, 'autre')}</p>")
        every = State(view="toutes")
        if all(fiche.origin == "banque" for fiche in shown):
            every = every.filtered("origin", ("banque",))
        navigation.link("Les voir dans la liste des fiches", every)
    st.button("D'accord", key="work-seen", on_click=_seen)


def _seen() -> None:
    """This session has been told; the others are still to be."""
    Pending().told = job().number


def outcome(done: Done) -> str:
    """What was done, in a sentence."""
    said = listed(done)
    if done.what == "undone":
        return fr(
            f"Le dernier changement est annulé : {said or 'aucune fiche ne change'}. "
            "Les fichiers d'origine sont ceux d'avant."
        )
    if done.what == "added" and done.added and not done.changed and not done.removed:
        new = len(done.added)
        one = "Votre fiche est dans la recherche."
        return one if new == 1 else f"Vos {count(new, 'fiche')} sont dans la recherche."
    return fr(f"C'est fait : {said}." if said else "C'est fait : aucune fiche n'a changé.")


def listed(done: Done) -> str:
    """« 2 fiches entrent dans la recherche, 1 fiche change »; empty when nothing does."""
    parts = []
    if new := len(done.added):
        verb = "entre" if new == 1 else "entrent"
        again = "revient" if new == 1 else "reviennent"
        verb = again if done.what == "undone" else verb
        parts.append(f"{count(new, 'fiche')} {verb} dans la recherche")
    if changed := len(done.changed):
        verb = "change" if changed == 1 else "changent"
        parts.append(f"{count(changed, 'fiche')} {verb}")
    if gone := len(done.removed):
        verb = "sort" if gone == 1 else "sortent"
        parts.append(f"{count(gone, 'fiche')} {verb} de la recherche")
    return ", ".join(parts)
