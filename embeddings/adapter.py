"""What `python -m eval tune` learned: a low-rank change of some of the encoder's matrices.

LoRA (Hu et al. 2021, arXiv 2106.09685): W' = W + up · down, merged when the model is written
out, so that it costs nothing afterwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ADAPTER = Path(__file__).with_name("adapter.npz")
RANK = 16

Change = tuple[NDArray[np.float32], NDArray[np.float32]]
"""(up: rows × RANK, down: RANK × columns)"""


def load_adapter(path: Path = ADAPTER) -> dict[str, Change]:
    """The changes by the name of the matrix in `BertModel`."""
    with np.load(path, allow_pickle=False) as data:
        names = [name.removesuffix("/up") for name in data.files if name.endswith("/up")]
        return {
            name: (
                data[f"{name}/up"].astype(np.float32),
                data[f"{name}/down"].astype(np.float32),
            )
            for name in names
        }


def save_adapter(path: Path, changes: Mapping[str, Change]) -> None:
    """Write the changes in fp16 (about 1.3 MB)."""
    arrays: dict[str, NDArray[np.float16]] = {}
    for name, (up, down) in changes.items():
        arrays[f"{name}/up"], arrays[f"{name}/down"] = (
            up.astype(np.float16),
            down.astype(np.float16),
        )
    with path.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]


def adapter_digest(path: Path = ADAPTER) -> str:
    """Eight hex digits that change with the adapter: part of the model's name."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
