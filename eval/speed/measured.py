"""How fast search is, stage by stage, and how fast an index is built: `python -m eval speed`.

Everything is a ratio to a rival measured in the same run, turn by turn with it, since the
machine alone moves the figures by a half: the plain library calls that one would write
instead (SentenceTransformer in float32, a matrix product, bm25s, min-max fusion).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from embeddings.bundled import bundled_model
from eval import banks
from eval.own import own
from eval.report import tables
from eval.speed.build import CHUNK, Throughput, time_build
from eval.speed.machine import machine
from eval.speed.process import Started, plain_start, search_start
from eval.speed.queries import Timed, time_queries

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

LARGE = 2_000


@dataclass(frozen=True, slots=True)
class Speed:
    """All that `python -m eval speed` measures."""

    machine: str
    threads: int
    banks: tuple[Timed, ...]
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
