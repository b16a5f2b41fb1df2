"""An opened index: fiches, passages, sentences, vectors and counts of one generation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Fiche
from corpus.derived import Derived
from embeddings import home
from indexer.generations import UnusableIndexError, current
from indexer.manifest import Manifest, check_recipe
from indexer.passages import Passage, Sentence, Span
from indexer.store import FaissStore, Store
from indexer.terms import TermCounts


def default_folder() -> Path:
    """Where the index lies when no `--index` says otherwise."""
    return home() / "index"


@dataclass(frozen=True, eq=False)
class Index:
    """One generation, read-only. Rows of `fiches` are the fiche numbers used everywhere.

    Passages and sentences are contiguous by fiche; `sentence_vectors` are unit length, one a
    sentence (n × dimension), memory-mapped: that one file is read as it is used, and stays
    readable when a later build drops the generation; everything else is read at opening.
    `derived` holds for each fiche what its text states beside the closed fields.
    """

    folder: Path
    generation: Path
    manifest: Manifest
    fiches: tuple[Fiche, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    sentence_vectors: NDArray[np.float16]
    store: Store
    terms: TermCounts
    derived: tuple[tuple[Derived, ...], ...] = ()

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """Fiche id to row."""
        return {fiche.id: row for row, fiche in enumerate(self.fiches)}

    @cached_property
    def passage_rows(self) -> NDArray[np.int64]:
        """The fiche row of each passage."""
        rows = [self.row_of[passage.fiche_id] for passage in self.passages]
        return np.asarray(rows, np.int64)

    @cached_property
    def sentence_starts(self) -> NDArray[np.int64]:
        """Where each fiche's sentences begin, with a last entry for the end."""
        rows = np.asarray([self.row_of[s.fiche_id] for s in self.sentences], np.int64)
        starts: NDArray[np.int64] = np.searchsorted(rows, np.arange(len(self.fiches) + 1))
        return starts

    def fiche(self, fiche_id: str) -> Fiche | None:
        """The fiche of that id, None when the index hasn't it."""
        row = self.row_of.get(fiche_id)
        return None if row is None else self.fiches[row]

    def refreshed(self) -> Index:
        """This index, or the newer generation if one has been made since."""
        newest = current(self.folder)
        if newest in (None, self.generation):
            return self
        return open_index(self.folder, self.manifest.recipe["model"])


def open_index(folder: Path | None = None, model: str | None = None) -> Index:
    """Open the current generation, made with the encoder in use or with that called `model`.

    Raises UnusableIndexError, with a French sentence that says what to run, when there is
    none or when it was made by another recipe.
    """
    folder = folder or default_folder()
    generation = current(folder)
    if generation is None:
        raise UnusableIndexError(
            f"il n'y a pas d'index dans {folder} ; lancez : python -m indexer --index {folder}"
        )
    manifest = Manifest.load(generation)
    check_recipe(manifest, folder, model)
    lines = (generation / "fiches.jsonl").read_text(encoding="utf-8").split("\n")
    fiches = tuple(Fiche.from_dict(json.loads(line)) for line in lines if line)
    passages = _passages(generation, fiches)
    rows = [{"fiche": passage.fiche_id} for passage in passages]
    store = FaissStore.load(generation / "passages.faiss", rows)
    return Index(
        folder,
        generation,
        manifest,
        fiches,
        passages,
        _sentences(generation, fiches),
        np.load(generation / "sentences.npy", mmap_mode="r"),
        store,
        TermCounts.load(generation),
        _derived(generation),
    )


def _derived(generation: Path) -> tuple[tuple[Derived, ...], ...]:
    text = (generation / "derived.json").read_text(encoding="utf-8")
    return tuple(tuple(Derived(*row) for row in rows) for rows in json.loads(text))


def _passages(generation: Path, fiches: Sequence[Fiche]) -> tuple[Passage, ...]:
    text = (generation / "passages.json").read_text(encoding="utf-8")
    return tuple(
        Passage(fiches[row].id, tuple(Span(*span) for span in spans))
        for row, spans in json.loads(text)
    )


def _sentences(generation: Path, fiches: Sequence[Fiche]) -> tuple[Sentence, ...]:
    text = (generation / "sentences.json").read_text(encoding="utf-8")
    return tuple(
        Sentence(fiches[row].id, Span(label, start, end))
        for row, label, start, end in json.loads(text)
    )
