"""Build an index: read the sources, cut, embed what is new, count terms, publish."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from corpus import Fiche, Problem, read
from corpus.derived import derive
from embeddings import Encoder, LazyEncoder, VectorCache, home
from indexer.generations import UnusableIndexError, current, writing
from indexer.index import default_folder
from indexer.manifest import Manifest, corpus_digest, fiche_digests, recipe
from indexer.passages import Passage, Sentence, cut_passages, cut_sentences
from indexer.store import FaissStore
from indexer.terms import count_terms

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, done, to do)."""

SHIPPED = Path(__file__).resolve().parent.parent / "corpus" / "fiches"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, for its closing lines and for the app."""

    fiches: int
    passages: int
    sentences: int
    embedded: int
    reused: int
    added: int
    changed: int
    removed: int
    seconds: float
    problems: tuple[Problem, ...]


def default_sources(folder: Path) -> list[Path]:
    """The manifest's sources, else what users imported, else the shipped fiches."""
    generation = current(folder)
    if generation is not None:
        try:
            return [Path(source) for source in Manifest.load(generation).sources]
        except UnusableIndexError:
            pass  # A damaged index is rebuilt from the defaults below.
    imported = home() / "corpus"
    if imported.is_dir() and any(imported.iterdir()):
        return [imported]
    return [SHIPPED]


def build(
    sources: Sequence[Path] = (),
    folder: Path | None = None,
    progress: Progress | None = None,
    *,
    encoder: Encoder | None = None,
) -> Summary:
    """Make a generation that holds exactly `sources` (by default, see `default_sources`).

    Raises UnusableIndexError, leaving the present index as it is, when the sources hold no
    fiche or another build is under way; EncoderError when the encoder can't be had.
    """
    begun = time.monotonic()
    folder = folder or default_folder()
    report = progress or (lambda *_: None)
    encoder = encoder or LazyEncoder()
    sources = [path.resolve() for path in sources] or default_sources(folder)
    report("Lecture des fiches", 0, 1)
    reading = read(sources)
    if not reading.fiches:
        said = [str(problem) for problem in reading.problems[:5]] or ["aucun fichier"]
        raise UnusableIndexError("aucune fiche à indexer : " + " ; ".join(said))
    fiches = reading.fiches
    with writing(folder) as generation:
        before = _digests_before(folder)
        passages = [p for fiche in fiches for p in cut_passages(fiche, encoder.count_tokens)]
        sentences = [s for fiche in fiches for s in cut_sentences(fiche)]
        by_id = {fiche.id: fiche for fiche in fiches}
        texts = [p.text(by_id[p.fiche_id]) for p in passages]
        texts += [s.text(by_id[s.fiche_id]) for s in sentences]
        cache = VectorCache(encoder)
        try:
            embedded = cache.embed(
                texts, lambda done, todo: report("Calcul des vecteurs", done, todo)
            )
        finally:
            cache.close()
        report("Écriture de l'index", 0, 1)
        vectors = embedded.vectors
        store = FaissStore(vectors.shape[1])
        store.upsert(
            range(len(passages)),
            vectors[: len(passages)].astype(np.float32),
            [{"fiche": passage.fiche_id} for passage in passages],
        )
        store.save(generation / "passages.faiss")
        np.save(generation / "sentences.npy", vectors[len(passages) :])
        _write_cuts(generation, fiches, passages, sentences)
        count_terms(fiches).save(generation)
        now = fiche_digests(fiches)
        counts = {
            "fiches": len(fiches),
            "passages": len(passages),
            "sentences": len(sentences),
        }
        built = datetime.now(UTC).isoformat(timespec="seconds")
        names = tuple(str(source) for source in sources)
        made = recipe(encoder.name)
        Manifest(made, names, built, counts, corpus_digest(now), now).save(generation)
    report("Écriture de l'index", 1, 1)
    return Summary(
        **counts,
        embedded=embedded.computed,
        reused=embedded.reused,
        added=len(now.keys() - before.keys()),
        changed=sum(now[k] != before[k] for k in now.keys() & before.keys()),
        removed=len(before.keys() - now.keys()),
        seconds=time.monotonic() - begun,
        problems=reading.problems,
    )


def _digests_before(folder: Path) -> Mapping[str, str]:
    generation = current(folder)
    try:
        return Manifest.load(generation).fiches if generation else {}
    except UnusableIndexError:
        return {}  # A damaged index must not keep a new one from being built.


def _write_cuts(
    generation: Path,
    fiches: Sequence[Fiche],
    passages: Sequence[Passage],
    sentences: Sequence[Sentence],
) -> None:
    row_of = {fiche.id: row for row, fiche in enumerate(fiches)}
    lines = "".join(fiche.to_json() + "\n" for fiche in fiches)
    (generation / "fiches.jsonl").write_text(lines, encoding="utf-8", newline="\n")
    passage_rows = [
        [row_of[p.fiche_id], [[s.label, s.start, s.end] for s in p.spans]] for p in passages
    ]
    sentence_rows = [
        [row_of[s.fiche_id], s.span.label, s.span.start, s.span.end] for s in sentences
    ]
    derived_rows = [[fact.as_row() for fact in derive(fiche)] for fiche in fiches]
    for name, rows in (
        ("passages", passage_rows),
        ("sentences", sentence_rows),
        ("derived", derived_rows),
    ):
        text = json.dumps(rows, ensure_ascii=False)
        (generation / f"{name}.json").write_text(text, encoding="utf-8")
