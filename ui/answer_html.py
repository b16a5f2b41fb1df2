"""An answer's pieces as HTML: its words, its places, and its table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from answers import Answer, Citation, Row, told
from ui import facts, navigation, safe
from ui.address import State
from ui.french import fr, shortened

UNSAID: Final = "non renseigné"


def said(citation: Citation) -> str:
    """The citation in the answer's own words, without the place that they end with.

    Guillemets, « d'après la fiche de » and « exemple inventé » come from `answers`.
    """
    whole = told(citation)
    at = whole.rfind(f" ({citation.fiche.title}")
    return whole[:at] if at > 0 else whole


def quote(citation: Citation) -> str:
    """A citation as a block of its own."""
    return f"<blockquote class='es-quote'><p>{safe.text(said(citation))}</p></blockquote>"


def place(citation: Citation) -> str:
    """Who and where, and the section that is quoted."""
    parts = f"{facts.place(citation.fiche)} · {_section(citation)}"
    return f"<p class='es-hint'>{safe.text(parts)}</p>"


def missing(answer: Answer) -> str:
    """What the source doesn't say; may be empty."""
    if not answer.missing:
        return ""
    return f"<p class='es-missing'>{safe.text(fr(answer.missing))}</p>"


def none(answer: Answer) -> str:
    """The refusal: what was looked for, and what isn't said."""
    asked = safe.text(shortened(answer.question, 200))
    looked = fr("Vous avez demandé : « {} ».").replace("{}", asked)
    return (
        "<div class='es-notice'><strong>Pas de réponse sûre dans les fiches.</strong>"
        f"<p>{looked}</p>{missing(answer)}</div>"
    )


def table(rows: Sequence[Row], state: State) -> str:
    """A fiche a row; what it says links to its place."""
    lines = "".join(_line(row, state) for row in rows)
    return (
        "<div class='es-table' tabindex='0' role='region' aria-label='Réponses par fiche'>"
        "<table><thead><tr><th scope='col'>Fiche</th><th scope='col'>Ce qu'elle dit</th></tr>"
        f"</thead><tbody>{lines}</tbody></table></div>"
    )


def _line(row: Row, state: State) -> str:
    fiche, citation = row.fiche, row.citation
    title = _anchor(
        facts.title(fiche), state.opening(fiche.id, citation.span if citation else None)
    )
    head = f"<th scope='row'>{title}<span class='es-hint'>{safe.text(facts.place(fiche))}</span>"
    if citation is None:
        return f"<tr>{head}</th><td class='es-unsaid'>{UNSAID}</td></tr>"
    return (
        f"<tr>{head}</th><td>{safe.text(said(citation))}"
        f"<span class='es-hint'>{safe.text(_section(citation))}</span></td></tr>"
    )


def _anchor(label: str, target: State) -> str:
    return f"<a href='{safe.text(navigation.href(target))}'>{safe.text(label)}</a>"


def _section(citation: Citation) -> str:
    return citation.span.label.rstrip(" :")
