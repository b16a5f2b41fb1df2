"""How fast search is, stage by stage, and how fast an index is built: `python -m eval speed`.

Everything is a ratio to a rival measured in the same run, turn by turn with it, since the
machine alone moves the figures by a half: the plain library calls that one would write
instead (SentenceTransformer in float32, a matrix product, bm25s, min-max fusion).
"""

from __future__ import annotations

import contextlib
import importlib
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np

from embeddings import VectorCache
from embeddings.bundled import bundled_model
from eval import banks, tables
from eval.judged import own
from eval.machine import machine
from eval.process import Started, plain_start, search_start
from eval.rankers import documents, min_max
from search import Query, search
from search.bank import Bank as Index

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

STAGES = ("understand", "embed", "dense", "terms")
"""Parts of `search.ranking.rank`; the rest of it is « fuse », what `search` does after it
« explain »."""

LARGE = 2_000
SAMPLE = 128
CHUNK = 32

Stages = Mapping[str, "Spread"]


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds: the median and the 95th percentile."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Bank:
    """One bank: its size, each stage of ours, the rival, and the ratio of medians."""

    name: str
    passages: int
    queries: int
    stages: Stages
    plain: Spread
    ratio: float


@dataclass(frozen=True, slots=True)
class Throughput:
    """Passages a second, ours against the plain `encode`, and their ratio."""

    passages: int
    ours: float
    plain: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Speed:
    """All that `python -m eval speed` measures."""

    machine: str
    threads: int
    banks: tuple[Bank, ...]
    build: Throughput
    start: Started
    plain_start: Started


def measure() -> Speed:
    """Time queries over two sizes of bank, building, and starting; some minutes."""
    import torch

    small, large = banks.shipped(), banks.repeated(LARGE)
    texts = [query.text for query in own("dev").queries]
    plain = plain_encoder()
    return Speed(
        str(machine()),
        torch.get_num_threads(),
        tuple(
            time_queries(name, index, texts, plain)
            for name, index in (("shipped", small), ("repeated", large))
        ),
        time_build(
            [p.text(small.fiches[small.row_of[p.fiche_id]]) for p in small.index.passages], plain
        ),
        search_start(small.index.folder, "actions pour les aînés isolés"),
        plain_start(bundled_model(), "actions pour les aînés isolés"),
    )


def plain_encoder() -> SentenceTransformer:
    """The same weights as anyone would load them, in float32."""
    from sentence_transformers import SentenceTransformer

    path = str(bundled_model())
    return SentenceTransformer(path, device="cpu", model_kwargs={"dtype": "float32"})


def time_queries(name: str, index: Index, texts: Sequence[str], plain: SentenceTransformer) -> Bank:
    """Each query once by `search()` and once by the plain calls, in turns, after a warm-up."""
    rival = plain_search(index, plain)
    spent: dict[str, list[float]] = {}
    theirs: list[float] = []
    for text in texts[:5]:
        rival(text)
        search(index, Query(text))
    for text in texts:
        for stage, value in stages_of(index, text).items():
            spent.setdefault(stage, []).append(value)
        begun = time.perf_counter()
        rival(text)
        theirs.append(time.perf_counter() - begun)
    stages = {stage: _spread(values) for stage, values in spent.items()}
    other = _spread(theirs)
    ratio = stages["whole"].p50 / other.p50
    return Bank(name, len(index.index.passages), len(texts), stages, other, ratio)


def plain_search(index: Index, plain: SentenceTransformer) -> Callable[[str], Any]:
    """A function of a query: fiches best first, by the plain libraries."""
    import bm25s

    bm25 = bm25s.BM25()
    bm25.index(bm25s.tokenize(documents(index), show_progress=False), show_progress=False)
    vectors = index.index.store.vectors(range(len(index.index.passages)))
    starts = np.searchsorted(index.index.passage_rows, np.arange(len(index.fiches)))

    def ask(text: str) -> Any:
        vector = plain.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        dense = np.maximum.reduceat(vectors @ np.asarray(vector, np.float32), starts)
        words = bm25s.tokenize(text, return_ids=False, show_progress=False)[0]
        terms = bm25.get_scores(words) if words else np.zeros(len(index.fiches))
        fused = 0.7 * min_max(dense[None]) + 0.3 * min_max(np.asarray(terms, float)[None])
        return np.argsort(-fused[0])[:10]

    return ask


