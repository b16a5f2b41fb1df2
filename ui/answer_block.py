"""The answer to a question, above the results or on a fiche's page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from answers import Answer, Citation, Row, also_said, answer, told
from corpus import Fiche
from embeddings import EncoderError
from search import Bank
from ui import answer_html, asked, facts, navigation, safe
from ui.address import State
from ui.french import fr, sentence
from ui.opened import encoder
from ui.ticks import SHEET

_NEAR = 3


def show(state: State, index: Bank, text: str, fiche: Fiche | None = None) -> None:
    """Answer `text`, about `fiche` alone if there is one, and write the answer."""
    chosen = asked.canonical_values("origin", state.filters.get("origin", ()))
    models = True if asked.INVENTED in chosen else None
    try:
        with st.spinner("Recherche d'une réponse…"):
            encoder().wait()
            found = _answered(
                index, str(index.generation), text, fiche.id if fiche else None, models
            )
    except EncoderError as error:
        st.html(f"<p class='es-missing'>{safe.text(sentence(str(error)))}</p>")
        return
    whose = "Réponse de la fiche" if fiche else "Réponse des fiches"
    st.html(f"<h2 class='es-h2' role='status'>{whose}</h2>")
    if found.kind == "none":
        st.html(answer_html.none(found))
        if fiche is None:
            _nearest(found, state)
    elif found.kind in ("several", "count"):
        st.html(f"<p>{safe.text(fr(found.text or ''))}</p>{answer_html.missing(found)}")
        if found.rows:
            st.html(answer_html.table(found.rows, state))
            _downloads(found.rows)
    else:
        _quotes(found, state, fiche)
    if fiche is None and state.filters:
        st.html("<p class='es-hint'>La réponse est cherchée sans tenir compte des filtres.</p>")


@st.cache_resource(show_spinner=False, max_entries=128)
def _answered(
    _index: Bank,
    generation: str,  # noqa: ARG001 - the cache's key for the index
    text: str,
    fiche_id: str | None,
    models: bool | None,
) -> Answer:
    return answer(_index, text, fiche_id, models)


def _quotes(found: Answer, state: State, fiche: Fiche | None) -> None:
    """Those that the answer is made of, what isn't said, then the other places."""
    first = [c for c in found.citations if told(c) in (found.text or "")]
    others = [c for c in found.citations if c not in first]
    for number, citation in enumerate(first):
        if number and also_said(citation) in (found.text or ""):
            st.html(f"<p class='es-hint'>{fr('La fiche dit aussi :')}</p>")
        _quote(citation, state, fiche, f"answer-{number}")
    if found.missing:
        st.html(answer_html.missing(found))
    if others:
        with st.expander("Autres passages"):
            for number, citation in enumerate(others):
                _quote(citation, state, fiche, f"other-{number}")


def _quote(citation: Citation, state: State, fiche: Fiche | None, key: str) -> None:
    target = state.opening(citation.fiche.id, citation.span)
    with st.container(key=key, gap=None):
        st.html(answer_html.quote(citation))
        if fiche is None:
            navigation.link(facts.title(citation.fiche), target, source=True)
            st.html(answer_html.place(citation))
        else:
            navigation.link(citation.span.label.rstrip(" :"), target, source=True)


def _nearest(found: Answer, state: State) -> None:
    if not found.nearest:
        return
    st.html(f"<p class='es-hint'>{fr('Fiches au sujet le plus proche :')}</p>")
    with st.container(key="answer-nearest", gap=None):
        for near in found.nearest[:_NEAR]:
            navigation.link(facts.title(near.fiche), state.opening(near.fiche.id), source=True)


def _downloads(rows: Sequence[Row]) -> None:
    with st.container(key="answer-downloads", horizontal=True, gap="small"):
        st.download_button(
            "Tableau .csv", partial(_csv, rows), "reponses.csv", "text/csv", on_click="ignore"
        )
        st.download_button(
            "Tableau .xlsx", partial(_xlsx, rows), "reponses.xlsx", SHEET, on_click="ignore"
        )


# Made when asked for: openpyxl takes a moment to load.
def _csv(rows: Sequence[Row]) -> bytes:
    from answers.exports import rows_to_csv

    return rows_to_csv(rows).encode("utf-8")


def _xlsx(rows: Sequence[Row]) -> bytes:
    from answers.exports import rows_to_xlsx

    return rows_to_xlsx(rows)
