"""The search screen: box, filters, what was understood, and the fiches found."""

from __future__ import annotations

import streamlit as st

from corpus import Fiche
from embeddings import EncoderError
from french import is_question
from search import Bank, Query, Results, UnknownValueError, browse, search
from ui import answer_block, asked, browser, cards, chips, filters, home, navigation, safe
from ui.address import MOST, State
from ui.french import count, fr, sentence, shortened
from ui.opened import encoder


def show(state: State, index: Bank) -> None:
    """Write the screen that `state` asks for."""
    home.show_head(state)
    _heading(state)
    query = asked.query(state, index)
    try:
        results = _results(index, query)
    except UnknownValueError as error:
        filters.show(state, index, search(index, Query("")).facets)
        notice("Ce filtre n'existe pas.", sentence(str(error)))
        st.button("Effacer les filtres", on_click=_clear, key="unknown-clear")
        return
    except EncoderError as error:
        filters.show(state, index, search(index, Query("", query.filters)).facets)
        notice("La recherche n'a pas pu se faire.", sentence(str(error)))
        return
    filters.show(state, index, results.facets, _left(state, index, query))
    chips.show(state, results.understood)
    if state.text:
        # A question's answer stands above the results but is looked for after them.
        above = st.container(key="answer") if is_question(state.text) else None
        _found(state, index, results) if results.found else _not_found(state, results)
        if above is not None:
            with above:
                answer_block.show(state, index, state.text)
    elif state.filters or state.view:
        _browsed(state, index, query)
    else:
        home.show_examples(state, index)


def _heading(state: State) -> None:
    """The screen's heading, for those who hear it: the box above already shows it."""
    if state.text:
        words = fr(f"Recherche : « {shortened(state.text, 200)} »")
    elif state.view:
        words = "Toutes les fiches"
    elif state.filters:
        words = "Fiches filtrées"
    else:
        return
    st.html(f"<h1 class='es-unseen'>{safe.text(words)}</h1>")


def _left(state: State, index: Bank, query: Query) -> tuple[Fiche, ...]:
    """The fiches that the filters leave, whatever is searched among them."""
    wide = not state.strict and ("public" in state.filters or "partner" in state.filters)
    return browse(index, query) if wide else ()


def notice(title: str, text: str) -> None:
    """A message that replaces what was asked; both arguments are plain text."""
    st.html(
        f"<div class='es-notice' role='status'><strong>{safe.text(fr(title))}</strong>"
        f"<p>{safe.text(text)}</p></div>"
    )


def _results(index: Bank, query: Query) -> Results:
    if not query.text.strip():
        return search(index, query)
    if not encoder().ready:
        with st.spinner(fr("Mise en route, quelques secondes la première fois…")):
            encoder().wait()
    with st.spinner("Recherche…"):
        return search(index, query)


def _found(state: State, index: Bank, results: Results) -> None:
    shown = len(results.hits)
    lead = count(shown, "fiche")
    more = shown >= state.k and shown < min(len(index.fiches), MOST)
    head = f"Les {lead} les plus proches" if more else f"{lead} pour cette recherche"
    _counted(head)
    for hit in results.hits:
        cards.show_hit(hit, state, key="hit")
    if more:
        _more()


def _counted(words: str) -> None:
    with st.container(key="count", horizontal=True, vertical_alignment="center"):
        st.html(f"<p class='es-count' role='status'>{safe.text(words)}</p>", width="content")
        browser.copy_link()


def _not_found(state: State, results: Results) -> None:
    if not asked_anything(results):
        text = "Aucune fiche ne passe ces filtres. Retirez-en un, ou effacez-les tous."
        notice("Aucune fiche.", text)
        browser.copy_link()
        return
    if is_question(state.text):
        browser.copy_link()
        _nearest(state, results)
        return
    looked = fr("Vous avez cherché « {} ».").replace("{}", shortened(state.text, 200))
    st.html(
        "<div class='es-notice' role='status'><strong>Aucune fiche ne répond à cette recherche."
        f"</strong><p>{safe.text(looked)} "
        "Essayez d'autres mots, plus généraux, ou moins de filtres.</p></div>"
    )
    browser.copy_link()
    _nearest(state, results)
    st.html(f"<h2 class='es-h2'>{fr('Par exemple :')}</h2>")
    with st.container(key="examples", gap=None):
        for example in home.EXAMPLES[:3]:
            navigation.link(example, state.blank().asking(example))


def _nearest(state: State, results: Results) -> None:
    if results.nearest:
        st.html(f"<h2 class='es-h2'>{fr('Les plus proches :')}</h2>")
    for number, near in enumerate(results.nearest):
        cards.show_nearest(near, state, key=f"near-{number}")


def asked_anything(results: Results) -> bool:
    """False when the filters alone leave no fiche to search."""
    return any(results.facets.get("origin", {}).values()) or bool(results.nearest)


def _browsed(state: State, index: Bank, query: Query) -> None:
    fiches = browse(index, query)
    if not fiches:
        notice("Aucune fiche ne passe ces filtres.", "Retirez-en un, ou effacez-les tous.")
        browser.copy_link()
        return
    _counted(f"{count(len(fiches), 'fiche')}, par titre")
    for number, fiche in enumerate(fiches[: state.k]):
        cards.show_fiche(fiche, state, key=f"all-{number}")
    if len(fiches) > state.k:
        _more()


def _more() -> None:
    st.button("Afficher plus", on_click=_longer, key="more")


def _longer() -> None:
    navigation.go(navigation.present().longer())


def _clear() -> None:
    navigation.go(navigation.present().unfiltered())
