"""`python -m answers`: statuses and JSON."""

import json

from click.testing import CliRunner

from answers.__main__ import main
from tests.fakes import FakeEncoder


def run(*arguments):
    return CliRunner().invoke(main, list(arguments), obj=FakeEncoder())


def test_one_question_prints_one_object(bank, tmp_path):
    result = run(
        "quel budget ?", "--fiche", "jardin-1", "--index", str(bank.index.folder), "--json"
    )
    assert result.exit_code == 0
    assert json.loads(result.stdout)["kind"] == "quote"


def test_a_batch_prints_a_line_each(bank, tmp_path):
    lines = [
        {"id": "a", "question": "quel budget ?", "fiche": "jardin-1"},
        {"id": "b", "question": "combien d'actions ?"},
    ]
    path = tmp_path / "q.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = run("--batch", str(path), "--index", str(bank.index.folder))
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["id"], row["kind"]) for row in found] == [("a", "quote"), ("b", "count")]


def test_wrong_usage_is_2(tmp_path):
    assert run().exit_code == 2
    bad = tmp_path / "q.jsonl"
    bad.write_text("pas du JSON\n", encoding="utf-8")
    assert run("--batch", str(bad)).exit_code == 2


def test_no_index_or_unknown_fiche_is_1(bank, tmp_path):
    assert run("quoi ?", "--index", str(tmp_path / "rien")).exit_code == 1
    result = run("quoi ?", "--fiche", "x", "--index", str(bank.index.folder))
    assert result.exit_code == 1
    assert "aucune fiche" in result.stderr
