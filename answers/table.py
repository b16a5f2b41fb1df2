"""Questions over many fiches: a row each, the quoted cell, and what can be said of them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answers.evidence.candidates import Asked, Candidate, candidates
from answers.evidence.quoting import quoted, totals
from answers.evidence.refusal import confidence, usable
from answers.question.reading import Part, Question
from answers.question.scope import said_of
from answers.question.target import asked_of, relative
from answers.types import Answer, Citation, Row
from answers.wording import plural
from search import Bank, Ranking, chance_of, log_odds, odds_of

LOOKED_AT = 400
"""Fiches looked into at most, those closest to the question."""
ROWS = 20
ABOUT = -0.4
"""A fiche no further than this from the first is about the subject, even when it doesn't say."""
LIKELY = 0.12
"""Chance from which a row is one of the surer ones."""
NAMED = 0.35
"""Share of an organiser's name from which the table keeps to its fiches."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a fiche has for a row: its best place, among all of them best first, and the signs
    that tell whether the table needs it.
    """

    row: int
    best: Candidate
    places: tuple[Candidate, ...]
    signs: Mapping[str, float]


def several(bank: Bank, question: Question, ranking: Ranking, models: bool) -> Answer:
    """A table: the fiches that the question may be about, what each says or « non renseigné ».

    With `models`, invented examples too say how much, who pays and where.
    """
    asked = asked_of(bank, question, question.whole)
    part = asked.part
    rows, close = _rows(bank, asked, question.text, ranking, models)
    said = [row for row in rows if row.citation]
    if not said:
        sentence = f"Aucune des fiches proches ne dit {part.answer_type.title}."
        return Answer.none(question.text, sentence)
    citations = tuple(row.citation for row in said[:3] if row.citation)
    text = _summary(bank, part, rows, close)
    return Answer(question.text, "several", text, None, citations, tuple(rows))


def _rows(
    bank: Bank, asked: Asked, text: str, ranking: Ranking, allowed: bool
) -> tuple[list[Row], int]:
    """Rows that answer, surest first, then those about the subject that don't say; and how many
    of the first are the surer ones, one at least.
    """
    scores = relative(ranking)
    table = bank.weights.rows
    answered: list[tuple[float, Cell]] = []
    silent: list[int] = []
    for row in _theirs(bank, text, ranking.order[:LOOKED_AT]):
        if bank.fiches[row].origin == "modele" and asked.part.answer_type.valued and not allowed:
            continue
        cell = look_into(bank, asked, row, float(scores[row]))
        chance = chance_of(odds_of(table, cell.signs)) if cell else 0.0
        if cell and chance >= table["least"]:
            answered.append((chance, cell))
        elif scores[row] >= ABOUT:
            silent.append(row)
    answered.sort(key=lambda item: -item[0])
    kept = answered[:ROWS]
    close = sum(chance >= LIKELY for chance, _ in kept)
    unsaid = [Row(bank.fiches[row], None) for row in silent[: ROWS - len(kept)]]
    return [_row(bank, cell) for _, cell in kept] + unsaid, max(close, 1)


def _theirs(bank: Bank, text: str, rows: Sequence[int]) -> list[int]:
    """The fiches of the organiser that the question names, all of them when it names none.

    By rare words with a capital: « les vergers » is no « maison de quartier du Verger ».
    """
    said = frozenset(
        token.term
        for token in bank.terms.analyser.tokens(text)
        if token.start and text[token.start].isupper()
    )
    if not said:
        return list(rows)
    theirs = [r for r in rows if said_of(bank, bank.fiches[r].organiser or "", said) >= NAMED]
    return theirs or list(rows)


def look_into(bank: Bank, asked: Asked, row: int, distance: float) -> Cell | None:
    """What a fiche so far from the subject has for a row; None when no place can answer.

    Its signs: the distance, how well the best place answers, how surely the fiche says it.
    """
    found = sorted(candidates(bank, asked, row, 0.0), key=lambda place: -place.score)
    places = usable(asked.part, found)
    if not places:
        return None
    sure = log_odds(confidence(bank, asked.part, places, named=False))
    signs = {"distance": distance, "score": places[0].score, "sure": sure}
    return Cell(row, places[0], tuple(found), signs)


def _row(bank: Bank, cell: Cell) -> Row:
    fiche = bank.fiches[cell.row]
    return Row(fiche, Citation(fiche, quoted(fiche, cell.best, cell.places)))


def _summary(bank: Bank, part: Part, rows: list[Row], close: int) -> str:
    """« Chiffré dans n fiches sur m », which are surer when not all are, and the range of the
    totals that these state.
    """
    said = [row for row in rows if row.citation]
    verb = (
        "Chiffré" if part.answer_type.name in ("cost", "tariff", "grant", "count") else "Renseigné"
    )
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
    if part.answer_type.name == "cost" and (
        given := [
            (value, written.removeprefix("de "))
            for row in said[:close]
            if row.citation
            for value, written in totals(bank, row.citation)
        ]
    ):
        low, high = min(given), max(given)
        text += (
            f" Totaux donnés : de {low[1]} à {high[1]}."
            if low != high
            else f" Total donné : {low[1]}."
        )
    return text


__all__ = ["several"]
