"""What single choices are worth: each kind of lexicon entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import get_args

from eval.measures.ranking import Values, per_query
from eval.rankers import essaimer
from eval.run import Gain, compared
from eval.sets import JudgedSet
from french import EntryKind, entries
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
    whole = _values(bank, judged)
    sizes = Counter(entry.kind for entry in entries())
    kinds: tuple[EntryKind, ...] = get_args(EntryKind)
    found: list[Without] = []
    for left_out in (*((kind,) for kind in kinds), kinds):
        fewer = _values(bank, judged, left_out)
        moved = [q.id for q in queries if whole["ndcg10"][q.id] != fewer["ndcg10"][q.id]]
        size = sum(sizes[kind] for kind in left_out)
        found.append(Without(left_out, size, len(moved), compared(whole, fewer, queries)))
    return found


def _values(bank: Bank, judged: JudgedSet, without: Collection[EntryKind] = ()) -> Values:
    queries = judged.answerable()
    run = essaimer.ranked(bank, queries, frozenset(without))
    return per_query(judged.qrels, queries, run)
