"""Check an index without building anything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus import read
from indexer.errors import UnusableIndexError
from indexer.index import open_index
from indexer.manifest import corpus_digest, fiche_digests


def check_index(folder: Path, sources: Sequence[Path] = (), model: str | None = None) -> str:
    """One sentence that says the index, made with that model, is whole and up to date.

    Raises UnusableIndexError, with what is wrong and what to run, when it isn't.
    """
    index = open_index(folder, model)
    if index.notice:
        raise UnusableIndexError(f"{index.notice} Relancez python -m indexer")
    for name in index.manifest.files:
        index.manifest.check_digest(index.generation, name)
    vectors, sentences = index.store.count(), len(index.sentences)
    lines = (len(index.sentence_vectors), len(index.sentence_facts), index.terms.sentences.shape[0])
    if vectors != len(index.passages) or {sentences} != set(lines):
        raise UnusableIndexError(f"l'index {folder} est incomplet ; relancez python -m indexer")
    named = list(sources) or [Path(source) for source in index.manifest.sources]
    now = corpus_digest(fiche_digests(read(named).fiches))
    if now != index.manifest.corpus:
        raise UnusableIndexError(
            f"les sources ont changé depuis la construction de {folder} ; "
            "relancez python -m indexer"
        )
    return (
        f"L'index {folder} est complet et à jour : {len(index.fiches)} fiches, "
        f"{vectors} passages, {sentences} phrases, construit le {index.manifest.built}."
    )
