"""Why a fiche was found: its best sentence, the words that matched, the facets that held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus import FACETS, labels, normalise
from indexer import Span
from search.bank import Bank, kept
from search.fields import title
from search.ranking.scorer import Ranking
from search.stated import evidence

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


def explained(bank: Bank, ranking: Ranking, rows: Sequence[int]) -> Iterator[Explanation]:
    """See `Explanation`; for fiches of a ranking, in the order of `rows`."""
    groups = ranking.words.groups
    worth = bank.terms.worth(groups)
    best = ([worth[t] for a in group.alternatives for t in a.terms] for group in groups)
    whole = sum(max(values, default=0.0) for values in best)
    for row in rows:
        yield _explained(bank, ranking, row, worth, whole)


def _explained(
    bank: Bank, ranking: Ranking, row: int, worth: Mapping[str, float], whole: float
) -> Explanation:
    """`whole` is what a sentence holds that has the best word of every group."""
    number = _best_sentence(bank, ranking, row, worth, whole)
    if number is None:
        span = _opening(bank, row)
        said = _said(bank, span.text(bank.fiches[row]))
    else:
        span = bank.index.sentences[number].span
        said = _said(bank, span.text(bank.fiches[row]))
    matched = tuple(dict.fromkeys(surface for term, surface in said if term in worth))
    facets = _facets_held(bank, ranking, row)
    why = f"parle de : {', '.join(matched)}" if matched else "sujet proche"
    return Explanation(span, matched, facets, why)


def _said(bank: Bank, text: str) -> Said:
    tokens = bank.terms.analyser.tokens(text)
    return tuple((token.term, text[token.start : token.end]) for token in tokens)


@kept(8192)
def _shape(bank: Bank, row: int) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """What a fiche's sentences lose for being short or terse, and their labels."""
    spans = bank.spans(row)
    lengths = np.asarray([span.end - span.start for span in spans], np.float64)
    lost = TERSE_PENALTY * np.maximum(0.0, 1 - lengths / TERSE) + SHORT_PENALTY * (lengths < SHORT)
    return lost, tuple(span.label for span in spans)


def _best_sentence(
    bank: Bank, ranking: Ranking, row: int, worth: Mapping[str, float], whole: float
) -> int | None:
    """The number of the sentence that best shows the query, by both legs and where it stands;
    None for a fiche that has none."""
    start, end = map(int, bank.index.sentence_starts[row : row + 2])
    if start == end:
        return None
    lost, labels_ = _shape(bank, row)
    scores = np.asarray(bank.dense.similarities(ranking.vector, row), np.float64) - lost
    for i, label in enumerate(labels_):
        if label in ranking.understood.asked:
            scores[i] += ASKED_BONUS
        elif label in _TELLING:
            scores[i] += TELLING_BONUS
    held = bank.terms.held(worth, start, end)
    scores += TERMS_WEIGHT * np.minimum(1.0, held / (whole or 1.0))
    return start + int(np.argmax(scores))


def _opening(bank: Bank, row: int) -> Span:
    """The first section of a fiche that has no sentence."""
    label, text = next(iter(bank.fiches[row].sections.items()), (labels.SUMMARY, ""))
    return Span(label, 0, len(text))


_HELD = ("departement", "status", "public", "partner", "initiative", "territory", "keyword")
_LONG = 60
"""Evidence longer than this many characters isn't shown as a note; its value is."""


def _facets_held(bank: Bank, ranking: Ranking, row: int) -> tuple[str, ...]:
    """« Public : Seniors » for each facet of the query that the fiche's own field meets, and
    the words of the text that meet what no field says (« Âge : de 3 à 10 ans »)."""
    understood, fiche = ranking.understood, bank.fiches[row]
    notes = []
    for name in _HELD:
        wanted = understood.departements if name == "departement" else understood.values(name)
        keys = set(map(normalise, wanted))
        held = [value for value in FACETS[name](fiche) if normalise(value) in keys]
        notes += [f"{title(name)} : {value}" for value in held]
    for item in understood.items:
        fact = evidence(bank.columns, item.field, item.value, row)
        if fact is not None:
            said = fiche.sections[fact.label][fact.start : fact.end]
            notes.append(f"{title(item.field)} : {said if len(said) < _LONG else fact.value}")
    return tuple(dict.fromkeys(notes))


def closest_span(bank: Bank, vector: NDArray[np.float32], row: int) -> Span:
    """The sentence of a fiche closest to a vector; its first section when it has none."""
    scores = bank.dense.similarities(vector, row)
    if not len(scores):
        return _opening(bank, row)
    lost, _ = _shape(bank, row)
    best = int(np.argmax(scores - SHORT_PENALTY * (lost >= SHORT_PENALTY)))
    return bank.spans(row)[best]
