"""Sentences that may answer a part of a question, scored.

The score is linear in a few features: both legs of the search, where the sentence stands,
and whether it holds what is asked. The weights are fitted on `dev` (`python -m eval fit`
explains how), one fit with those of `answers.evidence.features`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answers.evidence.features import apart, given
from answers.evidence.nouns import counted_there
from answers.question.answer_types import ANYTHING, BY_NAME, AnswerType
from answers.question.reading import Part
from corpus import Fiche, labels
from corpus.facts import SentenceFacts
from indexer import Span
from search import Bank, Group, kept

FEATURES = (
    "cosine", "cosine below best", "detail", "detail below best", "apart", "detail apart",
    "thing below best", "thing apart", "terms", "terms near", "section", "holds", "lacking",
    "counted", "year", "short", "fiche", "other", "heading", "paid", "neighbour",
    "cue section", "cue holds", "cue lacking", "closed", "gives",
)  # fmt: skip
_PLACE = {name: place for place, name in enumerate(FEATURES)}
SAID_ALREADY = 0.25
LEAST_WORTH = 1.0
LEAST_ASKED = 0.04
"""A thing less probably asked for than this isn't looked for."""
_HEADING = 3
_SHORT = 25
_OPENING = 250
HELD = 0.5
"""From here on a sentence is taken to hold what is asked."""
LEAST_CLOSED = 0.1
_DENSE = (
    "cosine", "cosine below best", "detail", "detail below best", "thing below best", "neighbour",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may answer, its features (in the order of `FEATURES`) and its score."""

    row: int
    span: Span
    features: tuple[float, ...]
    score: float

    def feature(self, name: str) -> float:
        """One feature by its name."""
        return self.features[_PLACE[name]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of a question with what both legs need: two vectors and its words' worth.

    `vector` is the question's as it was typed, `detail` that of what is left of it without
    the words that only name the fiche.
    """

    part: Part
    vector: NDArray[np.float32]
    detail: NDArray[np.float32]
    worth: Mapping[str, float]


@kept(1)
def weights(bank: Bank) -> NDArray[np.float64]:
    """The weights of `FEATURES`, shape (features,); 0 for those that only a refusal reads."""
    fitted = bank.weights.evidence.features
    return np.asarray([fitted.get(name, 0.0) for name in FEATURES], np.float64)


@kept(10_000)
def terms_of(bank: Bank, text: str) -> frozenset[str]:
    """The bank's terms of a name or of what is asked."""
    return bank.terms.of(text)


def naming_terms(bank: Bank, fiche: Fiche) -> frozenset[str]:
    """The terms by which people name a fiche: title, organiser, département, first words."""
    opening = fiche.sections.get(labels.SUMMARY, "")[:_OPENING]
    place = f"{fiche.organiser or ''} {fiche.departement or ''}"
    return terms_of(bank, f"{fiche.title} {place} {opening}")


def detail_worth(
    bank: Bank, groups: Sequence[Group], fiche: Fiche | None, cue: str
) -> dict[str, float]:
    """Each term looked for and its worth; those that only name the fiche or ask count little."""
    named = set(terms_of(bank, cue))
    if fiche is not None:
        named |= naming_terms(bank, fiche)
    worth = bank.terms.worth(groups)
    return {t: value * (SAID_ALREADY if t in named else 1.0) for t, value in worth.items()}


def candidates(bank: Bank, asked: Asked, row: int, fiche_score: float) -> list[Candidate]:
    """Every place of a fiche with its score, in reading order, closed fields last.

    `fiche_score` is 0 for the fiche that is surely meant and falls below for the others.
    """
    fiche, part, spans = bank.fiches[row], asked.part, bank.spans(row)
    facts = bank.facts(row)
    terms = _held(bank, asked.worth, row)
    table = {name: np.zeros(len(spans)) for name in FEATURES}
    table |= _closeness(bank, asked, row)
    table["gives"] = given(bank, row, part.asked)
    table["terms"] = terms
    for i, span in enumerate(spans):
        beside = [j for j in (i - 1, i + 1) if 0 <= j < len(spans) and spans[j].label == span.label]
        table["terms near"][i] = max([terms[i], *(terms[j] for j in beside)])
        near = [table["cosine below best"][j] for j in beside]
        table["neighbour"][i] = max(near, default=table["cosine below best"][i])
    for thing, probability in _likely(part):
        holds = facts.degrees(thing.detector)
        table["section"] += [probability * thing.sections.get(s.label, 0.0) for s in spans]
        table["holds"] += probability * holds
        table["lacking"] += probability * float(thing.required) * (holds < HELD)
    table["cue holds"] = facts.degrees(part.cued.detector)
    table["cue section"] = np.asarray([part.cued.sections.get(s.label, 0.0) for s in spans])
    table["cue lacking"] = float(part.cued.required) * (table["cue holds"] == 0)
    if part.counted:
        table["counted"] = counted_there(part.counted, facts)
    table["year"] = np.asarray(_years(part, fiche, spans, facts))
    table["short"] = np.asarray([float(s.end - s.start < _SHORT) for s in spans])
    table["fiche"] += fiche_score
    table["other"] += float(fiche_score < 0)
    table["heading"] += facts.lines["colon"] | (facts.lines["words"] < _HEADING)
    if part.payers:
        table["paid"] += facts.naming(part.payers)
    matrix = np.stack([table[name] for name in FEATURES], axis=1)
    scores = (matrix @ weights(bank)).tolist()
    places = [
        Candidate(row, span, tuple(line), score)
        for span, line, score in zip(spans, matrix.tolist(), scores, strict=True)
    ]
    return places + _closed_fields(bank, part, row, matrix, fiche_score)


def _closeness(bank: Bank, asked: Asked, row: int) -> dict[str, NDArray[np.float64]]:
    """The dense features of a fiche's sentences, shape (sentences,) each.

    « apart »: the same cosines once the fiche's mean sentence is taken out of both sides;
    what is left tells its sentences from each other.
    """
    vectors = bank.dense.sentences(row).astype(np.float64)
    thing = _thing_vector(bank, asked.part)
    cosines = {"cosine": vectors @ asked.vector, "detail": vectors @ asked.detail}
    of_thing = vectors @ thing
    if not len(vectors):
        return {}
    sides = np.stack([asked.vector.astype(np.float64), asked.detail.astype(np.float64), thing])
    left, right = apart(vectors, sides)
    beside = left @ right.T
    return {
        "cosine": cosines["cosine"] - 0.85,
        "cosine below best": cosines["cosine"] - cosines["cosine"].max(),
        "detail": cosines["detail"] - 0.85,
        "detail below best": cosines["detail"] - cosines["detail"].max(),
        "thing below best": of_thing - of_thing.max(),
        "apart": beside[:, 0],
        "detail apart": beside[:, 1],
        "thing apart": beside[:, 2],
    }


def _thing_vector(bank: Bank, part: Part) -> NDArray[np.float64]:
    """The unit vector of what is asked for: the titles of the things, by probability."""
    titles = thing_vectors(bank)
    total = np.sum([p * titles[name] for name, p in part.asked.items()], axis=0)
    unit: NDArray[np.float64] = total / np.linalg.norm(total)
    return unit


@kept(1)
def thing_vectors(bank: Bank) -> Mapping[str, NDArray[np.float64]]:
    """AnswerType to the vector of its title by the bank's encoder. Raises EncoderError."""
    encode = bank.encoder.encode_query
    return {thing.name: encode(thing.title).astype(np.float64) for thing in BY_NAME.values()}


def _likely(part: Part) -> list[tuple[AnswerType, float]]:
    return [(BY_NAME[name], p) for name, p in part.asked.items() if p >= LEAST_ASKED]


def _closed_fields(
    bank: Bank, part: Part, row: int, matrix: NDArray[np.float64], fiche_score: float
) -> list[Candidate]:
    """The closed fields that give what is asked; as close as the fiche's usual sentence."""
    fiche = bank.fiches[row]
    chances: dict[str, float] = {}
    for thing, probability in _likely(part):
        for label in thing.closed:
            if fiche.sections.get(label) and label not in labels.TEXTS:
                chances[label] = chances.get(label, 0.0) + probability
    usual = dict(zip(FEATURES, matrix.mean(axis=0), strict=True)) if len(matrix) else {}
    found: list[Candidate] = []
    for label, probability in chances.items():
        if probability < LEAST_CLOSED:
            continue
        line = dict.fromkeys(FEATURES, 0.0)
        line |= {name: float(usual[name]) for name in _DENSE if usual}
        line |= {"fiche": fiche_score, "other": float(fiche_score < 0), "closed": probability}
        span = Span(label, 0, len(fiche.sections[label]))
        features = [line[name] for name in FEATURES]
        found.append(Candidate(row, span, tuple(features), float(weights(bank) @ features)))
    return found


def _held(bank: Bank, worth: Mapping[str, float], row: int) -> NDArray[np.float64]:
    """Of what the question's words are worth, how much stands in each sentence."""
    # One weak word is not the whole of what is asked: the total is at least a rare word's.
    total = max(sum(sorted(worth.values(), reverse=True)[:4]), LEAST_WORTH * bank.terms.idf(""))
    start, end = bank.index.sentence_starts[row : row + 2]
    return np.minimum(1.0, bank.terms.held(worth, start, end) / total)


def _years(part: Part, fiche: Fiche, spans: Sequence[Span], facts: SentenceFacts) -> list[float]:
    """For each sentence 1 where it speaks of the year asked, -1 of another, 0 when unsaid.

    A year said in a section holds for the sentences that follow (« En 2021 : »).
    """
    if not part.years:
        return [0.0] * len(spans)
    asked = frozenset(map(int, part.years))
    values: list[float] = []
    label, current = "", frozenset[int]()
    for span, said in zip(spans, facts.years_given(), strict=True):
        if span.label != label:
            label, current = span.label, frozenset()
        current = said or current
        if current & asked:
            values.append(1.0)
        elif current:
            values.append(-1.0)
        else:
            values.append(1.0 if fiche.year in asked else 0.0)
    return values


__all__ = ["ANYTHING", "Asked", "Candidate", "candidates", "detail_worth", "weights"]
