"""`python -m corpus`: what is printed where, and the exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import read
from tests.corpus.exports import HERE, MINIMAL, ODDITIES

ROOT = HERE.parents[1]
FIELDS = [
    *("id", "title", "organiser", "departement", "status", "end_reason", "initiative_note"),
    *("source", "url", "year", "origin", "dimensions", "keywords", "initiative"),
    *("territory", "publics", "partners", "attachments", "sections"),
]


def run(*arguments: str | Path, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, on a terminal of that encoding."""
    return subprocess.run(
        [sys.executable, "-m", "corpus", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_json_prints_one_object_a_fiche_and_nothing_else(encoding: str) -> None:
    done = run(ODDITIES, "--json", encoding=encoding)
    assert done.returncode == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(row) for row in rows] == [FIELDS] * 6
    assert rows[0]["title"] == "Le four à pain du hameau"
    assert rows[0]["sections"]["Nombre de personnes mobilisés pour cette action"] == "14"


def test_json_output_saved_to_a_file_is_read_back_identical(tmp_path: Path) -> None:
    first = run(ODDITIES, HERE / "table.txt", "--json")
    saved = tmp_path / "fiches.jsonl"
    saved.write_text(first.stdout, "utf-8")
    second = run(saved, "--json")
    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")
    assert read([saved]).fiches == read([ODDITIES, HERE / "table.txt"]).fiches


def test_problems_go_to_stderr_as_file_line_sentence() -> None:
    done = run(ODDITIES, "--json")
    lines = done.stderr.splitlines()
    assert lines
    for line in lines:
        assert re.fullmatch(rf"{re.escape(str(ODDITIES))}:\d+: \S.*", line)


def test_without_json_a_line_a_fiche_and_a_count() -> None:
    done = run(ODDITIES)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 6
    assert "Meurthe-et-Moselle" in done.stdout
    assert re.search(r"^6 fiche\(s\) lue\(s\), \d+ problème\(s\)$", done.stderr, re.MULTILINE)


def test_a_file_that_is_no_export_gives_one_sentence_and_status_1(tmp_path: Path) -> None:
    letter = tmp_path / "lettre.txt"
    letter.write_text("Chère Madame,\n", "utf-8")
    done = run(letter, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith(f"{letter}:0: ce fichier n'est pas un export")


def test_a_missing_file_gives_a_sentence_and_status_1(tmp_path: Path) -> None:
    done = run(tmp_path / "absent.txt")
    assert done.returncode == 1
    assert "introuvable" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_good_file_among_bad_ones_is_enough_for_status_0(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("rien", "utf-8")
    (tmp_path / "b.txt").write_text(MINIMAL, "utf-8")
    done = run(tmp_path)
    assert done.returncode == 0
    assert "a.txt:0:" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["--xml", "x.txt"]])
def test_wrong_usage_gives_status_2(arguments: list[str]) -> None:
    assert run(*arguments).returncode == 2
