"""Build an index: read the sources, cut, embed what is new, count terms, publish."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from corpus import Fiche, Problem, read
from corpus.facts import Derived, SentenceFacts, derive, read_sentences
from embeddings import Embedded, Encoder, LazyEncoder, VectorCache
from indexer.errors import UnusableIndexError
from indexer.generations import candidates, locked, new_generation, pointed, whole
from indexer.index import FACTS, default_folder, open_index
from indexer.manifest import Manifest, corpus_digest, fiche_digests, file_records, recipe
from indexer.originals import FOLDER as ORIGINALS
from indexer.originals import copy_originals, imported, original_digests
from indexer.passages import Passage, Sentence, cut_passages, cut_sentences
from indexer.sources import default_sources, refuse_missing
from indexer.store import FaissStore
from indexer.terms import count_terms

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, done, to do)."""

Stated = tuple[tuple[Derived, ...], SentenceFacts]
"""What the texts of a fiche state: facts with their evidence, and what each sentence does."""


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


def build(
    sources: Sequence[Path] = (),
    folder: Path | None = None,
    progress: Progress | None = None,
    *,
    encoder: Encoder | None = None,
    originals: Path | None = None,
    missing_ok: bool = False,
) -> Summary:
    """Make a generation that holds exactly `sources` (by default, see `default_sources`).

    Where the current one does already, whole and by the present recipe, it stays.

    The files under `originals` are copied into it, so that an undo can bring them back; by
    default those of `var/corpus/`, when that is one of the sources. Raises UnusableIndexError,
    leaving the present index as it is, when the sources hold no fiche, when one of several is
    not there (unless `missing_ok`), or when another build is under way (BusyError);
    EncoderError when the encoder can't be had.
    """
    begun = time.monotonic()
    folder = folder or default_folder()
    report = progress or (lambda *_: None)
    encoder = encoder or LazyEncoder()
    sources = [path.resolve() for path in sources] or default_sources(folder)
    if not missing_ok:
        refuse_missing(sources)
    if originals is None and imported().resolve() in [path.resolve() for path in sources]:
        originals = imported()
    report("Lecture des fiches", 0, 1)
    reading = read(sources)
    if not reading.fiches:
        said = [str(problem) for problem in reading.problems[:5]] or ["aucun fichier"]
        raise UnusableIndexError("aucune fiche à indexer : " + " ; ".join(said))
    now = fiche_digests(reading.fiches)
    with locked(folder):
        manifest = _unchanged(folder, sources, now, originals, encoder.name)
        if manifest is not None:
            return _nothing_new(manifest, reading.problems, time.monotonic() - begun)
        before = _digests_before(folder)
        with new_generation(folder) as generation:
            known = _stated_already(folder, now, encoder.name)
            counts, embedded = _write(generation, reading.fiches, known, report, encoder)
            if originals is not None:
                copy_originals(originals, generation)
            built = datetime.now(UTC).isoformat(timespec="seconds")
            names = tuple(str(source) for source in sources)
            files = file_records(generation)
            made = Manifest(
                recipe(encoder.name), names, built, counts, corpus_digest(now), now, files
            )
            made.save(generation)
    report("Écriture de l'index", 1, 1)
    return Summary(
        fiches=counts["fiches"],
        passages=counts["passages"],
        sentences=counts["sentences"],
        embedded=embedded.computed,
        reused=embedded.reused,
        added=len(now.keys() - before.keys()),
        changed=sum(now[k] != before[k] for k in now.keys() & before.keys()),
        removed=len(before.keys() - now.keys()),
        seconds=time.monotonic() - begun,
        problems=reading.problems,
    )


