"""Questions over many fiches: a row each, the quoted cell, and what can be said of them all."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from answers.evidence import WEIGHTS, Asked, Candidate, candidates
from answers.holds import amounts_of
from answers.meant import asked_of, relative
from answers.proof import Answer, Citation, Row
from answers.question import Part, Question
from answers.quoting import quoted
from answers.reach import said_of
from answers.refusal import confidence, usable
from answers.words import plural
from indexer import Index
from search.ranking import Ranking

LOOKED_AT = 400
"""Fiches looked into at most, those closest to the question."""
ROWS = 20
ABOUT = -0.4
"""A fiche no further than this from the first is about the subject, even when it doesn't say."""
LIKELY = 0.12
"""Chance from which a row is one of the surer ones."""
NAMED = 0.35
"""Share of an organiser's name from which the table keeps to its fiches."""
_LEAST_SURE = 1e-3


@dataclass(frozen=True, slots=True)
class _Cell:
    """A row's best place, among all of its fiche, and how surely the table needs it."""

    row: int
    best: Candidate
    places: tuple[Candidate, ...]
    chance: float


@cache
def weights() -> Mapping[str, float]:
    """Sign of a row to weight, « always », and « least »: the chance from which a row answers."""
    found: Mapping[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["rows"]
    return found


def several(index: Index, question: Question, ranking: Ranking, models: bool) -> Answer:
    """A table: the fiches that the question may be about, what each says or « non renseigné »."""
    asked = asked_of(index, question, question.whole)
    part = asked.part
    bank = any(fiche.origin == "banque" for fiche in index.fiches)
    rows, close = _rows(index, asked, question.text, ranking, models and not bank)
    said = [row for row in rows if row.citation]
    if not said:
        sentence = f"Aucune des fiches proches ne dit {part.thing.title}."
        return Answer(question.text, "none", None, sentence, nearest=())
    citations = tuple(row.citation for row in said[:3] if row.citation)
    text = _summary(part, rows, close)
    return Answer(question.text, "several", text, None, citations, tuple(rows))


def _rows(
    index: Index, asked: Asked, text: str, ranking: Ranking, allowed: bool
) -> tuple[list[Row], int]:
    """Rows that answer, surest first, then those about the subject that don't say; and how many
    of the first are the surer ones, one at least.
    """
    scores = relative(ranking)
    answered: list[_Cell] = []
    silent: list[int] = []
    for row in _theirs(index, text, ranking.order[:LOOKED_AT]):
        if index.fiches[row].origin == "modele" and asked.part.thing.valued and not allowed:
            continue
        cell = _cell(index, asked, row, float(scores[row]))
        if cell is not None and cell.chance >= weights()["least"]:
            answered.append(cell)
        elif scores[row] >= ABOUT:
            silent.append(row)
    answered.sort(key=lambda cell: -cell.chance)
    kept = answered[:ROWS]
    close = sum(cell.chance >= LIKELY for cell in kept)
    unsaid = [Row(index.fiches[row], None) for row in silent[: ROWS - len(kept)]]
    return [_row(index, cell) for cell in kept] + unsaid, max(close, 1)


def _theirs(index: Index, text: str, rows: Sequence[int]) -> list[int]:
    """The fiches of the organiser that the question names, all of them when it names none.

    By rare words with a capital: « les vergers » is no « maison de quartier du Verger ».
    """
    said = frozenset(
        token.term
        for token in index.terms.analyser.tokens(text)
        if token.start and text[token.start].isupper()
    )
    theirs = [r for r in rows if said_of(index, index.fiches[r].organiser or "", said) >= NAMED]
    return theirs or list(rows)


def _cell(index: Index, asked: Asked, row: int, distance: float) -> _Cell | None:
    found = sorted(candidates(index, asked, row, 0.0), key=lambda place: -place.score)
    places = usable(asked.part, found)
    if not places:
        return None
    known = signs(asked.part, places, distance)
    odds = weights()["always"] + sum(weights()[name] * value for name, value in known.items())
    return _Cell(row, places[0], tuple(found), 1 / (1 + math.exp(-odds)))


def signs(part: Part, places: Sequence[Candidate], distance: float) -> dict[str, float]:
    """What tells whether a table needs a fiche: how far it is from the subject, how well its
    best place answers, and how surely its fiche says it at all. Places are best first.
    """
    sure = min(max(confidence(part, places, named=False), _LEAST_SURE), 1 - _LEAST_SURE)
    return {
        "distance": distance,
        "score": places[0].score,
        "sure": math.log(sure / (1 - sure)),
    }


def _row(index: Index, cell: _Cell) -> Row:
    fiche = index.fiches[cell.row]
    return Row(fiche, Citation(fiche, quoted(fiche, cell.best, cell.places)))


def _summary(part: Part, rows: list[Row], close: int) -> str:
    """« Chiffré dans n fiches sur m », which are surer when not all are, and the range of the
    totals that these state.
    """
    said = [row for row in rows if row.citation]
    verb = "Chiffré" if part.thing.name in ("cost", "tariff", "grant", "count") else "Renseigné"
    text = f"{verb} dans {plural(len(said), 'fiche')} sur {len(rows)}."
    invented = sum(row.fiche.origin == "modele" for row in said)
    if invented:
        text += f" {plural(invented, 'exemple inventé', 'exemples inventés')} parmi elles."
    if close < len(said):
        text += (
            f" Les {close} premières sont les plus sûres."
            if close > 1
            else " La première est la plus sûre."
        )
    if part.thing.name == "cost" and (totals := _totals(said[:close])):
        low, high = min(totals), max(totals)
        text += (
            f" Totaux donnés : de {low[1]} à {high[1]}."
            if low != high
            else f" Total donné : {low[1]}."
        )
    return text


def _totals(rows: list[Row]) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    for row in rows:
        if row.citation is None:
            continue
        for amount in amounts_of(row.citation.quote):
            if amount.kind == "money" and amount.role == "total" and amount.value:
                found.append((amount.value, amount.text.removeprefix("de ")))
    return found


__all__ = ["several"]
