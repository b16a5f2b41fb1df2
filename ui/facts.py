"""The short facts of a fiche, worded once for cards, screens, copies and prints."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import ORIGINS, Fiche, canonical
from search import Strength
from ui.french import fr

STRENGTHS: dict[Strength, str] = {
    "forte": "Correspondance forte",
    "moyenne": "Correspondance moyenne",
    "faible": "Correspondance faible",
}
"""How sure a result is, in words; never a percentage, which would promise a measure."""


def title(fiche: Fiche) -> str:
    """The title, or words that say there is none."""
    return fiche.title.strip() or "Sans titre"


def year(fiche: Fiche) -> str:
    """The year, or « non datée »."""
    return str(fiche.year) if fiche.year is not None else "non datée"


def status(fiche: Fiche) -> str:
    """The status, with the reason of the end when it is given."""
    if not fiche.status:
        return "statut non renseigné"
    shown = canonical(fiche.status)
    return f"{shown} ({fiche.end_reason.strip()})" if fiche.end_reason else shown


def when_and_status(fiche: Fiche) -> str:
    """« 2019 · Terminée (manque de bénévoles) »."""
    return f"{year(fiche)} · {status(fiche)}"


def origin(fiche: Fiche) -> str | None:
    """« récit », « exemple inventé », or None for a fiche of the bank."""
    return None if fiche.origin == "banque" else ORIGINS[fiche.origin].lower()


def place(fiche: Fiche) -> str:
    """Who leads the action and where."""
    parts = [fiche.organiser or "organisateur non renseigné", fiche.departement]
    return " · ".join(part for part in parts if part)


def keywords(fiche: Fiche) -> tuple[str, ...]:
    """The keywords in the form in which they are filtered."""
    return tuple(dict.fromkeys(canonical(value) for value in fiche.keywords if value.strip()))


def canonical_lines(text: str) -> Sequence[str]:
    """The values of a closed section, each in its canonical form."""
    lines = (line.strip().removeprefix("- ").strip() for line in text.split("\n"))
    return [canonical(line) for line in lines if line and line != "-"]


def origin_sentence(fiche: Fiche) -> str | None:
    """What a reader must know of a fiche that isn't a fiche of the bank, word for word."""
    if fiche.origin == "modele":
        return fr(
            "Exemple inventé : cette action n'a pas eu lieu, elle montre ce qui peut se faire."
        )
    if fiche.origin == "recit":
        return fr("Récit : une action réelle, racontée avec d'autres mots que ceux de sa fiche.")
    return None
