"""What an answer is made of, and its JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from corpus import Fiche
from indexer import Span
from search import Nearest

Kind = Literal["quote", "partial", "several", "count", "none"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One place of a fiche; the quote is read from it, never stored."""

    fiche: Fiche
    span: Span

    @property
    def quote(self) -> str:
        """The words of the source: `sections[section][start:end]`."""
        return self.span.text(self.fiche)

    def as_dict(self) -> dict[str, Any]:
        """The fields of the contract."""
        return {
            **_identity(self.fiche),
            "section": self.span.label,
            "start": self.span.start,
            "end": self.span.end,
            "quote": self.quote,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A fiche of a table or of a list; `citation` is None where it doesn't say."""

    fiche: Fiche
    citation: Citation | None

    def as_dict(self) -> dict[str, Any]:
        """The fields of the contract."""
        found = self.citation.as_dict() if self.citation else None
        return {**_identity(self.fiche), "citation": found}


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer, or a refusal (`kind` « none », `text` None).

    `missing` says in a French sentence what the source doesn't say. `confidence` is what the
    refusal was decided on: 0 when a rule refused, 1 for tables and counts. `notes` are French
    sentences on what of the question was not read or not corrected.
    """

    question: str
    kind: Kind
    text: str | None
    missing: str | None = None
    citations: tuple[Citation, ...] = ()
    rows: tuple[Row, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    confidence: float = 1.0
    notes: tuple[str, ...] = ()

    @classmethod
    def none(
        cls,
        question: str,
        missing: str | None,
        nearest: tuple[Nearest, ...] = (),
        confidence: float = 0.0,
    ) -> Answer:
        """A refusal; `confidence` is 0 unless it was weighed."""
        return cls(question, "none", None, missing, nearest=nearest, confidence=confidence)

    def as_dict(self, question_id: str | None = None) -> dict[str, Any]:
        """The object that `python -m answers --json` prints."""
        return {
            "id": question_id,
            "question": self.question,
            "kind": self.kind,
            "answer": self.text,
            "missing": self.missing,
            "citations": [citation.as_dict() for citation in self.citations],
            "rows": [row.as_dict() for row in self.rows],
            "nearest": [near.as_dict() for near in self.nearest],
            "notes": list(self.notes),
        }


def _identity(fiche: Fiche) -> dict[str, Any]:
    return {
        "fiche_id": fiche.id,
        "title": fiche.title,
        "organiser": fiche.organiser,
        "departement": fiche.departement,
        "origin": fiche.origin,
    }
