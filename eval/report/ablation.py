"""What single choices are worth: kinds of lexicon entries, the order of stemming and folding."""

from __future__ import annotations

import contextlib
import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args
from unittest import mock

import french.lexicon
import french.terms
import search.reading.terms
from eval.measures.ranking import Values, per_query
from eval.rankers import OURS, RANKERS
from eval.run import Gain, compared
from eval.sets import JudgedQuery, JudgedSet
from french.folding import fold
from french.lexicon import EntryKind, Reading, entries
from indexer.terms import count_terms
from search import Bank


@dataclass(frozen=True, slots=True)
class Without:
    """Our ranking with the whole lexicon against the same without some kinds of entries.

    `changed`: the queries whose nDCG@10 moves at all.
    """

    kinds: tuple[EntryKind, ...]
    entries: int
    changed: int
    gain: Gain


def lexicon_gains(bank: Bank, judged: JudgedSet) -> list[Without]:
    """What each kind of entry is worth, then all of them together."""
    queries = judged.answerable()
    whole = _values(bank, judged, queries, OURS)
    sizes = Counter(entry.kind for entry in entries())
    kinds: tuple[EntryKind, ...] = get_args(EntryKind)
    found: list[Without] = []
    for left_out in (*((kind,) for kind in kinds), kinds):
        with without(left_out):
            fewer = _values(bank, judged, queries, OURS)
        moved = [q.id for q in queries if whole["ndcg10"][q.id] != fewer["ndcg10"][q.id]]
        size = sum(sizes[kind] for kind in left_out)
        found.append(Without(left_out, size, len(moved), compared(whole, fewer, queries)))
    return found


def order_gains(bank: Bank, judged: JudgedSet) -> dict[str, tuple[float, float, Gain]]:
    """Ranker to nDCG@10 of stem-then-fold, of fold-then-stem, and the gain of the first."""
    queries = judged.answerable()
    found: dict[str, tuple[float, float, Gain]] = {}
    for name in ("bm25-french", OURS):
        ours = _values(bank, judged, queries, name)
        with folded_first():
            terms = count_terms(bank.fiches)
            other = Bank(dataclasses.replace(bank.index, terms=terms), bank.encoder)
            theirs = _values(other, judged, queries, name)
        found[name] = (_mean(ours), _mean(theirs), compared(ours, theirs, queries))
    return found


@contextlib.contextmanager
def without(kinds: Collection[EntryKind]) -> Iterator[None]:
    """Queries read as if the lexicon had no entry of these kinds."""
    whole = french.lexicon.readings

    def fewer(surfaces: Sequence[str], typed: Sequence[str] | None = None) -> list[Reading]:
        return [r for r in whole(surfaces, typed) if r.entry.kind not in kinds]

    with mock.patch.object(search.reading.terms, "readings", fewer):
        yield


@contextlib.contextmanager
def folded_first() -> Iterator[None]:
    """Accents dropped before the stemmer sees a word, in fiches counted inside and queries."""
    usual = french.terms.stem

    def stem(word: str) -> str:
        return usual(fold(word))

    with (
        mock.patch.object(french.terms, "stem", stem),
        mock.patch.object(search.reading.terms, "stem", stem),
    ):
        yield


def _values(bank: Bank, judged: JudgedSet, queries: Sequence[JudgedQuery], ranker: str) -> Values:
    return per_query(judged.qrels, queries, RANKERS[ranker](bank, queries))


def _mean(values: Values) -> float:
    return sum(values["ndcg10"].values()) / len(values["ndcg10"])
