"""From the sentence that answers to what is quoted: with its neighbours while it stays short.

A list item without its heading, or « 19 en emploi » without what comes before, can't be
read; a whole short section can.
"""

from __future__ import annotations

from collections.abc import Sequence

from answers.evidence.candidates import Candidate
from answers.types import Citation
from corpus import Fiche
from indexer import Span
from search import Bank

SECTION = 350
"""A section of at most so many characters is quoted whole."""

QUOTE = 400
"""A quote of several sentences has at most so many characters."""


def quoted(fiche: Fiche, best: Candidate, others: Sequence[Candidate]) -> Span:
    """The span to quote around the best sentence; `others` are scored sentences."""
    label, start, end = best.span.label, best.span.start, best.span.end
    text = fiche.sections[label]
    if len(text.strip()) <= SECTION:
        return Span(label, len(text) - len(text.lstrip()), len(text.rstrip()))
    scores = {c.span: c.score for c in others if c.row == best.row and c.span.label == label}
    spans = sorted(scores, key=lambda span: span.start)
    if best.span not in scores:
        return best.span
    first = last = spans.index(best.span)
    while True:
        sides = []
        if first > 0 and spans[last].end - spans[first - 1].start <= QUOTE:
            sides.append((scores[spans[first - 1]] + _led(text, spans[first - 1]), first - 1))
        if last + 1 < len(spans) and spans[last + 1].end - spans[first].start <= QUOTE:
            sides.append((scores[spans[last + 1]] + _led(text, spans[last]), last + 1))
        if not sides:
            break
        place = max(sides)[1]
        first, last = min(first, place), max(last, place)
        start, end = spans[first].start, spans[last].end
    return Span(label, start, end)


def _led(text: str, span: Span) -> float:
    """A heading and what it announces belong together."""
    return 10.0 * text[span.start : span.end].rstrip().endswith(":")


def contradiction(bank: Bank, citations: Sequence[Citation]) -> Citation | None:
    """A citation whose stated total differs from the first one's, in the same fiche."""
    if not citations:
        return None
    first = citations[0]
    stated = {total for total, _ in totals(bank, first)}
    for other in citations[1:]:
        same = other.fiche.id == first.fiche.id
        if same and stated and {total for total, _ in totals(bank, other)} - stated:
            return other
    return None


def totals(bank: Bank, citation: Citation) -> list[tuple[float, str]]:
    """Each sum that a quote gives for a total, and how it is written."""
    row, quote = bank.row_of[citation.fiche.id], citation.span
    spans, found = bank.spans(row), []
    for sentence, start, end, value in bank.facts(row).totals():
        place = spans[sentence]
        if place.label == quote.label and quote.start <= place.start and place.end <= quote.end:
            found.append((value, place.text(citation.fiche)[start:end]))
    return found
