"""Fitted weights: the JSON files that `search` and `answers` read, and how many numbers were
learned in all (`python -m eval weights`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.cache import SHIPPED as SHIPPED_VECTORS
from eval.report.guard import ROOT

Arrays = dict[str, NDArray[np.generic]]
"""The arrays of an `.npz`, by name."""

Parts = Mapping[str, Mapping[str, float]]
"""The parts of a `weights.json`, each with its weights by name."""


def write_parts(path: Path, found: Parts) -> None:
    """Write these parts of a weights file; its other parts stay as they are."""
    present = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    text = json.dumps({**present, **found}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def write_arrays(path: Path, found: Arrays) -> None:
    """Write a file of arrays, compressed."""
    np.savez_compressed(path, **found)  # type: ignore[arg-type]


def learned() -> dict[str, int]:
    """How many learned numbers each fitted file holds, by its path in the project.

    Every number of a `weights.json` and of an `.npz` counts, the few set by hand and a tree's
    pointers among them; names and vocabularies don't, nor the vectors that ship, which are
    made and not fitted.
    """
    files = sorted(
        path
        for room in ("embeddings", "search", "answers")
        for path in (*(ROOT / room).rglob("*.json"), *(ROOT / room).rglob("*.npz"))
        if path != SHIPPED_VECTORS
    )
    return {path.relative_to(ROOT).as_posix(): _numbers(path) for path in files}


def _numbers(path: Path) -> int:
    if path.suffix == ".json":
        return _in_json(json.loads(path.read_text(encoding="utf-8")))
    with np.load(path) as arrays:
        return sum(arrays[name].size for name in arrays if arrays[name].dtype.kind in "biuf")


def _in_json(found: Any) -> int:
    if isinstance(found, dict | list):
        return sum(map(_in_json, found.values() if isinstance(found, dict) else found))
    return int(isinstance(found, int | float))
