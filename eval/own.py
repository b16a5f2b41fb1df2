"""The project's own judged sets, in `eval/data/judged/` (how they were made: its METHOD.md)."""

from __future__ import annotations

from pathlib import Path

from eval.sets import JudgedQuery, JudgedQuestion, JudgedSet, as_question, read_lines, read_qrels

FOLDER = Path(__file__).parent / "data" / "judged"


def own(split: str) -> JudgedSet:
    """The project's own queries of `dev` or `test` (`all` for both), or those of `test2`, written
    blind and judged once the rankers of today were there."""
    if split == "test2":
        return _of_split(split, "test2_queries.jsonl", "test2_qrels.tsv")
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
    return JudgedSet(split, found, read_qrels(FOLDER / qrels))


def questions(split: str) -> list[JudgedQuestion]:
    """The judged questions of `dev` or `test` (`all` for both)."""
    names = ("questions.jsonl", "dev_questions.jsonl", "dev_tables.jsonl")
    asked = [question for name in names for question in questions_of(name)]
    return [one for one in asked if split in ("all", one.split)]


def questions_of(name: str) -> list[JudgedQuestion]:
    """The judged questions of one file."""
    return [as_question(row) for row in read_lines(FOLDER / name)]


def learned_from() -> list[JudgedQuestion]:
    """The questions that the encoder is adapted on: those of `dev_questions.jsonl` over every
    second of its fiches. Refusal is fitted on the others."""
    asked = [one for one in questions_of("dev_questions.jsonl") if one.kind == "quote"]
    fiches = sorted({one.answers[0].fiche_id for one in asked})
    return [one for one in asked if fiches.index(one.answers[0].fiche_id) % 2 == 0]


def fitted_on() -> frozenset[str]:
    """The fiches that `dev_questions.jsonl` asks about, of which none is a target of `test`."""
    asked = questions_of("dev_questions.jsonl")
    return frozenset(proof.fiche_id for one in asked for proof in one.answers)