def _unchanged(
    folder: Path,
    sources: Sequence[Path],
    now: Mapping[str, str],
    originals: Path | None,
    model: str,
) -> Manifest | None:
    """What the current generation says of itself, if making it again would change nothing."""
    generation = pointed(folder)
    if generation is None or not whole(generation, True, model):
        return None
    manifest = Manifest.load(generation)
    kept = {name: said for name, (_, said) in manifest.files.items() if name.startswith(ORIGINALS)}
    same = (
        (manifest.sources, manifest.fiches) == (tuple(map(str, sources)), now)
        and "texts" in manifest.counts
        and kept == original_digests(originals)
    )
    return manifest if same else None


def _nothing_new(manifest: Manifest, problems: tuple[Problem, ...], seconds: float) -> Summary:
    counts = manifest.counts
    return Summary(
        fiches=counts["fiches"],
        passages=counts["passages"],
        sentences=counts["sentences"],
        embedded=0,
        reused=counts["texts"],
        added=0,
        changed=0,
        removed=0,
        seconds=seconds,
        problems=problems,
    )


def _stated_already(folder: Path, now: Mapping[str, str], model: str) -> Mapping[str, Stated]:
    """What the present index knows of the fiches that have not changed, by their ids; nothing
    where it is of another recipe or damaged.
    """
    try:
        index = open_index(folder, model)
    except UnusableIndexError:
        return {}
    return {
        fiche.id: (index.derived[row], index.facts_of(row))
        for row, fiche in enumerate(index.fiches)
        if index.manifest.fiches[fiche.id] == now.get(fiche.id)
    }


def _write(
    generation: Path,
    fiches: Sequence[Fiche],
    known: Mapping[str, Stated],
    report: Progress,
    encoder: Encoder,
) -> tuple[dict[str, int], Embedded]:
    """Everything of a generation but its originals and its manifest; what the texts of some
    fiches state is known already.
    """
    encoder.prepare(lambda done, todo: report("Préparation du modèle", done, todo))
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    stated: list[Stated] = []
    for row, fiche in enumerate(fiches):
        report("Découpage des fiches", row, len(fiches))
        passages += cut_passages(fiche, encoder.count_tokens)
        cut = cut_sentences(fiche)
        sentences += cut
        if fiche.id in known:
            stated.append(known[fiche.id])
        else:
            stated.append((derive(fiche), read_sentences([s.span.text(fiche) for s in cut])))
    by_id = {fiche.id: fiche for fiche in fiches}
    texts = [p.text(by_id[p.fiche_id]) for p in passages]
    texts += [s.text(by_id[s.fiche_id]) for s in sentences]
    cache = VectorCache(encoder)
    try:
        embedded = cache.embed(texts, lambda done, todo: report("Calcul des vecteurs", done, todo))
    finally:
        cache.close()
    vectors = embedded.vectors
    store = FaissStore(vectors.shape[1])
    store.upsert(
        range(len(passages)),
        vectors[: len(passages)].astype(np.float32),
        [{"fiche": passage.fiche_id} for passage in passages],
    )
    store.save(generation / "passages.faiss")
    np.save(generation / "sentences.npy", vectors[len(passages) :])
    report("Écriture de l'index", 0, 1)
    _write_cuts(generation, fiches, passages, sentences)
    derived = [[fact.as_row() for fact in facts] for facts, _ in stated]
    _write_json(generation, "derived", derived)
    SentenceFacts.together([facts for _, facts in stated]).save(generation / FACTS)
    count_terms(fiches).save(generation)
    counts = {
        "fiches": len(fiches),
        "passages": len(passages),
        "sentences": len(sentences),
        "texts": embedded.computed + embedded.reused,
    }
    return counts, embedded


def _digests_before(folder: Path) -> Mapping[str, str]:
    for generation in candidates(folder):
        # A damaged index must not keep a new one from being built.
        with contextlib.suppress(UnusableIndexError):
            return Manifest.load(generation).fiches
    return {}


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
    _write_json(generation, "passages", passage_rows)
    _write_json(generation, "sentences", sentence_rows)


def _write_json(generation: Path, name: str, rows: Sequence[Any]) -> None:
    text = json.dumps(rows, ensure_ascii=False)
    (generation / f"{name}.json").write_text(text, encoding="utf-8")
