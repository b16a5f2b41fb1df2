"""The French sentences of an answer: whose words they are decides how they are given."""

from __future__ import annotations

from collections.abc import Sequence

from answers.question.answer_types import RESULTS
from answers.types import Citation
from corpus import Fiche
from french import lowered

_NOT_BEGUN = (
    "pas encore debut",
    "pas encore commenc",
    "n'a pas debut",
    "n'a pas commenc",
    "va demarrer",
)
_DOUBLED = str.maketrans({"«": "“", "»": "”"})


def told(citation: Citation) -> str:
    """One citation in a sentence: guillemets only around the bank's own words."""
    fiche, quote = citation.fiche, " ".join(citation.quote.split())
    place = f"{fiche.title}{_of(fiche)}, {citation.span.label.rstrip(' :')}"
    expected = "Résultat attendu (l'action n'a pas commencé) : " if _expected(citation) else ""
    if fiche.origin == "banque":
        return f"{expected}« {quote.translate(_DOUBLED)} » ({place})"
    if fiche.origin == "recit":
        return (
            f"{expected}D'après la fiche de {fiche.organiser or 'la structure'} : {quote} ({place})"
        )
    return f"{expected}Exemple inventé : {quote} ({place})"


def together(citations: Sequence[Citation]) -> str:
    """Several citations, one a line."""
    return "\n".join(told(citation) for citation in citations)


def also_said(citation: Citation) -> str:
    """Another place of the same fiche that says otherwise, shown and not resolved."""
    return f"La fiche dit aussi : {told(citation)}"


def plural(n: int, one: str, many: str | None = None) -> str:
    """« 1 fiche », « 3 fiches »."""
    return f"{n} {one if n < 2 else many or one + 's'}"


def _of(fiche: Fiche) -> str:
    parts = [part for part in (fiche.organiser, fiche.departement) if part]
    return f" — {', '.join(parts)}" if parts else ""


def _expected(citation: Citation) -> bool:
    """Results of an action that its fiche says has not begun."""
    if citation.span.label not in RESULTS:
        return False
    text = lowered(" ".join(citation.fiche.sections.values()))
    return any(words in text for words in _NOT_BEGUN)
