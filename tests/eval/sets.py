"""A tiny judged set over the fiches of the index's tests, in our own words."""

from __future__ import annotations

import json
from pathlib import Path

from eval.sets import JudgedQuery, JudgedSet, Qrels

QUERIES = (
    JudgedQuery("q1", "need", "conduire les aînés au marché", "blind", "dev"),
    JudgedQuery("q2", "theme", "jardin partagé", "read", "dev"),
    JudgedQuery("q3", "theme", "café des parents", "blind", "dev"),
    JudgedQuery("q4", "absent", "crèche de nuit", "blind", "dev"),
    JudgedQuery("q5", "offtopic", "cours de la bourse", "read", "dev"),
)
GRADES = {
    "q1": {"navette-1": 3, "jardin-2": 0},
    "q2": {"jardin-2": 3, "cafe-3": 1},
    "q3": {"cafe-3": 2},
    "q4": {"cafe-3": 1},
}
TINY = JudgedSet("tiny", QUERIES, Qrels(GRADES))


def write_queries(path: Path) -> Path:
    rows = [{"id": q.id, "kind": q.kind, "query": q.text} for q in QUERIES]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def write_qrels(path: Path) -> Path:
    lines = [f"{q}\t{doc}\t{grade}" for q, row in GRADES.items() for doc, grade in row.items()]
    path.write_text("query\tfiche\tgrade\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path
