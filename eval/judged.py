"""Judged sets: queries, relevance judgements and questions, and where they come from.

`eval/judged/` holds the project's own (how they were made: `eval/judged/METHOD.md`). Any
other set of the same form is read from the files that the command names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "judged"
UNANSWERED = frozenset({"absent", "offtopic"})
"""Kinds of queries that the bank does not answer: they measure silence, not ranking."""


class SetError(ValueError):
    """A judged set can't be read; the message says which file and line."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """One query, its kind, its half (`blind` or `read`) and its split (`dev` or `test`)."""

    id: str
    kind: str
    text: str
    half: str
    split: str


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Queries and grades: `grades[query][document]` is 0 to 3; absent means unjudged."""

    name: str
    queries: tuple[JudgedQuery, ...]
    grades: Mapping[str, Mapping[str, int]]

    def answerable(self) -> tuple[JudgedQuery, ...]:
        """The queries that rank: answerable kinds with something relevant (grade 2 or more,
        or any grade where the set only has 0 and 1)."""
        top = max((g for row in self.grades.values() for g in row.values()), default=1)
        least = 2 if top > 1 else 1
        return tuple(
            query
            for query in self.queries
            if query.kind not in UNANSWERED
            and any(g >= least for g in self.grades.get(query.id, {}).values())
        )

    def silent(self, kind: str) -> tuple[JudgedQuery, ...]:
        """The queries of a kind that the bank doesn't answer."""
        return tuple(query for query in self.queries if query.kind == kind)

    def only(self, documents: Sequence[str], name: str) -> JudgedSet:
        """The same queries judged over a part of the documents."""
        kept = set(documents)
        grades = {
            query: {doc: grade for doc, grade in row.items() if doc in kept}
            for query, row in self.grades.items()
        }
        return JudgedSet(name, self.queries, grades)


def own(split: str) -> JudgedSet:
    """The project's own queries of `dev` or `test` (`all` for both)."""
    return _of_split(split, "queries.jsonl", "qrels.tsv")


def small(split: str) -> JudgedSet:
    """The queries written for the small bank, every récit of which is graded for each."""
    return _of_split(split, "small_queries.jsonl", "small_qrels.tsv")


def _of_split(split: str, queries: str, qrels: str) -> JudgedSet:
    rows = read_lines(FOLDER / queries)
    found = tuple(
        JudgedQuery(row["id"], row["kind"], row["query"], row["half"], row["split"])
        for row in rows
        if split in ("all", row["split"])
    )
    return JudgedSet(split, found, read_grades(FOLDER / qrels))


def named(queries: Path, qrels: Path) -> JudgedSet:
    """A set from any `queries.jsonl` (id, query or text, perhaps kind) and qrels."""
    rows = read_lines(queries)
    try:
        found = tuple(
            JudgedQuery(
                str(row["id"]), row.get("kind", "all"), row.get("query") or row["text"], "", ""
            )
            for row in rows
        )
    except KeyError as error:
        raise SetError(f"{queries}: a line lacks {error}") from None
    return JudgedSet(queries.parent.name, found, read_grades(qrels))


def questions(split: str) -> list[dict[str, Any]]:
    """The project's judged questions of `dev` or `test` (`all` for both)."""
    files = ("questions.jsonl", "dev_questions.jsonl", "dev_tables.jsonl")
    rows = [row for name in files for row in read_lines(FOLDER / name)]
    return [row for row in rows if split in ("all", row["split"])]


def learned_from() -> list[dict[str, Any]]:
    """The questions that the encoder is adapted on: those of `dev_questions.jsonl` over every
    second of its fiches. Refusal is fitted on the others."""
    rows = [r for r in read_lines(FOLDER / "dev_questions.jsonl") if r["kind"] == "quote"]
    fiches = sorted({row["answers"][0]["fiche_id"] for row in rows})
    return [row for row in rows if fiches.index(row["answers"][0]["fiche_id"]) % 2 == 0]


def fitted_on() -> frozenset[str]:
    """The fiches that `dev_questions.jsonl` asks about, of which none is a target of `test`."""
    rows = read_lines(FOLDER / "dev_questions.jsonl")
    return frozenset(one["fiche_id"] for row in rows for one in row["answers"])


def read_lines(path: Path) -> list[dict[str, Any]]:
    """JSON Lines. Raises SetError at a line that isn't a JSON object."""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            try:
                rows.append(dict(json.loads(line)))
            except (ValueError, TypeError):
                raise SetError(f"{path}:{number}: expected one JSON object a line") from None
    return rows


def read_grades(path: Path) -> dict[str, dict[str, int]]:
    """Query, document, grade: tab-separated, or TREC's four columns; a header may lead."""
    grades: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path), start=1):
        cells = line.split()
        if not cells or (number == 1 and not cells[-1].lstrip("-").isdigit()):
            continue
        if len(cells) not in (3, 4):
            raise SetError(f"{path}:{number}: expected query, document and grade")
        try:
            grades.setdefault(cells[0], {})[cells[-2]] = int(cells[-1])
        except ValueError:
            raise SetError(f"{path}:{number}: the grade is not a whole number") from None
    return grades


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SetError(f"{path}: can't be read as UTF-8 text ({error})") from None
