"""What answers are measured by, over judged questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answers import Answer, Citation, answer
from eval.measures.bootstrap import interval
from eval.sets import JudgedQuestion, Proof
from search import Bank


@dataclass(frozen=True, slots=True)
class Measured:
    """One question, what was answered, and what of it is right.

    `first` and `three`: a right quote in the first citation, in three. `rows`: the share of
    the judged fiches that the table gives with a right quote, `rows_named` that it answers for
    at all, `rows_judged` of the table's answering rows those of judged fiches. `exact`: the
    count and its list. None where the measure doesn't apply.
    """

    asked: JudgedQuestion
    answer: Answer
    first: float | None = None
    three: float | None = None
    rows: float | None = None
    rows_named: float | None = None
    rows_judged: float | None = None
    exact: float | None = None

    @property
    def refused(self) -> float:
        """1 when the answer is a refusal."""
        return float(self.answer.kind == "none")


def right(citation: Citation, judged: Sequence[Proof]) -> bool:
    """Whether a citation holds one of the judged answers, in its fiche and section."""
    return any(
        citation.fiche.id == one.fiche_id
        and citation.span.label == one.section
        and all(part in citation.quote for part in one.contains)
        for one in judged
    )


def word_for_word(found: Answer) -> bool:
    """Whether every citation is what stands at its place, and not empty."""
    cited = [*found.citations, *(row.citation for row in found.rows if row.citation)]
    return all(
        c.quote and c.quote == c.fiche.sections[c.span.label][c.span.start : c.span.end]
        for c in cited
    )


def measure(
    bank: Bank, questions: Sequence[JudgedQuestion], reply: Callable[..., Answer] = answer
) -> list[Measured]:
    """Answer every question and judge it."""
    return [_judged(one, reply(bank, one.text, one.fiche)) for one in questions]


def _judged(asked: JudgedQuestion, found: Answer) -> Measured:
    if asked.quoted:
        hits = [right(citation, asked.answers) for citation in found.citations]
        return Measured(asked, found, float(any(hits[:1])), float(any(hits[:3])))
    if asked.kind == "several":
        return _table(asked, found)
    if asked.kind == "count":
        wanted = {one.fiche_id for one in asked.rows}
        listed = {r.fiche.id for r in found.rows}
        same = found.kind == "count" and listed == wanted and len(found.rows) == asked.count
        return Measured(asked, found, exact=float(same))
    return Measured(asked, found)


def _table(asked: JudgedQuestion, found: Answer) -> Measured:
    judged = {one.fiche_id for one in asked.rows}
    given = {r.fiche.id: r.citation for r in found.rows if r.citation}
    named = judged & given.keys()
    said = [fiche for fiche in named if right(given[fiche], asked.rows)]
    return Measured(
        asked,
        found,
        rows=len(said) / len(judged),
        rows_named=len(named) / len(judged),
        rows_judged=len(named) / len(given) if given else None,
    )


def summary(measured: Sequence[Measured]) -> dict[str, dict[str, float]]:
    """Measure to {n, value, lo, hi} (95 % bootstrap)."""
    quoted = [m for m in measured if m.asked.quoted]
    answerable = [m for m in measured if m.asked.kind != "none"]
    unanswerable = [m for m in measured if m.asked.kind == "none"]
    columns: dict[str, list[float | None]] = {
        "first": [m.first for m in quoted],
        "three": [m.three for m in quoted],
        "first, general": [m.first for m in quoted if m.asked.fiche is None],
        "first, on a fiche": [m.first for m in quoted if m.asked.fiche is not None],
        "wrongly refused": [m.refused for m in answerable],
        "rightly refused": [m.refused for m in unanswerable],
        "rows": [m.rows for m in measured],
        "rows named": [m.rows_named for m in measured],
        "rows judged": [m.rows_judged for m in measured],
        "counts exact": [m.exact for m in measured],
        "word for word": [float(word_for_word(m.answer)) for m in measured],
    }
    table: dict[str, dict[str, float]] = {}
    for name, column in columns.items():
        values = [value for value in column if value is not None]
        if values:
            mean, low, high = interval(values)
            table[name] = {"n": len(values), "value": mean, "lo": low, "hi": high}
    return table
