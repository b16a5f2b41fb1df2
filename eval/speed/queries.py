"""Queries timed stage by stage, in turns with the plain libraries."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.rankers.plain import documents, min_max
from search import Bank, Query, rank, read_words, readable, search, understand

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

STAGES = ("understand", "embed", "dense", "terms")
"""Parts of `search.ranking.scorer.rank`; the rest of it is « fuse », what `search` does after it
« explain »."""

Stages = Mapping[str, "Spread"]


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: the median and the 95th percentile."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Timed:
    """One bank: its size, each stage of ours, the rival, and the ratio of medians."""

    name: str
    passages: int
    queries: int
    stages: Stages
    plain: Spread
    ratio: float


def time_queries(name: str, bank: Bank, texts: Sequence[str], plain: SentenceTransformer) -> Timed:
    """Each query once by `search()` and once by the plain calls, in turns, after a warm-up."""
    rival = plain_search(bank, plain)
    spent: dict[str, list[float]] = {}
    theirs: list[float] = []
    for text in texts[:5]:
        rival(text)
        search(bank, Query(text))
    for text in texts:
        for stage, value in stages_of(bank, text).items():
            spent.setdefault(stage, []).append(value)
        begun = time.perf_counter()
        rival(text)
        theirs.append(time.perf_counter() - begun)
    stages = {stage: _spread(values) for stage, values in spent.items()}
    other = _spread(theirs)
    ratio = stages["whole"].p50 / other.p50
    return Timed(name, len(bank.index.passages), len(texts), stages, other, ratio)


def plain_search(bank: Bank, plain: SentenceTransformer) -> Callable[[str], Any]:
    """A function of a query: fiches best first, by the plain libraries."""
    import bm25s

    bm25 = bm25s.BM25()
    bm25.index(bm25s.tokenize(documents(bank), show_progress=False), show_progress=False)
    vectors = bank.index.store.vectors(range(len(bank.index.passages)))
    starts = np.searchsorted(bank.index.passage_rows, np.arange(len(bank.fiches)))

    def ask(text: str) -> Any:
        vector = plain.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        dense = np.maximum.reduceat(vectors @ np.asarray(vector, np.float32), starts)
        words = bm25s.tokenize(text, return_ids=False, show_progress=False)[0]
        terms = bm25.get_scores(words) if words else np.zeros(len(bank.fiches))
        fused = 0.7 * min_max(dense[None]) + 0.3 * min_max(np.asarray(terms, float)[None])
        return np.argsort(-fused[0])[:10]

    return ask


def stages_of(bank: Bank, text: str) -> dict[str, float]:
    """Seconds of one `search()` of a query whose vector no cache knows, and of each stage done
    once more by itself; what they leave of the ranking is « fuse », of the search « explain ».
    """
    whole = _seconds(lambda: search(bank, Query(text)), bank)
    rank_seconds = _seconds(lambda: rank(bank, Query(text)), bank)
    read = readable(text)
    words = read_words(bank, read, understand(read))
    vector = bank.query_vector(words.dense_text)
    every = np.arange(len(bank.fiches))
    spent = {
        "understand": _seconds(lambda: read_words(bank, read, understand(read)), bank),
        "embed": _seconds(lambda: bank.query_vector(words.dense_text), bank),
        "dense": _seconds(lambda: bank.dense.scores(vector, every), bank),
        "terms": _seconds(lambda: bank.terms.scores(words.groups), bank),
    }
    return {
        **spent,
        "fuse": rank_seconds - sum(spent.values()),
        "explain": whole - rank_seconds,
        "all but embed": whole - spent["embed"],
        "whole": whole,
    }


def _seconds(work: Callable[[], object], bank: Bank) -> float:
    bank.query_vector.cache_clear()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _spread(seconds: Sequence[float]) -> Spread:
    p50, p95 = np.percentile(np.asarray(seconds) * 1000, [50, 95])
    return Spread(round(float(p50), 3), round(float(p95), 3))
