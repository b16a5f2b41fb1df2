"""What answers are measured by, over judged questions.

A question row is a line of `eval/judged/questions.jsonl`: id, question, fiche, kind, and
`answers` (fiche, section, strings that a right quote contains), `rows` and `count`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answers import Answer, Citation, answer
from eval.measures import interval
from search.bank import Bank as Index

Row = Mapping[str, Any]
QUOTED = ("quote", "partial")


@dataclass(frozen=True, slots=True)
class Measured:
    """One question, what was answered, and what of it is right.

    `first` and `three`: a right quote in the first citation, in three. `rows`: the share of
    the judged fiches that the table gives with a right quote, `rows_named` that it answers for
    at all, `rows_judged` of the table's answering rows those of judged fiches. `exact`: the
    count and its list. None where the measure doesn't apply.
    """

    row: Row
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


def right(citation: Citation, judged: Sequence[Row]) -> bool:
    """Whether a citation holds one of the judged answers, in its fiche and section."""
    return any(
        citation.fiche.id == one["fiche_id"]
        and citation.span.label == one["section"]
        and all(part in citation.quote for part in one["contains"])
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
    index: Index, questions: Sequence[Row], reply: Callable[..., Answer] = answer
) -> list[Measured]:
    """Answer every question and judge it."""
    return [_judged(row, reply(index, row["question"], row.get("fiche"))) for row in questions]


def _judged(row: Row, found: Answer) -> Measured:
    if row["kind"] in QUOTED:
        hits = [right(citation, row["answers"]) for citation in found.citations]
        return Measured(row, found, float(any(hits[:1])), float(any(hits[:3])))
    if row["kind"] == "several":
        return _table(row, found)
    if row["kind"] == "count":
        wanted = {one["fiche_id"] for one in row["rows"]}
        listed = {r.fiche.id for r in found.rows}
        same = found.kind == "count" and listed == wanted and len(found.rows) == row["count"]
        return Measured(row, found, exact=float(same))
    return Measured(row, found)


def _table(row: Row, found: Answer) -> Measured:
    judged = {one["fiche_id"] for one in row["rows"]}
    given = {r.fiche.id: r.citation for r in found.rows if r.citation}
    named = judged & given.keys()
    said = [fiche for fiche in named if right(given[fiche], row["rows"])]
    return Measured(
        row,
        found,
        rows=len(said) / len(judged),
        rows_named=len(named) / len(judged),
        rows_judged=len(named) / len(given) if given else None,
    )


def summary(measured: Sequence[Measured]) -> dict[str, dict[str, float]]:
    """Measure to {n, value, lo, hi} (95 % bootstrap)."""
    quoted = [m for m in measured if m.row["kind"] in QUOTED]
    answerable = [m for m in measured if m.row["kind"] != "none"]
    unanswerable = [m for m in measured if m.row["kind"] == "none"]
    columns: dict[str, list[float | None]] = {
        "first": [m.first for m in quoted],
        "three": [m.three for m in quoted],
        "first, general": [m.first for m in quoted if not m.row.get("fiche")],
        "first, on a fiche": [m.first for m in quoted if m.row.get("fiche")],
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


def refusal_curve(measured: Sequence[Measured]) -> list[tuple[float, float, float]]:
    """(threshold, share of answerable refused, share of unanswerable refused), rising.

    Over quote, partial and unanswerable questions; what a rule refused has confidence 0.
    """
    answerable = [m.answer.confidence for m in measured if m.row["kind"] in QUOTED]
    unanswerable = [m.answer.confidence for m in measured if m.row["kind"] == "none"]
    if not answerable or not unanswerable:
        return []
    thresholds = sorted({0.0, *answerable, *unanswerable})
    return [
        (
            threshold,
            sum(value <= threshold for value in answerable) / len(answerable),
            sum(value <= threshold for value in unanswerable) / len(unanswerable),
        )
        for threshold in thresholds
    ]
