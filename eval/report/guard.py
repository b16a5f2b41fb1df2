"""Whether a report still tells of what is committed: digests of runs, of weights and of data.

A run is what the product gave: of a query its first ten fiches, of a question its quotes and
rows. Code that is renamed or rewritten changes none; code that ranks otherwise does. Runs are
digested one by one, since on another processor a few queries whose fiches are tied may differ.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from answers import Answer, Citation
from corpus import read
from embeddings.adapter import adapter_digest
from embeddings.bundled import SHA256
from eval.own import FOLDER
from indexer.manifest import corpus_digest, fiche_digests
from indexer.sources import SHIPPED

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("french", "corpus", "search", "answers")
"""Whose weights, lexicons and tables decide what is found. The fiches are told apart."""
DATA = (".json", ".jsonl", ".npz", ".tsv", ".txt")
READ_WITH = "rubriques.tsv"
"""How other sheets are read: what it does to the fiches is in the digest of the corpus."""
FIRST = 10
MAY_DIFFER = 0.02
"""Share of the runs that may differ from those kept before a report is another's: ties."""


def data_digests() -> dict[str, str]:
    """Name to digest: model, corpus, judged sets, and all data that search and answers read.

    By content alone, whatever the files' names and the ends of their lines.
    """
    data = (
        path
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.suffix in DATA and SHIPPED not in path.parents and path.name != READ_WITH
    )
    return {
        "model": digest([SHA256, adapter_digest()]),
        "corpus": corpus_digest(fiche_digests(read([SHIPPED]).fiches)),
        "judged": digest(sorted(content(path) for path in FOLDER.iterdir() if path.suffix in DATA)),
        "data": digest(sorted(map(content, data))),
    }


def of_order(ranked: Sequence[tuple[str, float]]) -> str:
    """The digest of a query's run: its first ten fiches, in order."""
    return digest(document for document, _ in ranked[:FIRST])


def of_answer(found: Answer) -> str:
    """The digest of a question's run: its kind, its quotes and its rows, however worded."""
    quotes = [_place(citation) for citation in found.citations]
    rows = [(row.fiche.id, _place(row.citation)) for row in found.rows]
    return digest([json.dumps([found.kind, quotes, rows])])


def _place(citation: Citation | None) -> tuple[str, str, int, int] | None:
    if citation is None:
        return None
    span = citation.span
    return citation.fiche.id, span.label, span.start, span.end


def differing(kept: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The runs that are not those kept."""
    return sorted(name for name in kept.keys() | now.keys() if kept.get(name) != now.get(name))


def content(path: Path) -> str:
    """What a file of data says, without its comments, layout and line endings."""
    if path.suffix == ".npz":
        return hashlib.sha256(path.read_bytes()).hexdigest()
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    if path.suffix == ".json":
        return json.dumps(json.loads(text), sort_keys=True)
    if path.suffix in (".tsv", ".txt"):
        return "\n".join(line for line in text.split("\n") if line and not line.startswith("#"))
    return text


def digest(parts: Iterable[str]) -> str:
    """Sixteen hexadecimal digits of SHA-256."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]
