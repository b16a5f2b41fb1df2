"""Adapt the bundled encoder to the sector's French: `python -m eval tune`.

Low-rank changes of the last layers (LoRA; Hu et al. 2021, arXiv 2106.09685) under a
contrastive loss with the other texts of a batch as negatives (InfoNCE; van den Oord et al.
2018, arXiv 1807.03748), over texts that were written for this (eval/tuning/README.md) and
half of the questions of `dev`: nothing of `test`, nor any judged query.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import Linear, Module, Parameter
from torch.nn.functional import cross_entropy, normalize
from torch.nn.utils.parametrize import register_parametrization

from answers.proof import Citation
from corpus import Fiche, read
from embeddings.adapter import ADAPTER, RANK, save_adapter
from embeddings.bundled import PROMPTS, bundled_model
from eval.answers import right
from eval.invented import FOLDER, LEARNED, invented
from eval.judged import learned_from, read_lines
from indexer.passages import cut_sentences
from indexer.sources import SHIPPED

LAYERS = 6
"""How many layers change, from the last: those below are computed once a text and kept."""
STEPS = 420
RATE = 1e-3
WARMING = 20
STRENGTH = 2.0
"""What the product of the two matrices is multiplied by (α / r of the paper)."""
TEMPERATURE = 0.02
UNACCENTED = 0.15
"""Share of the queries read as typed in haste: no capital, no accent."""
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


class LowRank(Module):
    """A weight matrix plus the product of a tall and a wide one, first zero."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self.down = Parameter(torch.randn(RANK, columns) / columns**0.5)
        self.up = Parameter(torch.zeros(rows, RANK))

    def forward(self, weight: Tensor) -> Tensor:
        """The changed matrix, of the same shape."""
        return weight + STRENGTH * self.up @ self.down


class Learner:
    """The encoder with its last layers open to change, the others' work kept by text."""

    def __init__(self) -> None:
        from sentence_transformers import SentenceTransformer

        path = str(bundled_model(adapted=False))
        model: Any = SentenceTransformer(path, device="cpu", model_kwargs={"dtype": "float32"})
        self.tokenizer = model.tokenizer
        self.encoder = model[0].model.eval().requires_grad_(False)
        self.changes: dict[str, LowRank] = {}
        self._kept: dict[str, Tensor] = {}
        count = len(self.encoder.encoder.layer)
        self.fixed = self.encoder.encoder.layer[: count - LAYERS]
        self.open = self.encoder.encoder.layer[count - LAYERS :]
        for name, part in list(self.encoder.named_modules()):
            layer = name.split(".")[2:3]
            if isinstance(part, Linear) and layer and int(layer[0]) >= count - LAYERS:
                change = LowRank(*part.weight.shape)
                register_parametrization(part, "weight", change)
                self.changes[f"{name}.weight"] = change

    def embed(self, texts: Sequence[str], longest: int) -> Tensor:
        """Unit vectors (n × dimension) with a gradient, of texts that bear their prompt."""
        self._read(texts, longest)
        kept = [self._kept[text] for text in texts]
        width = max(len(one) for one in kept)
        states = torch.zeros(len(kept), width, kept[0].shape[1])
        there = torch.zeros(len(kept), width, dtype=torch.bool)
        for row, one in enumerate(kept):
            states[row, : len(one)] = one
            there[row, : len(one)] = True
        states = self._through(self.open, states, there).float()
        weight = there[..., None].float()
        return normalize((states * weight).sum(1) / weight.sum(1), dim=1)

    def _read(self, texts: Sequence[str], longest: int) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if not new:
            return
        given = self.tokenizer(
            new, padding=True, truncation=True, max_length=longest, return_tensors="pt"
        )
        there = given["attention_mask"].bool()
        with torch.no_grad():
            states = self.encoder.embeddings(input_ids=given["input_ids"])
            states = self._through(self.fixed, states, there)
        for text, one, mask in zip(new, states, there, strict=True):
            self._kept[text] = one[mask].bfloat16()

    @staticmethod
    def _through(layers: Any, states: Tensor, there: Tensor) -> Tensor:
        size, width = there.shape
        seen = there[:, None, None, :].expand(size, 1, width, width)
        for layer in layers:
            out = layer(states, attention_mask=seen)
            states = out[0] if isinstance(out, tuple) else out
        return states


def tune(say: Callable[[str], None] = print, steps: int = STEPS) -> Path:
    """Write `embeddings/adapter.npz`; half an hour on two cores."""
    chance = np.random.default_rng(SEED)
    torch.manual_seed(SEED)
    learner = Learner()
    courses = list(_courses())
    drawn = chance.choice(len(courses), steps, p=[course.share for course in courses])
    weights = [p for change in learner.changes.values() for p in change.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=RATE, weight_decay=0.01)
    say(f"before: {held_out(learner):.1%} of the held-out questions find their sentence first")
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARMING) * max(0.02, 1 - step / steps)
    )
    total = 0.0
    for step, course in enumerate((courses[i] for i in drawn), 1):
        chosen = chance.choice(len(course.lessons), course.batch, replace=False)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = _loss(learner, [course.lessons[i] for i in chosen], chance)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        pace.step()
        total += loss.item()
        if step % 25 == 0:
            say(f"{step}/{steps}: mean loss {total / 25:.3f}")
            total = 0.0
    say(f"after: {held_out(learner):.1%}")
    save_adapter(
        ADAPTER,
        {
            name: ((STRENGTH * change.up).detach().numpy(), change.down.detach().numpy())
            for name, change in learner.changes.items()
        },
    )
    return ADAPTER


