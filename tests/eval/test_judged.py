"""The judged sets are what METHOD.md says: enough of each kind, and two sides kept apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest

from corpus import Fiche, read
from eval.judged import (
    FOLDER,
    JudgedSet,
    SetError,
    named,
    own,
    questions,
    read_grades,
    read_lines,
    small,
)
from eval.run import KINDS
from indexer.sources import SHIPPED
from tests.eval.sets import write_qrels, write_queries

FEWER = {"pasted": 12, "english": 12}


@pytest.fixture(scope="module")
def fiches() -> dict[str, Fiche]:
    return {fiche.id: fiche for fiche in read([SHIPPED]).fiches}


def test_enough_queries_of_each_kind():
    queries = own("all").queries
    counts = Counter(query.kind for query in queries)
    assert len(queries) >= 300
    assert set(counts) == set(KINDS)
    assert [kind for kind in KINDS if counts[kind] < FEWER.get(kind, 25)] == []


def test_half_of_the_queries_are_written_without_the_fiches():
    halves = Counter(query.half for query in own("all").queries)
    assert set(halves) == {"blind", "read"}
    assert halves["blind"] >= halves["read"]


def test_dev_and_test_share_no_query():
    dev, test = ({query.id for query in own(split).queries} for split in ("dev", "test"))
    texts = Counter(query.text for query in own("all").queries)
    most = max(texts.values())
    assert not dev & test
    assert len(dev | test) == len(own("all").queries)
    # No message shows a text: those of `test` are read by nobody.
    assert most == 1, "two queries say the same"


def test_no_fiche_is_a_best_answer_on_both_sides():
    sides = sides_of_best(own("all"))
    assert len(sides) > 50
    assert [fiche for fiche, splits in sides.items() if len(splits) > 1] == []


def sides_of_best(judged: JudgedSet) -> dict[str, set[str]]:
    """The splits in which each fiche is a best answer."""
    sides: dict[str, set[str]] = defaultdict(set)
    for query in judged.answerable():
        grades = judged.grades[query.id]
        for fiche, grade in grades.items():
            if grade == max(grades.values()):
                sides[fiche].add(query.split)
    return sides


def test_every_query_of_the_small_bank_is_graded_over_all_recits(fiches):
    judged = small("all")
    recits = {fiche.id for fiche in fiches.values() if fiche.origin == "recit"}
    assert judged.queries
    assert recits
    assert set(judged.grades) == {query.id for query in judged.queries}
    for query in judged.queries:
        assert set(judged.grades[query.id]) == recits, query.id
        assert set(judged.grades[query.id].values()) <= {0, 1, 2, 3}, query.id


def test_the_small_banks_two_sides_are_kept_apart():
    dev, test = ({query.id for query in small(split).queries} for split in ("dev", "test"))
    assert dev
    assert test
    assert not dev & test
    assert len(dev | test) == len(small("all").queries)
    assert not (dev | test) & {query.id for query in own("all").queries}
    of_dev, of_test = (
        {query.text for judged in (own(split), small(split)) for query in judged.queries}
        for split in ("dev", "test")
    )
    shared = len(of_dev & of_test)
    assert shared == 0, "a query of `test` is one of `dev` too"
    sides = sides_of_best(small("all"))
    assert sides
    assert [fiche for fiche, splits in sides.items() if len(splits) > 1] == []


def test_only_answerable_queries_of_the_small_bank_have_useful_recits():
    judged = small("all")
    kinds = Counter(query.kind for query in judged.queries)
    assert set(kinds) <= set(KINDS)
    assert kinds["absent"] > 0
    for query in judged.queries:
        useful = any(grade >= 2 for grade in judged.grades[query.id].values())
        assert useful == (query.kind not in ("absent", "offtopic")), query.id


def test_only_answerable_kinds_have_useful_fiches():
    judged = own("all")
    answerable = {query.id for query in judged.answerable()}
    for query in judged.queries:
        useful = any(grade >= 2 for grade in judged.grades.get(query.id, {}).values())
        assert useful == (query.kind not in ("absent", "offtopic")), query.id
        assert (query.id in answerable) == useful, query.id


def test_every_fiche_judged_is_shipped(fiches):
    grades = own("all").grades
    ids = {query.id for query in own("all").queries}
    assert set(grades) <= ids
    assert {doc for row in grades.values() for doc in row} <= set(fiches)
    assert {grade for row in grades.values() for grade in row.values()} == {0, 1, 2, 3}


def test_enough_questions_of_each_kind():
    counts = Counter(row["kind"] for row in questions("all"))
    least = {"quote": 30, "none": 60, "partial": 15, "several": 25, "count": 10}
    assert sum(counts.values()) >= 150
    assert {kind: n for kind, n in least.items() if counts[kind] < n} == {}


def test_every_proof_stands_in_its_section(fiches):
    for row in questions("all"):
        assert row["fiche"] is None or row["fiche"] in fiches
        listed = [] if row["kind"] == "count" else row["rows"]
        for proof in [*row["answers"], *listed]:
            text = fiches[proof["fiche_id"]].sections[proof["section"]]
            assert proof["contains"], row["id"]
            assert all(part in text for part in proof["contains"]), row["id"]


def test_questions_for_fitting_are_all_dev_and_each_its_own():
    rows = read_lines(FOLDER / "dev_questions.jsonl")
    assert len(rows) >= 1000
    assert {row["split"] for row in rows} == {"dev"}
    ids = Counter(row["id"] for row in questions("all"))
    assert [one for one, n in ids.items() if n > 1] == []
    assert {row["id"] for row in rows} <= {row["id"] for row in questions("dev")}
    assert not {row["id"] for row in rows} & {row["id"] for row in questions("test")}


def test_questions_for_fitting_are_proven_in_the_fiche_they_are_asked_of(fiches):
    for row in read_lines(FOLDER / "dev_questions.jsonl"):
        assert bool(row["answers"]) == (row["kind"] in ("quote", "partial")), row["id"]
        for proof in row["answers"]:
            assert row["fiche"] in (None, proof["fiche_id"]), row["id"]
            text = fiches[proof["fiche_id"]].sections[proof["section"]]
            assert proof["contains"], row["id"]
            assert all(part and part in text for part in proof["contains"]), row["id"]


def test_no_question_for_fitting_is_about_a_fiche_of_the_test_side():
    fitting = set().union(*map(about, read_lines(FOLDER / "dev_questions.jsonl")))
    measured = {fiche for judged in (own("test"), small("test")) for fiche in sides_of_best(judged)}
    # Tables and counts range over the whole corpus.
    of_one = [row for row in questions("test") if row["kind"] not in ("several", "count")]
    measured |= set().union(*map(about, of_one))
    assert len(fitting) > 50
    assert len(measured) > 50
    shared = len(fitting & measured)
    assert shared == 0, "a fiche is asked about for fitting and is a best answer of `test`"


def about(row: dict[str, Any]) -> set[str]:
    """The fiche that a question is asked of, and those that answer it."""
    return {one["fiche_id"] for one in row["answers"]} | ({row["fiche"]} - {None})


def test_no_question_is_asked_of_the_same_fiche_on_both_sides():
    dev, test = (
        {(row["question"], row["fiche"]) for row in questions(split)} for split in ("dev", "test")
    )
    shared = len(dev & test)
    assert shared == 0, "a question of `test` is one of `dev` too"


def test_counts_count_their_rows(fiches):
    for row in questions("all"):
        if row["kind"] == "count":
            counted = {one["fiche_id"] for one in row["rows"]}
            assert row["count"] == len(counted) > 0, row["id"]
            assert counted <= set(fiches), row["id"]


def test_a_set_of_the_same_form_is_read(tmp_path):
    judged = named(write_queries(tmp_path / "queries.jsonl"), write_qrels(tmp_path / "qrels.tsv"))
    assert [query.id for query in judged.answerable()] == ["q1", "q2", "q3"]
    assert [query.id for query in judged.silent("absent")] == ["q4"]


def test_a_set_with_binary_grades_in_four_columns_is_read(tmp_path):
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"id": 7, "text": "jardin"}\n', encoding="utf-8")
    qrels = tmp_path / "qrels.txt"
    qrels.write_text("7 0 jardin-2 1\n7 0 cafe-3 0\n", encoding="utf-8")
    judged = named(queries, qrels)
    assert [query.id for query in judged.answerable()] == ["7"]
    assert judged.grades["7"] == {"jardin-2": 1, "cafe-3": 0}


@pytest.mark.parametrize("text", ["q1 cafe-3 1\nq1 cafe-3\n", "a b c\nq1 cafe-3 trois\n"])
def test_a_bad_line_of_judgements_is_named(tmp_path, text):
    path = tmp_path / "qrels.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetError, match=rf"qrels\.tsv:{text.count(chr(10))}: "):
        read_grades(path)


def test_a_bad_line_of_queries_is_named(tmp_path):
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": "q1"}\n\nnot json\n', encoding="utf-8")
    with pytest.raises(SetError, match=r"queries\.jsonl:3: "):
        read_lines(path)
