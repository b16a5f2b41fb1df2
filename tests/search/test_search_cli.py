"""`python -m search`: the contract's fields, its exit status, and nothing else on stdout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from indexer import build
from search.__main__ import main
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, write

TOP = {"id", "query", "found", "understood", "results", "nearest", "facets"}
RESULT = {
    *("rank", "id", "title", "organiser", "departement", "status", "year", "origin", "url"),
    *("score", "strength", "section", "start", "end", "sentence", "matched"),
}
FACETS = {
    *("departement", "region", "public", "keyword", "dimension", "status", "partner"),
    *("territory", "initiative", "origin"),
}
QUERY = "des bénévoles conduisent les aînés au marché"


@pytest.fixture(autouse=True)
def indexed(own_home: Path) -> Path:
    build([write(own_home.parent / "fiches.jsonl", *FICHES)], encoder=FakeEncoder())
    return own_home


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], obj=FakeEncoder())


def asked(*arguments: str | Path) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.stderr
    [line] = done.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def check_results(results: list[dict[str, Any]]) -> None:
    fiches = {fiche.id: fiche for fiche in FICHES}
    assert [row["rank"] for row in results] == list(range(1, len(results) + 1))
    assert len({row["id"] for row in results}) == len(results)
    for row in results:
        assert row.keys() >= RESULT
        fiche = fiches[row["id"]]
        for name in ("title", "organiser", "departement", "status", "year", "origin", "url"):
            assert row[name] == getattr(fiche, name)
        assert row["strength"] in ("forte", "moyenne", "faible")
        assert fiche.sections[row["section"]][row["start"] : row["end"]] == row["sentence"]
        assert row["sentence"]
        for word in row["matched"]:
            assert word in row["sentence"]


def test_one_query_prints_one_object_with_the_contracts_fields() -> None:
    found = asked(QUERY)
    assert found.keys() >= TOP
    assert (found["id"], found["query"], found["found"]) == (None, QUERY, True)
    assert found["results"][0]["id"] == "navette-1"
    assert found["nearest"] == []
    check_results(found["results"])
    assert found["facets"].keys() == FACETS
    assert found["facets"]["departement"] == {"Aveyron": 1, "Haute-Vienne": 1, "Lot": 1}


def test_filters_are_said_and_hold() -> None:
    found = asked(QUERY, "--departement", "46")
    assert {
        "field": "departement",
        "value": "46",
        "text": "46",
        "effect": "filter",
    } in found["understood"]
    shown = [row["id"] for row in [*found["results"], *found["nearest"]]]
    assert shown == ["jardin-2"]
    both = asked(QUERY, "--departement", "46", "--departement", "Aveyron")
    shown = [row["id"] for row in [*both["results"], *both["nearest"]]]
    assert sorted(shown) == ["jardin-2", "navette-1"]


def test_a_public_filter_is_kind_unless_strict() -> None:
    kind = asked(QUERY, "--public", "Seniors")
    assert kind["results"][0]["id"] == "navette-1"
    assert "tous publics" not in kind["results"][0]["notes"]
    other = asked("un jardin partagé au pied des immeubles", "--public", "Seniors")
    shown = {row["id"]: row["notes"] for row in other["results"]}
    assert "tous publics" in shown["jardin-2"]
    strict = asked(QUERY, "--public", "Seniors", "--strict")
    assert [row["id"] for row in strict["results"]] == ["navette-1"]


def test_what_texts_state_filters_too() -> None:
    found = asked(QUERY, "--budget", "70000-80000")
    assert [row["id"] for row in found["results"]] == ["navette-1"]
    assert {
        "field": "budget",
        "value": "70000-80000",
        "text": "70000-80000",
        "effect": "filter",
    } in found["understood"]
    assert asked(QUERY, "--budget", "-5000")["results"] == []


@pytest.mark.parametrize(
    ("option", "name", "value"),
    [
        ("age", "age", "6-8"),
        ("benevoles", "volunteers", "10-"),
        ("salaries", "paid", "1-2"),
        ("structure", "structure", "MJC"),
        ("financeur", "funder", "Caf"),
    ],
)
def test_each_option_is_its_filter(option: str, name: str, value: str) -> None:
    found = asked(QUERY, f"--{option}", value)
    assert (name, value) in {(row["field"], row["value"]) for row in found["understood"]}


def test_no_fiche_passes_the_filters_gives_nothing_and_status_0() -> None:
    found = asked(QUERY, "--departement", "Lot", "--status", "En cours")
    assert (found["found"], found["results"]) == (False, [])


def test_k_bounds_the_results() -> None:
    assert len(asked(QUERY, "-k", "1")["results"]) == 1
    assert run(QUERY, "-k", "0").exit_code == 2


def test_a_batch_prints_one_line_a_query_in_order_with_its_id(tmp_path: Path) -> None:
    batch = tmp_path / "é.jsonl"
    rows = [{"id": "q1", "query": QUERY}, {"id": "q2", "query": "un jardin partagé"}]
    lines = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    batch.write_text("\ufeff" + lines + "\n", encoding="utf-8")
    done = run("--batch", batch, "-k", "2")
    assert done.exit_code == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in found] == ["q1", "q2"]
    assert [row["results"][0]["id"] for row in found] == ["navette-1", "jardin-2"]
    for row in found:
        assert row.keys() >= TOP
        check_results(row["results"])


@pytest.mark.parametrize("line", ["pas du JSON", '{"id": "q1"}', "[1]", '"texte"'])
def test_a_batch_of_another_form_is_status_2_and_named(tmp_path: Path, line: str) -> None:
    batch = tmp_path / "faux.jsonl"
    batch.write_text(line + "\n", encoding="utf-8")
    done = run("--batch", batch)
    assert done.exit_code == 2
    assert "faux.jsonl:1" in done.stderr
    assert run("--batch", tmp_path / "absent.jsonl").exit_code == 2


def test_like_gives_other_fiches_than_the_one_named() -> None:
    found = asked("--like", "navette-1")
    assert found["like"] == "navette-1"
    assert {row["id"] for row in found["results"]} <= {"jardin-2", "cafe-3"}
    assert found["results"]
    check_results(found["results"])


def test_like_an_unknown_fiche_is_status_1_and_a_sentence() -> None:
    done = run("--like", "absente", "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "aucune fiche « absente »" in done.stderr


def test_without_json_a_person_reads_title_place_and_sentence() -> None:
    done = run(QUERY)
    assert done.exit_code == 0
    assert " 1. La navette du mardi\n" in done.stdout
    assert "Centre social du Lavoir · Aveyron · 2019 · En cours" in done.stdout
    assert "Des bénévoles conduisent les aînés au marché." in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["un jardin", "--like", "navette-1"],
        ["un jardin", "--departement", "Atlantide"],
        ["un jardin", "--status", "Peut-être"],
        ["un jardin", "--couleur", "bleu"],
        ["un jardin", "--budget", "peu"],
        ["un jardin", "--budget", "5000"],
        ["un jardin", "--budget", "-"],
        ["un jardin", "--age", "vieux"],
        ["un jardin", "--salaries", "1-b"],
        ["un jardin", "--benevoles", "dix"],
    ],
)
def test_wrong_usage_is_status_2_with_nothing_on_stdout(arguments: list[str]) -> None:
    done = run(*arguments, "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr


def test_a_bad_range_is_said_in_french() -> None:
    done = run("un jardin", "--budget", "peu")
    assert "budget : « peu » n'est pas de la forme" in done.stderr


def test_without_an_index_status_is_1_and_says_what_to_run(tmp_path: Path) -> None:
    done = run(QUERY, "--index", tmp_path / "rien", "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "python -m indexer --index" in done.stderr


@pytest.mark.parametrize("query", ["", "   ", "...", "\x00", "🦔", "a" * 30_000, "' OR 1=1"])
def test_odd_queries_do_not_break_the_output(query: str) -> None:
    found = asked(query)
    assert isinstance(found["found"], bool)
    check_results(found["results"])
    assert not (found["found"] and not found["results"])


def test_typing_without_accents_finds_the_same_fiches() -> None:
    for word in ("récolte", "recolte", "RÉCOLTE", "re\u0301colte"):
        first = asked(f"on {word} des tomates")["results"][0]
        assert (first["id"], first["sentence"]) == ("jardin-2", "On y récolte des tomates.")
        assert first["matched"] == ["récolte", "tomates"]
