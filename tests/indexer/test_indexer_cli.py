"""`python -m indexer`: what it prints, its exit status, and one real build with the model."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.__main__ import main
from indexer.sources import SHIPPED
from search.__main__ import main as search_main
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, write


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def source(own_home: Path, fake_encoder: FakeEncoder) -> Path:
    return write(own_home.parent / "fiches.jsonl", *FICHES)


def test_a_build_says_what_it_did(source: Path) -> None:
    first = run(source)
    assert first.exit_code == 0
    pattern = (
        r"3 fiches, (\d+) passages, (\d+) phrases ; (\d+) textes vectorisés, 0 repris ; "
        r"0 problème\(s\) ; \d+\.\d s\n3 fiche\(s\) ajoutée\(s\), 0 modifiée\(s\), 0 retirée\(s\)\n"
    )
    said = re.fullmatch(pattern, first.stdout)
    assert said
    assert int(said[1]) + int(said[2]) == int(said[3])
    assert re.search(rf" 0 textes vectorisés, {said[3]} repris ", run(source).stdout)


def test_problems_go_to_stderr_and_do_not_fail_a_build(source: Path, tmp_path: Path) -> None:
    letter = tmp_path / "lettre.txt"
    letter.write_text("Chère Madame,\n", encoding="utf-8")
    done = run(source, letter)
    assert done.exit_code == 0
    assert f"{letter}:0:" in done.stderr
    assert "1 problème(s)" in done.stdout


def test_nothing_to_index_is_status_1_and_a_sentence(own_home: Path, tmp_path: Path) -> None:
    done = run(tmp_path / "absent.txt")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Erreur : aucune fiche à indexer" in done.stderr
    assert "introuvable" in done.stderr


def test_a_missing_source_among_several_stops_the_build_unless_allowed(
    source: Path, tmp_path: Path
) -> None:
    run(source)
    done = run(source, tmp_path / "clé.jsonl")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "source introuvable" in done.stderr
    assert "clé.jsonl" in done.stderr
    assert "--missing-ok" in done.stderr
    done = run(source, tmp_path / "clé.jsonl", "--missing-ok")
    assert done.exit_code == 0
    assert "3 fiches" in done.stdout
    assert "introuvable" in done.stderr


def test_check_sees_a_file_that_changed_but_for_its_size(source: Path, own_home: Path) -> None:
    run(source)
    vectors = own_home / "index" / "g000001" / "sentences.npy"
    data = bytearray(vectors.read_bytes())
    data[-1] ^= 1
    vectors.write_bytes(data)
    done = run("--check")
    assert done.exit_code == 1
    assert "g000001/sentences.npy modifié" in done.stderr


def test_check_says_whether_the_index_is_whole_and_up_to_date(source: Path) -> None:
    assert run("--check").exit_code == 1
    run(source)
    done = run("--check")
    assert done.exit_code == 0
    assert "complet et à jour : 3 fiches" in done.stdout
    write(source, *FICHES[:2])
    done = run("--check")
    assert done.exit_code == 1
    assert "les sources ont changé" in done.stderr
    run(source)
    assert run("--check").exit_code == 0


def test_check_sees_vectors_that_are_missing(source: Path, own_home: Path) -> None:
    run(source)
    [generation] = (own_home / "index").glob("g*")
    rows = json.loads((generation / "sentences.json").read_text(encoding="utf-8"))
    (generation / "sentences.json").write_text(json.dumps(rows[:-1]), encoding="utf-8")
    done = run("--check")
    assert done.exit_code == 1
    assert "abîmé (g000001/sentences.json tronqué" in done.stderr


def test_purge_forgets_what_the_index_no_longer_holds(source: Path) -> None:
    run(source)
    write(source, *FICHES[:2])
    assert re.search(r"^[1-9]\d* vecteur\(s\) oublié\(s\)$", run(source, "--purge").stdout, re.M)
    assert "\n0 vecteur(s) oublié(s)" in run(source, "--purge").stdout
    assert " 0 textes vectorisés" in run(source).stdout


def test_an_unknown_option_is_status_2(own_home: Path) -> None:
    assert run("--vite").exit_code == 2


@pytest.mark.model
def test_two_shipped_fiches_are_built_and_found_by_the_real_model(own_home: Path) -> None:
    source = own_home.parent / "fiches à moi"
    source.mkdir()
    for name in ("modele-d-cafe-tricot.txt", "modele-b-massage-bebe.txt"):
        shutil.copy(SHIPPED / name, source)
    built = run(source)
    assert built.exit_code == 0, built.stderr
    assert built.stdout.startswith("2 fiches, ")
    assert " 0 textes vectorisés" in run(source).stdout
    arguments = ["prendre soin de son nourrisson", "--json"]
    found = CliRunner().invoke(search_main, arguments)
    assert found.exit_code == 0, found.stderr
    assert json.loads(found.stdout)["results"][0]["title"] == "atelier massage bébé"
