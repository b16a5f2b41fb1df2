"""txtai's hybrid search over the same passages, model and threads, against ours.

    python -m eval.rankers.txtai.run --python PATH/TO/THE/RIVALS/ENVIRONMENT/bin/python

The environment is made from `eval/rankers/txtai/requirements.txt`. Each query is asked of both in
turn, so that the machine's ups and downs fall on both. Writes `eval/rankers/txtai/TXTAI.md`.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np

from embeddings import VectorCache
from embeddings.bundled import bundled_model
from eval import banks
from eval.measures.ranking import per_query
from eval.own import own
from eval.rankers import OURS, RANKERS
from eval.report import tables
from eval.report.figures import ELSEWHERE
from eval.report.guard import data_digests
from eval.run import EVERY, compared, kinds_of
from eval.sets import JudgedQuery, JudgedSet, named
from eval.speed.build import unknown
from eval.speed.machine import machine
from search import Bank, Query, search

TABLE = Path(__file__).with_name("TXTAI.md")
WORKER = Path(__file__).with_name("worker.py")
PASSAGES_ASKED = 200
"""Passages asked of txtai for a ranking; a fiche stands where its best passage does."""
FICHES_ASKED = 10
REST = 0.01
"""Seconds between turns: the threads of the one that has just worked must be asleep."""
CHUNK = 32
RACED = 120
"""Queries timed of each set, at most, taken evenly."""


@dataclass(frozen=True, slots=True)
class Txtai:
    """The worker's two pipes."""

    process: subprocess.Popen[str]

    def ask(self, **asked: Any) -> dict[str, Any]:
        """One question, one answer. Raises RuntimeError when the worker has ended."""
        assert self.process.stdin is not None  # noqa: S101
        assert self.process.stdout is not None  # noqa: S101
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("worker.py ended; its message stands above")
        return dict(json.loads(line))


@click.command()
@click.option("--python", "interpreter", required=True, help="Python of the rival's environment.")
def main(interpreter: str) -> None:
    """Measure and write the table."""
    import torch

    threads = torch.get_num_threads()
    parts = [
        "# txtai 9.14 hybrid and Essaimer",
        f"{machine()}; {threads} threads each.",
    ]
    known = data_digests()
    parts.insert(0, f"<!-- eval\n{json.dumps(known, indent=1)}\n-->")
    judged_of: list[list[str]] = []
    with _worker(interpreter, threads) as rival:
        shipped = banks.shipped()
        built = rival.ask(bank=_texts(shipped))
        rows = [
            row
            for split in ("test", "dev")
            for row in _compare(rival, shipped, own(split), split, judged_of)
        ]
        times = [["one query, shipped fiches", *_race(rival, shipped, own("dev"))]]
        times.append(["passages embedded a second", *_throughput(rival, shipped)])
        if ELSEWHERE.is_dir():
            other = banks.other(ELSEWHERE / "corpus.jsonl")
            judged = named(ELSEWHERE / "queries.jsonl", ELSEWHERE / "qrels.tsv")
            rival.ask(bank=_texts(other))
            rows += _compare(rival, other, judged, "cnil_faq", judged_of)
            times.append(["one query, cnil_faq", *_race(rival, other, judged)])
    parts += [
        tables.table(["set, kind", "n", "txtai", OURS, "gain"], rows),
        tables.table(["set", "Judged@10 txtai", OURS, "nDCG@10 condensed txtai", OURS], judged_of),
        tables.table(["", "txtai", OURS, "ours / txtai"], times),
        tables.footnotes(
            "txtai: `Embeddings(path, hybrid=True)` with its own BM25 and fusion weights, over the "
            f"same passages, the same adapted model in {built['model_type']} (ours runs its graph "
            "by OpenVINO), the model's prompts; "
            "a fiche stands where its best passage does.",
            "one query: milliseconds, p50 (p95), of `search()` against `Embeddings.search(query, "
            f"{FICHES_ASKED})` in two processes, in turns, on queries of dev or of the set; "
            "ours decides on silence and explains its hits, txtai gives ids and scores.",
            f"embedding: the shipped passages in turns of {CHUNK}.",
            "txtai's own results were not pooled for judging: nDCG@10 counts what nobody read as "
            "irrelevant, condensed leaves it out of both lists.",
            "gain: nDCG@10, paired bootstrap interval and randomisation p.",
        ),
    ]
    TABLE.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")
    click.echo(f"wrote {TABLE}")