def held_out(learner: Learner) -> float:
    """Share of the questions of `held_out.jsonl`, which nothing is fitted on, whose closest
    sentence in their fiche is a right one."""
    hits: list[bool] = []
    with torch.no_grad():
        for lesson in map(_questions, read_lines(FOLDER / "held_out.jsonl")):
            found = learner.embed([PROMPTS["query"] + query for query in lesson.queries], 48)
            texts = learner.embed([PROMPTS["passage"] + text for text in lesson.texts], 128)
            best = (found @ texts.T).argmax(1).tolist()
            hits += [place in places for place, places in zip(best, lesson.right, strict=True)]
    return sum(hits) / len(hits)


def _loss(learner: Learner, lessons: Sequence[Lesson], chance: np.random.Generator) -> Tensor:
    """Mean cross-entropy of each (query, right text) against the batch's wrong texts."""
    texts = [text for lesson in lessons for text in lesson.texts]
    queries = [query for lesson in lessons for query in lesson.queries]
    queries = [_hasty(query) if chance.random() < UNACCENTED else query for query in queries]
    found = learner.embed([PROMPTS["query"] + query for query in queries], 48)
    given = learner.embed([PROMPTS["passage"] + text for text in texts], 128)
    scores = (found @ given.T).float() / TEMPERATURE
    rows, columns, hidden = [], [], []
    row = first = 0
    for lesson in lessons:
        for places in lesson.right:
            for one in places:
                rows.append(row)
                columns.append(first + one)
                hidden.append([first + other for other in places if other != one])
            row += 1
        first += len(lesson.texts)
    pairs = scores[torch.tensor(rows)]
    others = torch.zeros_like(pairs, dtype=torch.bool)
    for line, masked in enumerate(hidden):
        others[line, masked] = True
    return cross_entropy(pairs.masked_fill(others, -1e4), torch.tensor(columns))


def _hasty(query: str) -> str:
    marks = unicodedata.normalize("NFD", query.lower())
    return "".join(c for c in marks if not unicodedata.combining(c))


def _courses() -> Iterator[Course]:
    scenes = read_lines(FOLDER / "scenes.jsonl")
    fiches = read_lines(FOLDER / "fiches.jsonl")
    yield Course([_need(scene) for scene in scenes], batch=24, share=0.25)
    yield Course([_asked(scene) for scene in scenes], batch=18, share=0.12)
    yield Course([_questions(fiche) for fiche in fiches], batch=6, share=0.1)
    yield Course([_whole(fiche) for fiche in fiches], batch=20, share=0.08)
    yield Course(list(_among_sentences(read([SHIPPED]).fiches, learned_from())), 6, share=0.2)
    long, asked = invented(LEARNED)
    answerable = [row for row in asked if row["answers"]]
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


def _questions(fiche: dict[str, Any]) -> Lesson:
    texts = tuple(f"{fiche['titre']}. {label} : {text}" for label, text in fiche["phrases"])
    asked = fiche["questions"]
    return Lesson(tuple(q for q, _ in asked), texts, tuple(frozenset(right) for _, right in asked))


def _whole(fiche: dict[str, Any]) -> Lesson:
    """What is looked for finds two pieces of the fiche, cut as passages are."""
    lines = [f"{label} : {text}" for label, text in fiche["phrases"]]
    texts = tuple("\n".join([fiche["titre"], *part]) for part in (lines[:4], lines[4:8]))
    return Lesson(tuple(fiche["requetes"]), texts, (frozenset({0, 1}),) * len(fiche["requetes"]))


def _among_sentences(
    fiches: Sequence[Fiche], answerable: Sequence[dict[str, Any]]
) -> Iterator[Lesson]:
    """Questions over whole fiches, a few a lesson, among sentences of their fiche."""
    chance = np.random.default_rng(SEED)
    by_id = {fiche.id: fiche for fiche in fiches}
    asked: dict[str, list[dict[str, Any]]] = {}
    for row in answerable:
        asked.setdefault(row["answers"][0]["fiche_id"], []).append(row)
    for fiche_id, rows in asked.items():
        fiche = by_id[fiche_id]
        sentences = cut_sentences(fiche)
        for start in range(0, len(rows), TOGETHER):
            some = rows[start : start + TOGETHER]
            proved = [
                [
                    i
                    for i, s in enumerate(sentences)
                    if right(Citation(fiche, s.span), row["answers"])
                ]
                for row in some
            ]
            held = sorted({i for places in proved for i in places})
            others = [i for i in range(len(sentences)) if i not in held]
            kept = [*held, *chance.permutation(others)[:OTHERS]]
            known = [(row, places) for row, places in zip(some, proved, strict=True) if places]
            if known:
                yield Lesson(
                    tuple(row["question"] for row, _ in known),
                    tuple(sentences[i].text(fiche) for i in kept),
                    tuple(frozenset(map(kept.index, places)) for _, places in known),
                )


def _sentence(scene: dict[str, Any], text: str) -> str:
    return f"{scene['titre']}. {scene['rubrique']} : {text}"
