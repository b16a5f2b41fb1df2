"""The main path from a question to a cited answer, or to a refusal."""

from __future__ import annotations

from dataclasses import dataclass, replace

from answers.count import count
from answers.evidence.candidates import HELD, Candidate, candidates
from answers.evidence.quoting import contradiction, quoted
from answers.evidence.refusal import (
    confidence,
    refuses,
    said_missing,
    usable,
    wrong_premise,
)
from answers.question.reading import Part, Question, read_question
from answers.question.scope import over_many
from answers.question.target import Meant, ambiguous, asked_of, fiches_meant
from answers.table import several
from answers.types import Answer, Citation, Kind
from answers.wording import also_said, together
from search import LIMIT, Bank, Nearest, Understood, cut, readable

CITATIONS = 3
CLOSE = -0.05
"""A fiche less far from the first than this may be the one that is meant."""


class UnknownFicheError(ValueError):
    """The index hasn't the fiche that the question is about; a French sentence."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a part of the question got: places best first (empty: refused), or why not."""

    part: Part
    places: tuple[Candidate, ...]
    missing: str | None
    confidence: float = 0.0


def answer(
    bank: Bank, text: str, fiche_id: str | None = None, models: bool | None = None
) -> Answer:
    """Answer a question with quotes, or say that the source doesn't.

    With `fiche_id` the question is about that fiche. `models` lets invented examples say how
    much, who pays and where; None allows it only where the index holds nothing imported.

    Of a very long text only what `readable` keeps is read, and `notes` says so.

    Raises UnknownFicheError.
    """
    if fiche_id is not None and fiche_id not in bank.row_of:
        raise UnknownFicheError(f"aucune fiche « {fiche_id} » dans l'index")
    allowed = models if models is not None else all(f.origin != "banque" for f in bank.fiches)
    if not text.strip() or not bank.fiches:
        return Answer.none(text, "Aucune question n'est posée.")
    question = read_question(bank, readable(text), fiche_id is None)
    found, limits = _answered(bank, question, fiche_id, allowed)
    notes = tuple(item.value for item in (*limits, *cut(text)))
    return replace(found, question=text, notes=notes)


def _answered(
    bank: Bank, question: Question, fiche_id: str | None, allowed: bool
) -> tuple[Answer, list[Understood]]:
    """The answer, and the limits that the search for the fiche met."""
    if fiche_id is None and question.counting:
        return count(bank, question), []
    given = None if fiche_id is None else bank.row_of[fiche_id]
    meant = fiches_meant(bank, question, given)
    limits: list[Understood] = []
    if meant.ranking:
        limits = [item for item in meant.ranking.words.items if item.field == LIMIT]
        if ambiguous(meant) or over_many(bank, question, meant):
            return several(bank, question, meant.ranking, allowed), limits
    found = [_look(bank, question, part, meant, allowed) for part in question.parts]
    return _composed(bank, question, meant, found), limits


def _look(bank: Bank, question: Question, part: Part, meant: Meant, allowed: bool) -> _Found:
    """The places that answer one part, all from the fiche meant first."""
    first = bank.fiches[meant.rows[0]]
    if premise := wrong_premise(part, first):
        return _Found(part, (), premise)
    asked = asked_of(bank, question, part, first)
    part = asked.part
    every: list[Candidate] = []
    for row, score in zip(meant.rows, meant.scores, strict=True):
        if allowed or bank.fiches[row].origin != "modele" or not part.answer_type.valued:
            every += candidates(bank, asked, row, score)
    every.sort(key=lambda candidate: -candidate.score)
    places = usable(part, every)
    near = [c for c in places if c.feature("fiche") >= CLOSE]
    sure = confidence(bank, part, near, question.named)
    if refuses(bank, sure):
        return _Found(part, (), said_missing(part, first), sure)
    ordered = [near[0], *(c for c in places if c is not near[0])]
    return _Found(part, tuple(_with_field(ordered)), None, sure)


def _with_field(places: list[Candidate]) -> list[Candidate]:
    """A closed field that answers is among the three citations, after the better places."""
    field = next(
        (c for c in places if c.feature("closed") >= HELD and c.row == places[0].row), None
    )
    if field is None or field in places[:2]:
        return places
    return [*places[:2], field, *(c for c in places[2:] if c is not field)]


def _composed(bank: Bank, question: Question, meant: Meant, found: list[_Found]) -> Answer:
    """The answer from what each part got."""
    answered = [part for part in found if part.places]
    missing = " ".join(dict.fromkeys(part.missing for part in found if part.missing)) or None
    sure = max(part.confidence for part in found)
    if not answered:
        near = _nearest(bank, meant)
        return Answer.none(question.text, missing, near, sure)
    citations = _citations(bank, answered)
    text = together(citations[: len(answered)])
    if other := contradiction(bank, citations):
        text += "\n" + also_said(other)
    kind: Kind = "partial" if missing else "quote"
    return Answer(question.text, kind, text, missing, citations, confidence=sure)


def _citations(bank: Bank, answered: list[_Found]) -> tuple[Citation, ...]:
    """The best place of each part, then the others in turn; no place twice."""
    chosen: list[Citation] = []
    depth = max(len(part.places) for part in answered)
    for rank in range(depth):
        for part in answered:
            if len(chosen) == CITATIONS:
                return tuple(chosen)
            if rank < len(part.places):
                place = part.places[rank]
                fiche = bank.fiches[place.row]
                if not any(_holds(c, fiche.id, place) for c in chosen):
                    chosen.append(Citation(fiche, quoted(fiche, place, part.places)))
    return tuple(chosen)


def _holds(citation: Citation, fiche_id: str, place: Candidate) -> bool:
    span = citation.span
    same = citation.fiche.id == fiche_id and span.label == place.span.label
    return same and span.start <= place.span.start < span.end


def _nearest(bank: Bank, meant: Meant) -> tuple[Nearest, ...]:
    return tuple(Nearest(bank.fiches[row], "sujet proche") for row in meant.rows[:5])
