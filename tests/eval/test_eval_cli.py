"""`python -m eval`: the contract's fields, its exit status, and nothing else on stdout."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from eval.__main__ import main
from eval.rankers import RANKERS
from tests.eval.sets import write_qrels, write_queries
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, write


@pytest.fixture
def tiny(own_home) -> list[str]:
    folder = own_home.parent
    return [
        *("--corpus", str(write(folder / "fiches.jsonl", *FICHES))),
        *("--queries", str(write_queries(folder / "queries.jsonl"))),
        *("--qrels", str(write_qrels(folder / "qrels.tsv"))),
    ]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, obj=FakeEncoder())


def test_one_object_with_the_fields_of_the_contract(tiny):
    done = run(*tiny, "--json")
    assert done.exit_code == 0, done.stderr
    [line] = done.stdout.splitlines()
    found = json.loads(line)
    assert found["n"] == 3
    assert set(found["rankers"]) == set(RANKERS)
    for kinds in found["rankers"].values():
        assert set(kinds) == {"all", "theme", "need"}
        assert kinds["all"]["n"] == kinds["theme"]["n"] + kinds["need"]["n"]
        for figures in kinds.values():
            assert 0 <= figures["lo"] <= figures["ndcg10"] <= figures["hi"] <= 1
    assert 0 <= found["auc"] <= 1
    assert 0 <= found["judged10"] <= 1
    silence = found["silence"]
    assert {kind: silence[kind]["n"] for kind in ("answerable", "absent", "offtopic")} == {
        "answerable": 3,
        "absent": 1,
        "offtopic": 1,
    }


def test_only_the_rankers_named(tiny):
    found = json.loads(run(*tiny, "--json", "--ranker", "dense", "--ranker", "bm25").stdout)
    assert list(found["rankers"]) == ["bm25", "dense"]


def test_tables_name_every_ranker_and_kind(tiny):
    done = run("search", *tiny)
    assert done.exit_code == 0, done.stderr
    for word in (*RANKERS, "theme", "need", "nDCG@10", "Judged@10", "absent (rightly)"):
        assert word in done.stdout


def test_a_corpus_of_plain_texts(own_home):
    folder = own_home.parent
    rows = [{"id": f.id, "title": f.title, "text": f.sections["Résumé"]} for f in FICHES]
    corpus = folder / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    queries = folder / "queries.jsonl"
    queries.write_text('{"id": "u1", "text": "jardin partagé"}\n', encoding="utf-8")
    qrels = folder / "qrels.tsv"
    qrels.write_text("query-id\tcorpus-id\tscore\nu1\tjardin-2\t1\n", encoding="utf-8")
    names = [*("--corpus", str(corpus)), *("--queries", str(queries)), *("--qrels", str(qrels))]
    found = json.loads(run(*names, "--json").stdout)
    assert found["rankers"]["essaimer"]["all"]["ndcg10"] == 1
    assert found["auc"] is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["--ranker", "nobody"],
        ["--split", "train"],
        ["--corpus", __file__],
        ["answers", "--ranker", "dense"],
        ["speed", "--split", "dev"],
        ["report", "--json"],
        ["--corpus", "none.jsonl", "--queries", "none.jsonl", "--qrels", "none.tsv"],
    ],
)
def test_wrong_usage(arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Error: " in done.stderr
    assert done.stdout == ""


def test_own_split_and_another_corpus_exclude_each_other(tiny):
    assert run(*tiny, "--split", "dev").exit_code == 2


def test_a_file_that_is_no_set_gives_one_sentence(tiny, tmp_path):
    broken = tmp_path / "broken.jsonl"
    broken.write_text("[1, 2]\n", encoding="utf-8")
    done = run(*tiny[:2], "--queries", str(broken), *tiny[4:])
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [f"Error: {broken}:1: expected one JSON object a line"]
