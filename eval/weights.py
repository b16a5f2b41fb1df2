"""Fitted weights as the JSON files that `search` and `answers` read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def save(path: Path, found: Mapping[str, Mapping[str, float]]) -> None:
    """Write these parts of a weights file; its other parts stay as they are."""
    present = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    text = json.dumps({**present, **found}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
