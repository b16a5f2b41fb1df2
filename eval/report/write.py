"""Measure everything and write the report: `python -m eval report`, or `make report`.

One JSON holds every figure; the report that a person reads is made from it alone, and the long
tables stand beside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eval.report import long, short
from eval.report.figures import as_json, measure_everything

REPORT = Path(__file__).parents[1] / "REPORT.md"
TABLES = Path(__file__).with_name("TABLES.md")
FIGURES = Path(__file__).with_name("figures.json")


def write() -> tuple[Path, Path, Path]:
    """Measure, and write the figures, the report and its tables; the paths written."""
    found = measure_everything()
    told = as_json(found)
    texts = {
        FIGURES: json.dumps(told, indent=1, ensure_ascii=False) + "\n",
        REPORT: short.as_text(told),
        TABLES: long.as_text(found),
    }
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return FIGURES, REPORT, TABLES


def figures() -> dict[str, Any]:
    """The figures that are committed."""
    return dict(json.loads(FIGURES.read_text(encoding="utf-8")))
