"""An opened index: fiches, passages, sentences, vectors and counts of one generation."""

from __future__ import annotations

import dataclasses
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Fiche
from corpus.facts import Derived, SentenceFacts
from embeddings import home
from indexer.errors import DamagedIndexError, RecipeError, UnusableIndexError
from indexer.generations import candidates, ever_built, named, pointed
from indexer.manifest import Manifest, check_recipe
from indexer.originals import FOLDER as ORIGINALS
from indexer.passages import Passage, Sentence, Span
from indexer.store import FaissStore, Store
from indexer.terms import TermCounts

VECTORS = "sentences.npy"
"""The one file that is mapped rather than read."""

FACTS = "sentence-facts.npz"
"""What the sentences state."""

_UNREADABLE = (OSError, ValueError, LookupError, TypeError, RuntimeError, EOFError, MemoryError)


def default_folder() -> Path:
    """Where the index lies when no `--index` says otherwise."""
    return home() / "index"


@dataclass(frozen=True, eq=False)
class Index:
    """One generation, read-only. Rows of `fiches` are the fiche numbers used everywhere.

    Passages and sentences are contiguous by fiche; `sentence_vectors` are unit length, one a
    sentence (n × dimension), memory-mapped: that one file is read as it is used, and stays
    readable when a later build drops the generation; everything else is read at opening.
    `derived` holds for each fiche what its text states beside the closed fields,
    `sentence_facts` what each sentence does.
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
    derived: tuple[tuple[Derived, ...], ...]
    sentence_facts: SentenceFacts
    named: bytes | None = None
    """What `CURRENT` held when this was opened."""
    notice: str | None = None
    """A French sentence when what serves is not what `CURRENT` names."""

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

    def facts_of(self, row: int) -> SentenceFacts:
        """What the sentences of a fiche state, in reading order."""
        start, end = self.sentence_starts[row : row + 2]
        return self.sentence_facts.of(int(start), int(end))

    def fiche(self, fiche_id: str) -> Fiche | None:
        """The fiche of that id, None when the index hasn't it."""
        row = self.row_of.get(fiche_id)
        return None if row is None else self.fiches[row]

    def refreshed(self) -> Index:
        """This index, or the newer generation if one has been made since.

        Where no generation can be read any more this one goes on, with a notice. Raises
        RecipeError when the newer one was made by another recipe.
        """
        name = named(self.folder)
        if name == self.named:
            return self
        try:
            newest = open_index(self.folder, self.manifest.recipe["model"])
        except RecipeError:
            raise
        except UnusableIndexError:
            notice = (
                f"L'index {self.folder} n'est plus lisible : la version ouverte avant, du "
                f"{self.manifest.built[:10]}, continue de servir."
            )
            return dataclasses.replace(self, named=name, notice=notice)
        if newest.generation == self.generation and newest.notice == self.notice:
            return dataclasses.replace(self, named=newest.named)
        return newest


def open_index(folder: Path | None = None, model: str | None = None) -> Index:
    """Open the current generation, or the last complete one where that one is damaged, made with
    the encoder in use or with that called `model`.

    `Index.notice` says so in the second case. Raises UnusableIndexError, with a French sentence
    that says what to run: RecipeError when the index was made by another recipe,
    DamagedIndexError when no generation is complete.
    """
    folder = folder or default_folder()
    while True:
        name = named(folder)
        damages: list[DamagedIndexError] = []
        for generation in candidates(folder):
            try:
                return _opened(folder, generation, name, damages, model)
            except DamagedIndexError as error:
                damages.append(error)
        # A build that ended in the meantime may have dropped what was being read.
        if named(folder) == name:
            break
    if damages:
        raise damages[0]
    if ever_built(folder):
        raise DamagedIndexError(
            f"l'index {folder} est abîmé (aucune version complète)",
            f"relancez : python -m indexer --index {folder}",
        )
    raise UnusableIndexError(
        f"il n'y a pas d'index dans {folder}", f"lancez : python -m indexer --index {folder}"
    )


def _opened(
    folder: Path,
    generation: Path,
    current: bytes | None,
    damages: Sequence[DamagedIndexError],
    model: str | None,
) -> Index:
    manifest = Manifest.load(generation)
    check_recipe(manifest, folder, model)
    # A search needs no originals: `undo` and `check_index` see to them.
    needed = [name for name in manifest.files if not name.startswith(f"{ORIGINALS}/")]
    manifest.check_sizes(generation, needed)
    for name in needed:
        if name != VECTORS:  # The others are read whole anyway.
            manifest.check_digest(generation, name)
    try:
        lines = (generation / "fiches.jsonl").read_text(encoding="utf-8").split("\n")
        fiches = tuple(Fiche.from_dict(json.loads(line)) for line in lines if line)
        passages = _passages(generation, fiches)
        rows = [{"fiche": passage.fiche_id} for passage in passages]
        return Index(
            folder,
            generation,
            manifest,
            fiches,
            passages,
            _sentences(generation, fiches),
            np.load(generation / VECTORS, mmap_mode="r"),
            FaissStore.load(generation / "passages.faiss", rows),
            TermCounts.load(generation),
            _derived(generation),
            SentenceFacts.load(generation / FACTS),
            current,
            _notice(folder, generation, manifest, damages),
        )
    except (*_UNREADABLE, zipfile.BadZipFile) as error:
        raise DamagedIndexError(
            f"l'index {generation} est abîmé ({error})", "relancez python -m indexer"
        ) from error


def _notice(
    folder: Path, generation: Path, manifest: Manifest, damages: Sequence[DamagedIndexError]
) -> str | None:
    if not damages and pointed(folder) == generation:
        return None
    served = f"la dernière version complète, du {manifest.built[:10]}, est servie à sa place"
    if pointed(folder) is None:
        return f"Le fichier {folder / 'CURRENT'} est illisible ou absent : {served}."
    return f"La version {(pointed(folder) or folder).name} de l'index est abîmée : {served}."


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
