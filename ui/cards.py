"""One card a fiche: who, where, when, and the sentence that answers."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus import SUMMARY, Fiche
from search import Hit, Nearest
from ui import facts, navigation, safe, ticks
from ui.address import State

_EXCERPT = 220


def show_hit(hit: Hit, state: State, *, key: str) -> None:
    """A result, whose title opens the fiche at the sentence found."""
    link_to = state.opening(hit.fiche.id, hit.span)
    _card(hit.fiche, state, link_to, hit_html(hit), f"{key}-{hit.rank}")


def show_fiche(fiche: Fiche, state: State, *, key: str) -> None:
    """A fiche of a list that answers no words."""
    body = _facts(fiche) + _excerpt(fiche) + _tags(fiche)
    _card(fiche, state, state.opening(fiche.id), body, key)


def show_nearest(near: Nearest, state: State, *, key: str) -> None:
    """A fiche that is only close, with the line that says why it is there."""
    why = f"<p class='es-why'>{safe.text(near.why)}</p>" if near.why else ""
    body = _facts(near.fiche) + why + _tags(near.fiche)
    _card(near.fiche, state, state.opening(near.fiche.id), body, key)


def hit_html(hit: Hit) -> str:
    """The card's content below the title."""
    strength = (
        f"<span class='es-strength es-{safe.text(hit.strength)}'>"
        f"{safe.text(facts.STRENGTHS.get(hit.strength, ''))}</span>"
    )
    return _facts(hit.fiche, strength, hit.notes) + _quote(hit) + _tags(hit.fiche)


def _card(fiche: Fiche, state: State, target: State, body: str, key: str) -> None:
    with st.container(border=True, key=f"card-{key}", gap=None):
        navigation.link(facts.title(fiche), target, source=True)
        st.html(body)
        ticks.box(fiche, state, key=key)


def _facts(fiche: Fiche, last: str = "", notes: Sequence[str] = ()) -> str:
    origin = facts.origin(fiche)
    badge = (
        f"<span class='es-origin es-{fiche.origin}'>{safe.text(origin)}</span>" if origin else ""
    )
    labels = "".join(f"<span class='es-note'>{safe.text(note)}</span>" for note in notes)
    return (
        f"<p class='es-place'>{safe.text(facts.place(fiche))}</p>"
        f"<p class='es-facts'><span>{safe.text(facts.when_and_status(fiche))}</span>"
        f"{badge}{labels}{last}</p>"
    )


def _quote(hit: Hit) -> str:
    sentence = hit.sentence.strip()
    if not sentence:
        return ""
    return (
        f"<blockquote class='es-quote'><p>«\u00a0{safe.marked(sentence, hit.matched)}\u00a0»</p>"
        f"<cite>{safe.text(hit.span.label)}</cite></blockquote>"
    )


def _excerpt(fiche: Fiche) -> str:
    summary = " ".join(fiche.sections.get(SUMMARY, "").split())
    if len(summary) > _EXCERPT:
        summary = summary[:_EXCERPT].rsplit(" ", 1)[0] + "…"
    return f"<p class='es-excerpt'>{safe.text(summary)}</p>" if summary else ""


def _tags(fiche: Fiche) -> str:
    items = "".join(f"<li>{safe.text(word)}</li>" for word in facts.keywords(fiche))
    return f"<ul class='es-tags' aria-label='Mots clés'>{items}</ul>" if items else ""
