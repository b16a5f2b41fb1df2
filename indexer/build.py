"""Build an index: read the sources, cut, embed what is new, count terms, publish."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from corpus import Fiche, Problem, read
from corpus.derived import derive
from embeddings import VectorCache, token_counter
from indexer.errors import UnusableIndexError
from indexer.generations import candidates, ever_built, pointed, writing
from indexer.index import default_folder
from indexer.manifest import Manifest, corpus_digest, fiche_digests, file_records, recipe
from indexer.originals import copy_originals, imported, settle
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
    """The manifest's sources, else what users imported, else the shipped fiches.

    Where the current manifest can't be read, the last one that can says the sources, and what
    users imported is added to them. Raises UnusableIndexError where there was an index and
    nothing says of what any more: the shipped fiches don't take the place of a user's.
    """
    settle(imported())
    own = [imported()] if imported().is_dir() and any(imported().iterdir()) else []
    for generation in candidates(folder):
        try:
            sources = [Path(source) for source in Manifest.load(generation).sources]
        except UnusableIndexError:
            continue
        if generation != pointed(folder):
            sources += [path for path in own if path.resolve() not in sources]
        return sources
    if own:
        return own
    if ever_built(folder):
        raise UnusableIndexError(
            f"l'index {folder} est abîmé, et rien n'y dit plus de quelles fiches il était fait ; "
            f"nommez-les : python -m indexer SOURCE… --index {folder} (celles fournies avec "
            f"Essaimer sont dans {SHIPPED})"
        )
    return [SHIPPED]


def build(
    sources: Sequence[Path] = (),
    folder: Path | None = None,
    progress: Progress | None = None,
    *,
    originals: Path | None = None,
    missing_ok: bool = False,
) -> Summary:
    """Make a generation that holds exactly `sources` (by default, see `default_sources`).

    The files under `originals` are copied into it, so that an undo can bring them back; by
    default those of `var/corpus/`, when that is one of the sources. Raises UnusableIndexError,
    leaving the present index as it is, when the sources hold no fiche, when one of several is
    not there (unless `missing_ok`), or when another build is under way; WeightsError when the
    model can't be had.
    """
    begun = time.monotonic()
    folder = folder or default_folder()
    report = progress or (lambda *_: None)
    sources = [path.resolve() for path in sources] or default_sources(folder)
    if not missing_ok:
        _refuse_missing(sources)
    if originals is None and imported().resolve() in [path.resolve() for path in sources]:
        originals = imported()
    report("Lecture des fiches", 0, 1)
    reading = read(sources)
    if not reading.fiches:
        said = [str(problem) for problem in reading.problems[:5]] or ["aucun fichier"]
        raise UnusableIndexError("aucune fiche à indexer : " + " ; ".join(said))
    fiches = reading.fiches
    with writing(folder) as generation:
        before = _digests_before(folder)
        count_tokens = token_counter(lambda done, todo: report("Préparation du modèle", done, todo))
        passages = [p for fiche in fiches for p in cut_passages(fiche, count_tokens)]
        sentences = [s for fiche in fiches for s in cut_sentences(fiche)]
        by_id = {fiche.id: fiche for fiche in fiches}
        texts = [p.text(by_id[p.fiche_id]) for p in passages]
        texts += [s.text(by_id[s.fiche_id]) for s in sentences]
        cache = VectorCache()
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
        if originals is not None:
            copy_originals(originals, generation)
        files = file_records(generation)
        Manifest(recipe(), names, built, counts, corpus_digest(now), now, files).save(generation)
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


def _refuse_missing(sources: Sequence[Path]) -> None:
    missing = [str(path) for path in sources if not path.exists()]
    # One that is alone gives no fiche, and is refused for that.
    if missing and len(sources) > 1:
        raise UnusableIndexError(
            f"source introuvable : {', '.join(missing)} ; l'index reste comme il est. Vérifiez "
            "le chemin (une clé USB, un lecteur réseau ?), ou donnez --missing-ok pour "
            "construire sans"
        )


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
    derived_rows = [[fact.as_row() for fact in derive(fiche)] for fiche in fiches]
    for name, rows in (
        ("passages", passage_rows),
        ("sentences", sentence_rows),
        ("derived", derived_rows),
    ):
        text = json.dumps(rows, ensure_ascii=False)
        (generation / f"{name}.json").write_text(text, encoding="utf-8")