@contextlib.contextmanager
def _worker(interpreter: str, threads: int) -> Iterator[Txtai]:
    process = subprocess.Popen(
        [interpreter, str(WORKER), str(bundled_model()), str(threads)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield Txtai(process)
    finally:
        if process.stdin is not None:
            process.stdin.close()
        process.wait(timeout=60)


def _texts(bank: Bank) -> list[str]:
    return [p.text(bank.fiches[bank.row_of[p.fiche_id]]) for p in bank.index.passages]


def _ranked(rival: Txtai, bank: Bank, query: JudgedQuery) -> list[tuple[str, float]]:
    best: dict[str, float] = {}
    for row, score in rival.ask(query=query.text, limit=PASSAGES_ASKED)["rows"]:
        best.setdefault(bank.index.passages[row].fiche_id, score)
    return list(best.items())


def _compare(
    rival: Txtai, bank: Bank, judged: JudgedSet, name: str, judged_of: list[list[str]]
) -> list[list[str]]:
    """Rows of nDCG@10 by kind; `judged_of` gets one of what was judged and condensed."""
    queries = judged.answerable()
    theirs = per_query(judged.qrels, queries, {q.id: _ranked(rival, bank, q) for q in queries})
    ours = per_query(judged.qrels, queries, RANKERS[OURS](bank, queries))
    rows = []
    judged_of.append(
        [
            name,
            *(
                tables.decimal(float(np.mean(list(values[measure].values()))))
                for measure in ("judged10", "ndcg10_condensed")
                for values in (theirs, ours)
            ),
        ]
    )
    for kind in kinds_of(queries):
        kept = [query.id for query in queries if kind in (EVERY, query.kind)]
        means = [
            tables.decimal(float(np.mean([values["ndcg10"][q] for q in kept])))
            for values in (theirs, ours)
        ]
        gain = tables.gain_cell(compared(ours, theirs, queries, kind))
        rows.append([f"{name}, {kind}", str(len(kept)), *means, gain])
    return rows


def _race(rival: Txtai, bank: Bank, judged: JudgedSet) -> list[str]:
    """txtai, ours and the ratio of medians; the first queries only warm both."""
    texts = [query.text for query in judged.queries[:: -(-len(judged.queries) // RACED)]]
    theirs: list[float] = []
    ours: list[float] = []
    for text in [*texts[:5], *texts]:
        theirs.append(rival.ask(query=text, limit=FICHES_ASKED)["seconds"])
        time.sleep(REST)
        bank.query_vector.cache_clear()
        begun = time.perf_counter()
        search(bank, Query(text, k=FICHES_ASKED))
        ours.append(time.perf_counter() - begun)
        time.sleep(REST)
    spreads = [np.percentile(np.asarray(times[5:]) * 1000, [50, 95]) for times in (theirs, ours)]
    shown = [f"{p50:.1f} ({p95:.1f})" for p50, p95 in spreads]
    return [*shown, f"{spreads[1][0] / spreads[0][0]:.2f}"]


def _throughput(rival: Txtai, bank: Bank) -> list[str]:
    texts = unknown(list(dict.fromkeys(_texts(bank)))[: 4 * CHUNK])
    theirs = ours = 0.0
    with tempfile.TemporaryDirectory() as folder:
        cache = VectorCache(bank.encoder, Path(folder))
        try:
            for start in range(0, len(texts), CHUNK):
                theirs += rival.ask(embed=texts[start : start + CHUNK])["seconds"]
                time.sleep(REST)
                begun = time.perf_counter()
                cache.embed(texts[start : start + CHUNK])
                ours += time.perf_counter() - begun
                time.sleep(REST)
        finally:
            cache.close()
    n = len(texts)
    return [f"{n / theirs:.1f}", f"{n / ours:.1f}", f"{theirs / ours:.2f}"]


if __name__ == "__main__":
    main()
