"""A fiche as HTML blocks and as plain text, its sections in the export's order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from corpus import LISTS, ORDER, WITH_WHOM, Fiche
from indexer import Span
from ui import facts, safe
from ui.french import fr, short_date

ANCHOR = "passage-cite"

_RANK = {label: rank for rank, label in reversed(list(enumerate(ORDER)))}
_CLOSED = LISTS | {WITH_WHOM}


def ordered(fiche: Fiche) -> list[tuple[str, str]]:
    """(label, text) of every filled section, known labels first, in the export's order."""
    sections = [(label, text) for label, text in fiche.sections.items() if text.strip()]
    return sorted(sections, key=lambda section: _RANK.get(section[0], len(ORDER)))


def heading(fiche: Fiche) -> str:
    """Title, organiser and the facts of a card."""
    origin = facts.origin(fiche)
    badge = (
        f"<span class='es-origin es-{fiche.origin}'>{safe.text(origin)}</span>" if origin else ""
    )
    said = facts.origin_sentence(fiche)
    note = f"<p class='es-hint'>{safe.text(said)}</p>" if said else ""
    return (
        f"<h1 class='es-title'>{safe.text(facts.title(fiche))}</h1>"
        f"<p class='es-place'>{safe.text(facts.place(fiche))}</p>"
        f"<p class='es-facts'><span>{safe.text(facts.when_and_status(fiche))}</span>"
        f"{badge}</p>{note}"
    )


def quotation(fiche: Fiche, cited: Span | None) -> str:
    """The sentence by which the fiche was found, with a link to its place; may be empty."""
    if cited is None or not valid(fiche, cited):
        return ""
    quote = cited.text(fiche).strip()
    return (
        f"<blockquote class='es-quote'><p>«\u00a0{safe.text(quote)}\u00a0»</p>"
        f"<cite>{safe.text(cited.label)} · <a href='#{ANCHOR}'>Aller au passage cité</a></cite>"
        "</blockquote>"
    )


def valid(fiche: Fiche, cited: Span) -> bool:
    """True when the span is inside the fiche's present text."""
    return 0 <= cited.start < cited.end <= len(fiche.sections.get(cited.label, ""))


def closed_facts(fiche: Fiche, cited: Span | None = None) -> str:
    """The closed sections as a definition list."""
    rows = []
    for label, text in ordered(fiche):
        if label not in _CLOSED:
            continue
        if cited and cited.label == label and valid(fiche, cited):
            value = safe.highlighted(text, cited.start, cited.end, ANCHOR)
        else:
            value = safe.text(" · ".join(facts.canonical_lines(text)))
        if value:
            rows.append(f"<div><dt>{safe.text(_clean(label))}</dt><dd>{value}</dd></div>")
    return f"<dl class='es-closed'>{''.join(rows)}</dl>" if rows else ""


def open_sections(fiche: Fiche, cited: Span | None = None) -> str:
    """The text sections, line by line as they were written."""
    parts = []
    for label, text in ordered(fiche):
        if label in _CLOSED:
            continue
        if cited and cited.label == label:
            body = safe.highlighted(text, cited.start, cited.end, ANCHOR)
        else:
            body = safe.text(text)
        parts.append(
            f"<section><h2 class='es-label'>{safe.text(label)}</h2>"
            f"<div class='es-text'>{body}</div></section>"
        )
    return "".join(parts)


def source_line(fiche: Fiche) -> str:
    """Where the fiche comes from, as HTML, with its address when it is a plain web one."""
    parts = [safe.text(fiche.source)] if fiche.source else []
    if address := safe.web_address(fiche.url):
        shown = safe.text(address)
        parts.append(f"<a href='{shown}' target='_blank' rel='noreferrer'>{shown}</a>")
    if not parts:
        return ""
    return f"<p class='es-source'>{fr('Source : ')}{' · '.join(parts)}</p>"


def plain(fiche: Fiche, today: date) -> str:
    """The fiche as text for a letter or a file, with its source and the day of the copy."""
    return "\n".join(_plain_lines(fiche, today)).strip() + "\n"


def _plain_lines(fiche: Fiche, today: date) -> Iterator[str]:
    yield facts.title(fiche)
    yield facts.place(fiche)
    yield facts.when_and_status(fiche)
    if said := facts.origin_sentence(fiche):
        yield said
    yield ""
    for label, text in ordered(fiche):
        if label in _CLOSED:
            if values := facts.canonical_lines(text):
                yield fr(f"{_clean(label)} : ") + ", ".join(values)
        else:
            yield ""
            yield label
            yield text.strip("\n")
    yield ""
    source = " · ".join(part for part in (fiche.source, safe.web_address(fiche.url)) if part)
    yield fr("Source : ") + (source or "non renseignée")
    yield f"Copié d'Essaimer le {short_date(today)}"


def _clean(label: str) -> str:
    return label.rstrip(" :")
