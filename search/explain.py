"""Why a fiche was found: its best sentence, the words that matched, the facets that held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus import labels
from corpus.fiche import normalise
from corpus.vocabulary import FACETS
from indexer import Index, Span
from search.columns import columns
from search.dense import sentence_similarities
from search.query import FACET_TITLES
from search.ranking import Ranking
from search.sparse import Group, idf
from search.stated import STATED_TITLES, evidence

TERMS_WEIGHT = 0.2
"""Cosine that a sentence holding all the query's terms is worth: sentences of one fiche lie
about .16 apart from the closest to the farthest, with the adapted encoder."""

SHORT = 25
SHORT_PENALTY = 0.1
"""A sentence of fewer characters (« 5000€ ») says nothing by itself."""

ASKED_BONUS = 0.17
"""For a sentence of the section that the query asks for."""


TERSE, TERSE_PENALTY = 80, 0.17
"""A terse sentence lies close to its title's vector, and shows a reader little."""

TELLING_BONUS = 0.05
_TELLING = frozenset({labels.SUMMARY, labels.DESCRIPTION, labels.GENERAL})
"""Sections that say what was done, where the query asks for none."""


Said = tuple[tuple[str, str], ...]
"""(term, the word as written) of each word that counts, in order."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The place to show, the words of it that matched, further notes, and one line why."""

    span: Span
    matched: tuple[str, ...]
    notes: tuple[str, ...]
    why: str


def explained(index: Index, ranking: Ranking, row: int) -> Explanation:
    """See `Explanation`; for one fiche of a ranking."""
    worth = term_worth(index, ranking.words.groups)
    number = _best_sentence(index, ranking, row, worth)
    if number is None:
        span = _opening(index, row)
        said = _said(index, span.text(index.fiches[row]))
    else:
        span = index.sentences[number].span
        said = _sentence_words(index, number)[1]
    matched = tuple(dict.fromkeys(surface for term, surface in said if term in worth))
    facets = _facets_held(index, ranking, row)
    why = f"parle de : {', '.join(matched)}" if matched else "sujet proche"
    return Explanation(span, matched, facets, why)


@lru_cache(maxsize=8)
def term_worth(index: Index, groups: tuple[Group, ...]) -> Mapping[str, float]:
    """Each term that the query looks for, and its share of the query's importance."""
    worth: dict[str, float] = {}
    for group in groups:
        for alternative in group.alternatives:
            for term in alternative.terms:
                value = group.importance * alternative.weight * idf(index, term)
                worth[term] = max(worth.get(term, 0.0), value)
    return worth


@lru_cache(maxsize=8)
def whole_worth(index: Index, groups: tuple[Group, ...]) -> float:
    """What a sentence holds that has the best word of every group."""
    worth = term_worth(index, groups)
    best = ([worth[t] for a in group.alternatives for t in a.terms] for group in groups)
    return sum(max(values, default=0.0) for values in best)


@lru_cache(maxsize=200_000)
def _sentence_words(index: Index, number: int) -> tuple[frozenset[str], Said]:
    """The terms of one sentence, and its words as written with their terms: analysed once a
    process and only when it may be shown."""
    sentence = index.sentences[number]
    said = _said(index, sentence.span.text(index.fiches[index.row_of[sentence.fiche_id]]))
    return frozenset(term for term, _ in said), said


def _said(index: Index, text: str) -> Said:
    tokens = index.terms.analyser.tokens(text)
    return tuple((token.term, text[token.start : token.end]) for token in tokens)


@lru_cache(maxsize=8192)
def _shape(index: Index, row: int) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """What a fiche's sentences lose for being short or terse, and their labels."""
    start, end = index.sentence_starts[row], index.sentence_starts[row + 1]
    spans = [sentence.span for sentence in index.sentences[start:end]]
    lengths = np.asarray([span.end - span.start for span in spans], np.float64)
    lost = TERSE_PENALTY * np.maximum(0.0, 1 - lengths / TERSE) + SHORT_PENALTY * (lengths < SHORT)
    return lost, tuple(span.label for span in spans)


def _best_sentence(
    index: Index, ranking: Ranking, row: int, worth: Mapping[str, float]
) -> int | None:
    """The number of the sentence that best shows the query, by both legs and where it stands;
    None for a fiche that has none."""
    start, end = int(index.sentence_starts[row]), int(index.sentence_starts[row + 1])
    if start == end:
        return None
    lost, labels_ = _shape(index, row)
    scores = np.asarray(sentence_similarities(index, ranking.vector, row), np.float64) - lost
    for i, label in enumerate(labels_):
        if label in ranking.understood.asked:
            scores[i] += ASKED_BONUS
        elif label in _TELLING:
            scores[i] += TELLING_BONUS
    total = whole_worth(index, ranking.words.groups) or 1.0
    wanted = frozenset(worth)
    # Words are worth TERMS_WEIGHT at most: what is further than that from the best can't win.
    for place in map(int, np.flatnonzero(scores >= scores.max() - TERMS_WEIGHT)):
        shared = wanted & _sentence_words(index, start + place)[0]
        held = sum(worth[term] for term in shared)
        scores[place] += TERMS_WEIGHT * min(1.0, held / total)
    return start + int(np.argmax(scores))


def _opening(index: Index, row: int) -> Span:
    """The first section of a fiche that has no sentence."""
    label, text = next(iter(index.fiches[row].sections.items()), (labels.SUMMARY, ""))
    return Span(label, 0, len(text))


_LONG = 60
"""Evidence longer than this many characters isn't shown as a note; its value is."""


def _facets_held(index: Index, ranking: Ranking, row: int) -> tuple[str, ...]:
    """« Public : Seniors » for each facet of the query that the fiche's own field meets, and
    the words of the text that meet what no field says (« Âge : de 3 à 10 ans »)."""
    understood, bank, fiche = ranking.understood, columns(index), index.fiches[row]
    wanted = {
        "departement": understood.departements,
        "status": frozenset({understood.status} - {None}),
        "public": understood.publics,
        "partner": understood.partners,
        "initiative": understood.initiatives,
        "territory": understood.territories,
        "keyword": understood.keywords,
    }
    notes = []
    for name, values in wanted.items():
        if not values:
            continue
        keys = set(map(normalise, values))
        held = [value for value in FACETS[name](fiche) if normalise(value) in keys]
        notes += [f"{FACET_TITLES[name]} : {value}" for value in held]
    for name, value in understood.stated:
        fact = evidence(bank, name, value, row)
        if fact is not None:
            said = fiche.sections[fact.label][fact.start : fact.end]
            notes.append(f"{STATED_TITLES[name]} : {said if len(said) < _LONG else fact.value}")
    return tuple(dict.fromkeys(notes))


def closest_span(index: Index, vector: NDArray[np.float32], row: int) -> Span:
    """The sentence of a fiche closest to a vector; its first section when it has none."""
    scores = sentence_similarities(index, vector, row)
    if not len(scores):
        return _opening(index, row)
    lost, _ = _shape(index, row)
    best = int(np.argmax(scores - SHORT_PENALTY * (lost >= SHORT_PENALTY)))
    return index.sentences[int(index.sentence_starts[row]) + best].span