def time_build(texts: Sequence[str], plain: SentenceTransformer) -> Throughput:
    """A sample of passages by the index's own cache and by `encode`, chunk by chunk in turns."""
    step = max(1, len(texts) // SAMPLE)
    sample = unknown(list(dict.fromkeys(texts[::step]))[:SAMPLE])
    ours = theirs = 0.0
    with tempfile.TemporaryDirectory() as folder:
        cache = VectorCache(folder=Path(folder))
        try:
            cache.embed(["passage: échauffement"])
            plain.encode(["passage: échauffement"], show_progress_bar=False)
            for start in range(0, len(sample), CHUNK):
                chunk = sample[start : start + CHUNK]
                begun = time.perf_counter()
                cache.embed(chunk)
                between = time.perf_counter()
                plain.encode(
                    [f"passage: {text}" for text in chunk],
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
                ours += between - begun
                theirs += time.perf_counter() - between
        finally:
            cache.close()
    n = len(sample)
    return Throughput(n, n / ours, n / theirs, theirs / ours)


def unknown(texts: Sequence[str]) -> list[str]:
    """The same texts with a mark at their end, so that no vector is kept for them."""
    return [f"{text} ¤" for text in texts]


def stages_of(index: Index, text: str) -> dict[str, float]:
    """Seconds in each stage of one true `search()` of a query that no cache knows."""
    index.query_vector.cache_clear()
    # By name: the packages' attributes of that name are functions.
    searching = importlib.import_module("search.search")
    ranking = importlib.import_module("search.ranking")
    spent = dict.fromkeys((*STAGES, "rank"), 0.0)
    with contextlib.ExitStack() as stack:
        for stage, of, name in (
            ("understand", ranking, "understand"),
            ("understand", ranking, "read_words"),
            ("embed", index, "query_vector"),
            ("dense", index.dense, "scores"),
            ("terms", index.terms, "scores"),
        ):
            stack.enter_context(_timed(of, name, spent, stage))
        stack.enter_context(_timed(searching, "rank", spent, "rank"))
        begun = time.perf_counter()
        search(index, Query(text))
        whole = time.perf_counter() - begun
    rank = spent.pop("rank")
    fuse = rank - sum(spent.values())
    return {
        **spent,
        "fuse": fuse,
        "explain": whole - rank,
        "all but embed": whole - spent["embed"],
        "whole": whole,
    }


@contextlib.contextmanager
def _timed(of: Any, name: str, spent: dict[str, float], stage: str) -> Iterator[None]:
    function = getattr(of, name)

    def clocked(*args: Any, **kwargs: Any) -> Any:
        begun = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[stage] += time.perf_counter() - begun

    with mock.patch.object(of, name, clocked):
        yield


def _spread(seconds: Sequence[float]) -> Spread:
    p50, p95 = np.percentile(np.asarray(seconds) * 1000, [50, 95])
    return Spread(round(float(p50), 3), round(float(p95), 3))


def as_json(speed: Speed) -> dict[str, Any]:
    """The same as plain objects."""
    return asdict(speed)


def as_text(speed: Speed) -> str:
    """Tables, with the machine and the method."""
    small, large = speed.banks
    rows = []
    for stage in small.stages:
        cells = [
            f"{bank.stages[stage].p50:.1f} / {bank.stages[stage].p95:.1f}"
            for bank in (small, large)
        ]
        rows.append([stage, *cells])
    rows.append(
        ["plain libraries", *(f"{b.plain.p50:.1f} / {b.plain.p95:.1f}" for b in (small, large))]
    )
    rows.append(["whole / plain", *(f"{bank.ratio:.2f}" for bank in (small, large))])
    header = ["ms, p50 / p95", *(f"{b.passages} passages ({b.name})" for b in (small, large))]
    started = [
        [name, f"{s.seconds:.1f}", "–" if s.peak_mb is None else f"{s.peak_mb:.0f}"]
        for name, s in (("python -m search", speed.start), ("plain encoder", speed.plain_start))
    ]
    return "\n\n".join(
        [
            f"{speed.machine}; torch uses {speed.threads} threads",
            tables.table(header, rows),
            tables.table(
                ["build", "passages/s"],
                [
                    ["ours", f"{speed.build.ours:.1f}"],
                    ["plain encode", f"{speed.build.plain:.1f}"],
                    ["ours / plain", f"{speed.build.ratio:.2f}"],
                ],
            ),
            tables.table(["from start to the first answer", "seconds", "peak MB"], started),
            tables.footnotes(
                f"Queries: the {small.queries} of dev, one at a time in a warm process, never "
                "from the cache of queries, each followed by the rival's turn. Explain: best "
                "sentences, matched words, facets, verdict.",
                "plain libraries: SentenceTransformer in float32, one matrix product, bm25s, "
                ".7/.3 min-max, no explanation.",
                f"Build: {speed.build.passages} passages, in turns of {CHUNK}; plain encode is "
                "`SentenceTransformer.encode` in float32 with its own batches.",
                "The larger bank repeats the shipped fiches. Peak memory is of a process that "
                "answers one query.",
            ),
        ]
    )
