"""Judged sets as types, and how they are read from files.

Those of the project are in `eval.own`; any other of the same form is read by `named`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNANSWERED = frozenset({"absent", "offtopic"})
"""Kinds of queries that the bank does not answer: they measure silence, not ranking."""
QUOTED = ("quote", "partial")
"""Kinds of questions that a quote answers."""


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
class Proof:
    """A judged answer: its fiche, its section, and the strings that a right quote holds.

    In the list of a count only the fiche is told.
    """

    fiche_id: str
    section: str = ""
    contains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """One question, the fiche on whose page it is asked (None: anywhere), and what is right.

    `kind` is `quote`, `partial`, `several`, `count` or `none`. `answers` prove a quote, `rows`
    are a table's or a count's, `silent` the fiches of a table that don't say, `count` the
    number to be given; `thing` what is asked for, None where nobody said.
    """

    id: str
    text: str
    fiche: str | None
    kind: str
    answers: tuple[Proof, ...] = ()
    rows: tuple[Proof, ...] = ()
    count: int | None = None
    silent: tuple[str, ...] = ()
    thing: str | None = None
    split: str = "dev"

    @property
    def quoted(self) -> bool:
        """Whether a quote answers it."""
        return self.kind in QUOTED


@dataclass(frozen=True, slots=True)
class Qrels:
    """Relevance judgements: `grades[query][document]` is 0 to 3; absent means unjudged."""

    grades: Mapping[str, Mapping[str, int]]

    def of(self, query: str) -> Mapping[str, int]:
        """Document to grade, empty where nothing was judged."""
        return self.grades.get(query, {})

    @property
    def graded(self) -> bool:
        """Whether grades go beyond 0 and 1."""
        return max((g for row in self.grades.values() for g in row.values()), default=1) > 1

    @property
    def least(self) -> int:
        """The least grade that is relevant: 2, or 1 in a set that only has 0 and 1."""
        return 2 if self.graded else 1

    def only(self, documents: Iterable[str]) -> Qrels:
        """The same judgements over a part of the documents."""
        kept = set(documents)
        return Qrels(
            {
                query: {doc: grade for doc, grade in row.items() if doc in kept}
                for query, row in self.grades.items()
            }
        )


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Queries and what was judged of them."""

    name: str
    queries: tuple[JudgedQuery, ...]
    qrels: Qrels

    def answerable(self) -> tuple[JudgedQuery, ...]:
        """The queries that rank: answerable kinds with something relevant."""
        least = self.qrels.least
        return tuple(
            query
            for query in self.queries
            if query.kind not in UNANSWERED
            and any(grade >= least for grade in self.qrels.of(query.id).values())
        )

    def silent(self, kind: str) -> tuple[JudgedQuery, ...]:
        """The queries of a kind that the bank doesn't answer."""
        return tuple(query for query in self.queries if query.kind == kind)

    def only(self, documents: Iterable[str], name: str) -> JudgedSet:
        """The same queries judged over a part of the documents."""
        return JudgedSet(name, self.queries, self.qrels.only(documents))


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
    return JudgedSet(queries.parent.name, found, read_qrels(qrels))


def as_question(row: Mapping[str, Any]) -> JudgedQuestion:
    """A line of `questions.jsonl`."""
    return JudgedQuestion(
        row["id"],
        row["question"],
        row["fiche"],
        row["kind"],
        _proofs(row["answers"]),
        _proofs(row.get("rows", ())),
        row.get("count"),
        tuple(row.get("silent", ())),
        row.get("thing"),
        row.get("split", "dev"),
    )


def _proofs(rows: Iterable[Mapping[str, Any]]) -> tuple[Proof, ...]:
    return tuple(
        Proof(one["fiche_id"], one.get("section", ""), tuple(one.get("contains", ())))
        for one in rows
    )


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


def read_qrels(path: Path) -> Qrels:
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
    return Qrels(grades)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SetError(f"{path}: can't be read as UTF-8 text ({error})") from None
