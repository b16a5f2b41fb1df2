"""The indexes that are measured: the shipped fiches, a small bank of them, any other set."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import MappingProxyType

from corpus import Fiche, read
from embeddings import Encoder, LazyEncoder, home
from eval.invented import UNSEEN, invented
from eval.sets import SetError, read_lines
from indexer import UnusableIndexError, build
from indexer.manifest import corpus_digest, fiche_digests
from indexer.sources import SHIPPED
from search import Bank


@cache
def in_use() -> Encoder:
    """The encoder in use, loaded once for all the banks of a run."""
    return LazyEncoder()


def shipped() -> Bank:
    """The index of `corpus/fiches/`, built under `var/eval/` if it isn't there yet."""
    return _bank("shipped", [SHIPPED])


def recits() -> Bank:
    """The récits alone: a bank as small as a user's first import."""
    return _bank("recits", sorted(SHIPPED.glob("recit-*.txt")))


def unseen() -> Bank:
    """The invented fiches that the encoder has not learned from."""
    fiches, _ = invented(UNSEEN)
    return _of("unseen", fiches)


def repeated(passages: int) -> Bank:
    """The shipped fiches over and over, under other ids, until there are so many passages.

    For speed alone: a bank of that size without that many texts to embed.
    """
    once = shipped()
    rounds = -(-passages // len(once.index.passages))
    copies = (
        dataclasses.replace(fiche, id=f"{fiche.id}-{turn}")
        for turn in range(rounds)
        for fiche in once.fiches
    )
    return _of(f"repeated-{passages}", copies)


def other(corpus: Path, encoder: Encoder | None = None) -> Bank:
    """Any corpus: fiches (what `python -m corpus` reads), or lines of id, title and text.

    Raises SetError when the file is neither.
    """
    key = hashlib.sha256(str(corpus.resolve()).encode()).hexdigest()[:8]
    if corpus.suffix == ".jsonl" and "sections" not in _first_row(corpus):
        return _of(f"set-{key}", [_as_fiche(row, corpus) for row in read_lines(corpus)], encoder)
    return _bank(f"set-{key}", [corpus], encoder)


def _first_row(path: Path) -> dict[str, object]:
    rows = read_lines(path)
    if not rows:
        raise SetError(f"{path}: empty")
    return rows[0]


def _as_fiche(row: dict[str, object], path: Path) -> Fiche:
    try:
        sections = MappingProxyType({"Résumé": str(row["text"])})
        return Fiche(id=str(row["id"]), title=str(row.get("title") or ""), sections=sections)
    except KeyError as error:
        raise SetError(f"{path}: a line lacks {error}") from None


def _of(name: str, fiches: Iterable[Fiche], encoder: Encoder | None = None) -> Bank:
    """The index of fiches that no file of the project holds: they are written beside it."""
    folder = home() / "eval" / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "fiches.jsonl"
    path.write_text("".join(fiche.to_json() + "\n" for fiche in fiches), encoding="utf-8")
    return _bank(name, [path], encoder)


def _bank(name: str, sources: list[Path], encoder: Encoder | None = None) -> Bank:
    """Open the index if it holds just what the sources hold now, else build it."""
    folder, encoder = home() / "eval" / name / "index", encoder or in_use()
    try:
        bank = Bank.open(folder, encoder)
        if bank.manifest.corpus == corpus_digest(fiche_digests(read(sources).fiches)):
            return bank
    except UnusableIndexError:
        pass  # None yet, or of another recipe: built below.
    build(sources, folder, encoder=encoder)
    return Bank.open(folder, encoder)
