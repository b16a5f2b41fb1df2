"""Adapt the bundled encoder to the sector's French: `python -m eval tune`.

Low-rank changes of the last layers (LoRA; Hu et al. 2021, arXiv 2106.09685) under a
contrastive loss with the other texts of a batch as negatives (InfoNCE; van den Oord et al.
2018, arXiv 1807.03748), over texts that were written for this (eval/data/training/README.md) and
half of the questions of `dev`: nothing of `test`, nor any judged query.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import Linear, Module, Parameter
from torch.nn.functional import cross_entropy, normalize
from torch.nn.utils.parametrize import register_parametrization

from embeddings.adapter import ADAPTER, RANK, save_adapter
from embeddings.bundled import PROMPTS, bundled_model
from eval.fit.lessons import SEED, Lesson, courses, questions_of
from eval.invented import FOLDER
from eval.sets import read_lines
from french.folding import fold

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


class LowRank(Module):  # type: ignore[misc]
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
    taught = list(courses())
    drawn = chance.choice(len(taught), steps, p=[course.share for course in taught])
    weights = [p for change in learner.changes.values() for p in change.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=RATE, weight_decay=0.01)
    say(f"before: {held_out(learner):.1%} of the held-out questions find their sentence first")
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARMING) * max(0.02, 1 - step / steps)
    )
    total = 0.0
    for step, course in enumerate((taught[i] for i in drawn), 1):
        chosen = chance.choice(len(course.lessons), course.batch, replace=False)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = _loss(learner, [course.lessons[i] for i in chosen], chance)
        optimizer.zero_grad()
        loss.backward()
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
        for lesson in map(questions_of, read_lines(FOLDER / "held_out.jsonl")):
            found = learner.embed([PROMPTS["query"] + query for query in lesson.queries], 48)
            texts = learner.embed([PROMPTS["passage"] + text for text in lesson.texts], 128)
            best = (found @ texts.T).argmax(1).tolist()
            hits += [place in places for place, places in zip(best, lesson.right, strict=True)]
    return sum(hits) / len(hits)


def _loss(learner: Learner, lessons: Sequence[Lesson], chance: np.random.Generator) -> Tensor:
    """Mean cross-entropy of each (query, right text) against the batch's wrong texts."""
    texts = [text for lesson in lessons for text in lesson.texts]
    queries = [query for lesson in lessons for query in lesson.queries]
    queries = [fold(query.lower()) if chance.random() < UNACCENTED else query for query in queries]
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
