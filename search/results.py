"""What a search gives: hits, nearest fiches, facets, and their JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from corpus import Fiche
from indexer import Span
from search.query import Query, Understood

Strength = Literal["forte", "moyenne", "faible"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One fiche found, with its best sentence.

    `matched` are words of that sentence as they stand there; `notes` say in French why a
    fiche passed a filter that its own field doesn't meet.
    """

    rank: int
    fiche: Fiche
    score: float
    strength: Strength
    span: Span
    matched: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The words of the source that show why."""
        return self.span.text(self.fiche)

    def as_dict(self) -> dict[str, Any]:
        """The fields of the contract."""
        return {
            "rank": self.rank,
            **_identity(self.fiche),
            "score": round(self.score, 4),
            "strength": self.strength,
            "section": self.span.label,
            "start": self.span.start,
            "end": self.span.end,
            "sentence": self.sentence,
            "matched": list(self.matched),
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Nearest:
    """A fiche that is close though it doesn't answer, with one line why it is shown."""

    fiche: Fiche
    why: str

    def as_dict(self) -> dict[str, Any]:
        """The fiche's identity and the line."""
        return {**_identity(self.fiche), "why": self.why}


@dataclass(frozen=True, slots=True)
class Results:
    """The whole answer to a query.

    `found` is decided for the query as a whole; when false, `hits` is empty and `nearest`
    holds up to five fiches. `facets` maps each facet to its values and their counts.
    """

    query: Query
    found: bool
    understood: tuple[Understood, ...]
    hits: tuple[Hit, ...]
    nearest: tuple[Nearest, ...]
    facets: Mapping[str, Mapping[str, int]]

    def as_dict(self, query_id: str | None = None) -> dict[str, Any]:
        """The object that `python -m search --json` prints."""
        return {
            "id": query_id,
            "query": self.query.text,
            "found": self.found,
            "understood": [
                {"field": u.field, "value": u.value, "text": u.text, "effect": u.effect}
                for u in self.understood
            ],
            "results": [hit.as_dict() for hit in self.hits],
            "nearest": [near.as_dict() for near in self.nearest],
            "facets": {name: dict(counts) for name, counts in self.facets.items()},
        }


def _identity(fiche: Fiche) -> dict[str, Any]:
    return {
        "id": fiche.id,
        "title": fiche.title,
        "organiser": fiche.organiser,
        "departement": fiche.departement,
        "status": fiche.status,
        "year": fiche.year,
        "origin": fiche.origin,
        "url": fiche.url,
    }
