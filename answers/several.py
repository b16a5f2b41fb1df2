"""Questions over many fiches: a row each, the quoted cell, and what can be said of them all."""

from __future__ import annotations

from answers.evidence import Asked, Candidate, candidates
from answers.holds import amounts_of
from answers.meant import asked_of, fiches_meant, relative
from answers.proof import Answer, Citation, Row
from answers.question import Part, Question
from answers.quoting import quoted
from answers.refusal import usable
from answers.words import plural
from corpus.vocabulary import FACETS
from indexer import Index
from search.ranking import Ranking

LOOKED_AT = 400
BONUS = 0.2
ROWS = 20
FAR = -0.8
"""A fiche further than this from the best one isn't about the subject."""


def several(index: Index, question: Question, models: bool) -> Answer:
    """A table: the fiches that the question may be about, what each says or « non renseigné »."""
    meant = fiches_meant(index, question, None)
    assert meant.ranking is not None  # noqa: S101  (no fiche is given)
    part = question.parts[0]
    asked = asked_of(index, question, part)
    part = asked.part
    rows = _rows(index, asked, part, meant.ranking, models)
    said = [row for row in rows if row.citation]
    if not said:
        sentence = f"Aucune des fiches proches ne dit {part.thing.title}."
        return Answer(question.text, "none", None, sentence, nearest=())
    citations = tuple(row.citation for row in said[:3] if row.citation)
    return Answer(question.text, "several", _summary(part, rows), None, citations, tuple(rows))


def _rows(index: Index, asked: Asked, part: Part, ranking: Ranking, models: bool) -> list[Row]:
    """Rows that answer, best first, then those about the subject that don't say."""
    scores = relative(ranking)
    bank = any(fiche.origin == "banque" for fiche in index.fiches)
    answered: list[tuple[float, Row]] = []
    silent: list[Row] = []
    for row in ranking.order[:LOOKED_AT]:
        ours = bool(ranking.understood.publics & set(FACETS["public"](index.fiches[row])))
        fiche, distance = index.fiches[row], float(scores[row])
        if distance < FAR:
            break
        if fiche.origin == "modele" and part.thing.valued and (bank or not models):
            continue
        found = candidates(index, asked, row, 0.0)
        found.sort(key=lambda candidate: -candidate.score)
        best = next(iter(usable(part, found)), None)
        if best is not None:
            place = quoted(fiche, best, found)
            answered.append(
                (_worth(best, distance + BONUS * ours), Row(fiche, Citation(fiche, place)))
            )
        elif distance > FAR / 2:
            silent.append(Row(fiche, None))
    answered.sort(key=lambda item: -item[0])
    kept = [row for _, row in answered[:ROWS]]
    return kept + silent[: max(0, ROWS - len(kept))]


def _worth(best: Candidate, distance: float) -> float:
    return best.score + 3.0 * distance


def _summary(part: Part, rows: list[Row]) -> str:
    """« Chiffré dans n fiches sur m », and the range of stated totals when there are some."""
    said = [row for row in rows if row.citation]
    verb = "Chiffré" if part.thing.name in ("cost", "tariff", "grant", "count") else "Renseigné"
    text = f"{verb} dans {plural(len(said), 'fiche')} sur {len(rows)}."
    invented = sum(row.fiche.origin == "modele" for row in said)
    if invented:
        text += f" {plural(invented, 'exemple inventé', 'exemples inventés')} parmi elles."
    if part.thing.name == "cost" and (totals := _totals(said)):
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
                found.append((amount.value, amount.text))
    return found


__all__ = ["several"]
