"""Sentences that may answer a part of a question, scored.

The score is linear in a few features: both legs of the search, where the sentence stands,
and whether it holds what is asked. The weights are fitted on `dev` (`python -m eval fit`
explains how); they are in `weights.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answers.holds import amounts_of
from answers.nouns import counted_there
from answers.question import Part
from answers.things import ANYTHING
from corpus import Fiche, labels
from corpus.bodies import bodies
from indexer import Index, Span
from search.dense import sentence_similarities
from search.sparse import Group, idf

WEIGHTS = Path(__file__).with_name("weights.json")
FEATURES = (
    "cosine", "cosine here", "terms", "terms near", "section", "holds", "both", "counted", "year", "short",  # noqa: E501
    "closed", "fiche", "other", "heading", "lacking", "paid",
)  # fmt: skip
SAID_ALREADY = 0.25
LEAST_WORTH = 1.0
_HEADING = 3
_SHORT = 25
_OPENING = 250


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may answer, its features (in the order of `FEATURES`) and its score."""

    row: int
    span: Span
    features: tuple[float, ...]
    score: float

    def feature(self, name: str) -> float:
        """One feature by its name."""
        return self.features[FEATURES.index(name)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of a question with what both legs need: its vector and its words' worth.

    `detail` is what the words that neither ask nor name the fiche are worth.
    """

    part: Part
    vector: NDArray[np.float32]
    worth: Mapping[str, float]
    detail: float = 0.0


@cache
def weights() -> NDArray[np.float64]:
    """The weights of `FEATURES`, shape (features,)."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))["evidence"]
    return np.asarray([table[name] for name in FEATURES], np.float64)


@lru_cache(maxsize=100_000)
def _terms(index: Index, text: str) -> frozenset[str]:
    return frozenset(index.terms.analyser.terms(text))


def naming_terms(index: Index, fiche: Fiche) -> frozenset[str]:
    """The terms by which people name a fiche: title, organiser, département, first words."""
    opening = fiche.sections.get(labels.SUMMARY, "")[:_OPENING]
    place = f"{fiche.organiser or ''} {fiche.departement or ''}"
    return _terms(index, f"{fiche.title} {place} {opening}")


def detail_worth(
    index: Index, groups: Sequence[Group], fiche: Fiche | None, cue: str
) -> dict[str, float]:
    """Each term looked for and its worth; those that only name the fiche or ask count little."""
    named = set(_terms(index, cue))
    if fiche is not None:
        named |= naming_terms(index, fiche)
    worth: dict[str, float] = {}
    for group in groups:
        for alternative in group.alternatives:
            for term in alternative.terms:
                value = group.importance * alternative.weight * idf(index, term)
                value *= SAID_ALREADY if term in named else 1.0
                worth[term] = max(worth.get(term, 0.0), value)
    return worth


def candidates(index: Index, asked: Asked, row: int, fiche_score: float) -> list[Candidate]:
    """Every place of a fiche with its score, in reading order, closed fields last.

    `fiche_score` is 0 for the fiche that is surely meant and falls below for the others.
    """
    fiche = index.fiches[row]
    start, end = int(index.sentence_starts[row]), int(index.sentence_starts[row + 1])
    spans = [sentence.span for sentence in index.sentences[start:end]]
    cosines = np.asarray(sentence_similarities(index, asked.vector, row), np.float64)
    best = float(cosines.max(initial=0.0))
    texts = [span.text(fiche) for span in spans]
    held = [_held(index, asked.worth, text) for text in texts]
    years = _years(asked.part, fiche, spans)
    section = [asked.part.thing.sections.get(span.label, 0.0) for span in spans]
    holds = [asked.part.thing.holds(text, amounts_of(text)) for text in texts]
    found: list[Candidate] = []
    for i, span in enumerate(spans):
        near = [
            held[j] for j in (i - 1, i + 1) if 0 <= j < len(spans) and spans[j].label == span.label
        ]
        row_features = (
            float(cosines[i]) - 0.85,
            float(cosines[i]) - best,
            held[i],
            max([held[i], *near]),
            section[i],
            holds[i],
            section[i] * holds[i],
            counted_there(asked.part.counted, texts[i]) if asked.part.counted else 0.0,
            years[i],
            float(len(texts[i]) < _SHORT),
            0.0,
            fiche_score,
            float(fiche_score < 0),
            float(texts[i].rstrip().endswith(":") or len(texts[i].split()) < _HEADING),
            float(asked.part.thing.required and holds[i] == 0.0),
            float(bool(asked.part.payers & bodies(texts[i]))) if asked.part.payers else 0.0,
        )
        found.append(_scored(row, span, row_features))
    mean = float(cosines.mean()) if len(cosines) else 0.8
    for label in asked.part.thing.closed:
        text = fiche.sections.get(label)
        if text and label not in labels.TEXTS:
            closed = (
                mean - 0.85, mean - best, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, fiche_score,
                float(fiche_score < 0), 0.0, 0.0, 0.0,
            )  # fmt: skip
            found.append(_scored(row, Span(label, 0, len(text)), closed))
    return found


def _scored(row: int, span: Span, features: tuple[float, ...]) -> Candidate:
    return Candidate(row, span, features, float(weights() @ np.asarray(features)))


def _held(index: Index, worth: Mapping[str, float], text: str) -> float:
    """Of what the question's words are worth, how much stands in the sentence."""
    # One weak word is not the whole of what is asked: the total is at least a rare word's.
    total = max(sum(sorted(worth.values(), reverse=True)[:4]), LEAST_WORTH * idf(index, ""))
    return min(1.0, sum(worth[t] for t in _terms(index, text) if t in worth) / total)


def _years(part: Part, fiche: Fiche, spans: Sequence[Span]) -> list[float]:
    """For each sentence 1 where it speaks of the year asked, -1 of another, 0 when unsaid.

    A year said in a section holds for the sentences that follow (« En 2021 : »).
    """
    if not part.years:
        return [0.0] * len(spans)
    values: list[float] = []
    label, current = "", frozenset[str]()
    for span in spans:
        if span.label != label:
            label, current = span.label, frozenset()
        text = span.text(fiche)
        said = frozenset(year for year in _all_years(text))
        current = said or current
        if said & set(part.years) or current & set(part.years):
            values.append(1.0)
        elif current:
            values.append(-1.0)
        else:
            values.append(1.0 if str(fiche.year) in part.years else 0.0)
    return values


def _all_years(text: str) -> list[str]:
    return re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d|\s?(?:€|euros?))", text)


__all__ = ["ANYTHING", "Asked", "Candidate", "candidates", "detail_worth", "weights"]
