"""Passages embedded a second, in turns with the plain `encode`."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings import VectorCache

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SAMPLE = 128
CHUNK = 32


@dataclass(frozen=True, slots=True)
class Throughput:
    """Passages a second, ours against the plain `encode`, and their ratio."""

    passages: int
    ours: float
    plain: float
    ratio: float


def time_build(texts: Sequence[str], plain: SentenceTransformer) -> Throughput:
    """A sample of passages by the index's own cache and by `encode`, chunk by chunk in turns."""
    step = max(1, len(texts) // SAMPLE)
    sample = unknown(list(dict.fromkeys(texts[::step]))[:SAMPLE])
    ours = theirs = 0.0
    with tempfile.TemporaryDirectory() as folder:
        cache = VectorCache(folder=Path(folder))
        try:
            cache.embed(["passage: échauffement"])
            plain.encode(["passage: échauffement"], show_progress_bar=False)
            for start in range(0, len(sample), CHUNK):
                chunk = sample[start : start + CHUNK]
                begun = time.perf_counter()
                cache.embed(chunk)
                between = time.perf_counter()
                plain.encode(
                    [f"passage: {text}" for text in chunk],
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
                ours += between - begun
                theirs += time.perf_counter() - between
        finally:
            cache.close()
    n = len(sample)
    return Throughput(n, n / ours, n / theirs, theirs / ours)


def unknown(texts: Sequence[str]) -> list[str]:
    """The same texts with a mark at their end, so that no vector is kept for them."""
    return [f"{text} ¤" for text in texts]
