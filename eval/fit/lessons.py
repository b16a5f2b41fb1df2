"""What the encoder is adapted on, as lessons: queries, texts, and which should find which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from answers.types import Citation
from corpus import Fiche, read
from eval.answers import right
from eval.invented import FOLDER, LEARNED, invented
from eval.own import learned_from
from eval.sets import JudgedQuestion, read_lines
from indexer.passages import cut_sentences
from indexer.sources import SHIPPED

TOGETHER, OTHERS = 4, 9
"""Questions of one fiche in a lesson, and sentences that answer none of them."""
SEED = 20


@dataclass(frozen=True, slots=True)
class Lesson:
    """Queries and texts of one scene, and which texts each query should find."""

    queries: tuple[str, ...]
    texts: tuple[str, ...]
    right: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Course:
    """Lessons of one kind, how many go into a batch, and how often such a batch comes."""

    lessons: Sequence[Lesson]
    batch: int
    share: float


def courses() -> Iterator[Course]:
    """Every kind of lesson; what of it goes into a batch, and how often."""
    scenes = read_lines(FOLDER / "scenes.jsonl")
    fiches = read_lines(FOLDER / "fiches.jsonl")
    yield Course([_need(scene) for scene in scenes], batch=24, share=0.25)
    yield Course([_asked(scene) for scene in scenes], batch=18, share=0.12)
    yield Course([questions_of(fiche) for fiche in fiches], batch=6, share=0.1)
    yield Course([_whole(fiche) for fiche in fiches], batch=20, share=0.08)
    yield Course(list(_among_sentences(read([SHIPPED]).fiches, learned_from())), 6, share=0.2)
    long, asked = invented(LEARNED)
    answerable = [one for one in asked if one.answers]
    yield Course(list(_among_sentences(long, answerable)), batch=8, share=0.25)


def _need(scene: dict[str, Any]) -> Lesson:
    """What is looked for, said four ways, finds the sentence and the summary."""
    queries = tuple(scene[key] for key in ("requete", "besoin", "mots", "english"))
    both = f"{scene['titre']}\n{scene['rubrique']} : {scene['contexte']} {scene['phrase']}"
    texts = (_sentence(scene, scene["phrase"]), both)
    return Lesson(queries, texts, (frozenset({0, 1}),) * len(queries))


def _asked(scene: dict[str, Any]) -> Lesson:
    """A question finds its sentence among others of the same fiche."""
    texts = tuple(_sentence(scene, text) for text in (scene["phrase"], *scene["pieges"]))
    return Lesson((scene["question"], scene["question2"]), texts, (frozenset({0}),) * 2)


def questions_of(fiche: dict[str, Any]) -> Lesson:
    """The questions of an invented fiche find their sentences among all of its own."""
    texts = tuple(f"{fiche['titre']}. {label} : {text}" for label, text in fiche["phrases"])
    asked = fiche["questions"]
    return Lesson(tuple(q for q, _ in asked), texts, tuple(frozenset(right) for _, right in asked))


def _whole(fiche: dict[str, Any]) -> Lesson:
    """What is looked for finds two pieces of the fiche, cut as passages are."""
    lines = [f"{label} : {text}" for label, text in fiche["phrases"]]
    texts = tuple("\n".join([fiche["titre"], *part]) for part in (lines[:4], lines[4:8]))
    return Lesson(tuple(fiche["requetes"]), texts, (frozenset({0, 1}),) * len(fiche["requetes"]))


def _among_sentences(
    fiches: Sequence[Fiche], answerable: Sequence[JudgedQuestion]
) -> Iterator[Lesson]:
    """Questions over whole fiches, a few a lesson, among sentences of their fiche."""
    chance = np.random.default_rng(SEED)
    by_id = {fiche.id: fiche for fiche in fiches}
    asked: dict[str, list[JudgedQuestion]] = {}
    for row in answerable:
        asked.setdefault(row.answers[0].fiche_id, []).append(row)
    for fiche_id, rows in asked.items():
        fiche = by_id[fiche_id]
        sentences = cut_sentences(fiche)
        for start in range(0, len(rows), TOGETHER):
            some = rows[start : start + TOGETHER]
            proved = [
                [i for i, s in enumerate(sentences) if right(Citation(fiche, s.span), row.answers)]
                for row in some
            ]
            held = sorted({i for places in proved for i in places})
            others = [i for i in range(len(sentences)) if i not in held]
            kept = [*held, *chance.permutation(others)[:OTHERS]]
            known = [(row, places) for row, places in zip(some, proved, strict=True) if places]
            if known:
                yield Lesson(
                    tuple(row.text for row, _ in known),
                    tuple(sentences[i].text(fiche) for i in kept),
                    tuple(frozenset(map(kept.index, places)) for _, places in known),
                )


def _sentence(scene: dict[str, Any], text: str) -> str:
    return f"{scene['titre']}. {scene['rubrique']} : {text}"
