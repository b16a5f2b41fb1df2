"""Phrases of the sector and queries of another world, against which silence compares."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder, VectorCache
from french import entries

_OTHER_WORLD = Path(__file__).resolve().parents[1] / "data" / "other_world.txt"


@dataclass(frozen=True, slots=True)
class Cohorts:
    """Unit vectors, (phrases, dimension) each."""

    sector: NDArray[np.float32]
    other: NDArray[np.float32]


def cohort_texts() -> tuple[list[str], list[str]]:
    """Phrases of the sector (every third synonym of the lexicon) and queries of elsewhere."""
    forms = dict.fromkeys(e.forms[0] for e in entries() if e.kind == "synonym")
    lines = _OTHER_WORLD.read_text(encoding="utf-8").split("\n")
    return list(forms)[::3], [line for line in lines if line and not line.startswith("#")]


def cohorts(encoder: Encoder) -> Cohorts:
    """The vectors of some 240 short texts: shipped for the bundled encoder; another one's are
    kept in the vector cache, or not kept where nothing can be written. Raises EncoderError.
    """
    sector, others = cohort_texts()
    vectors = _vectors(encoder, [*sector, *others])
    return Cohorts(vectors[: len(sector)], vectors[len(sector) :])


def _vectors(encoder: Encoder, texts: list[str]) -> NDArray[np.float32]:
    cache = VectorCache(encoder)
    with contextlib.suppress(OSError, sqlite3.Error), contextlib.closing(cache):
        return cache.embed(texts).vectors.astype(np.float32)
    return encoder.encode_document(texts)
