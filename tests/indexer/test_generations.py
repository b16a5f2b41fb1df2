"""Generations: what a reader and a writer see of each other, in two real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from indexer import BusyError, UnusableIndexError, build, open_index
from indexer.generations import current, previous, writing
from tests.conftest import PROJECT
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, write

BUILD = """
import sys
from pathlib import Path
from indexer import UnusableIndexError, build
from tests.fakes import FakeEncoder
try:
    build([Path(sys.argv[1])], Path(sys.argv[2]), encoder=FakeEncoder())
except UnusableIndexError as error:
    sys.exit(f"refus : {error}")
"""


@pytest.fixture
def folder(own_home: Path, fake_encoder: FakeEncoder) -> Path:
    return own_home / "index"


def build_elsewhere(source: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """A build in another process, with the same fake encoder."""
    return subprocess.run(
        [sys.executable, "-c", BUILD, str(source), str(folder)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("g*"))


def test_a_reader_keeps_its_generation_while_others_build(folder: Path, tmp_path: Path) -> None:
    build([write(tmp_path / "deux.jsonl", *FICHES[:2])], folder)
    held = open_index(folder)
    before = held.generation
    for number in (1, 2):
        fiches = FICHES[:number] if number == 1 else FICHES
        done = build_elsewhere(write(tmp_path / f"{number}.jsonl", *fiches), folder)
        assert done.returncode == 0, done.stderr
    assert not before.exists()
    assert [f.id for f in held.fiches] == ["navette-1", "jardin-2"]
    assert len(held.sentence_vectors) == len(held.sentences) == held.sentence_starts[-1]
    vector = np.asarray(held.sentence_vectors[0], np.float32)
    assert held.store.search(vector, 9)
    assert held.terms.analyser.terms("jardin") == ["jardin"]

    fresh = held.refreshed()
    assert [f.id for f in fresh.fiches] == ["navette-1", "jardin-2", "cafe-3"]
    assert fresh.refreshed() is fresh


def test_a_second_writer_is_refused_by_a_sentence(folder: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "une.jsonl", FICHES[0])
    build([source], folder)
    with writing(folder) as generation:
        done = build_elsewhere(source, folder)
        assert done.returncode == 1
        assert "refus : une autre construction de l'index" in done.stderr
        assert "Traceback" not in done.stderr
        (generation / "manifest.json").write_text("{}", encoding="utf-8")
    assert build_elsewhere(source, folder).returncode == 0


def test_a_busy_index_is_told_from_one_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    with writing(folder) as generation:
        with pytest.raises(BusyError, match="autre construction"), writing(folder):
            pass
        (generation / "manifest.json").write_text("{}", encoding="utf-8")
    path = tmp_path / "fichier"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(UnusableIndexError) as refused, writing(path):
        pass
    assert not isinstance(refused.value, BusyError)


def test_two_generations_stay_and_current_names_the_newest(folder: Path, tmp_path: Path) -> None:
    for turn in range(4):
        build([write(tmp_path / "une.jsonl", FICHES[turn % 2])], folder)
    assert generations(folder) == ["g000003", "g000004"]
    assert (folder / "CURRENT").read_text(encoding="utf-8") == "g000004\n"
    assert not (folder / "CURRENT.new").exists()
    # Undo is naming the one before.
    (folder / "CURRENT").write_text("g000003\n", encoding="utf-8")
    assert open_index(folder).generation.name == "g000003"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_build_that_fails_leaves_the_old_index_current(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: type[BaseException],
) -> None:
    build([write(tmp_path / "une.jsonl", FICHES[0])], folder)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("indexer.manifest.Manifest.save", fail)
    with pytest.raises(error):
        build([write(tmp_path / "trois.jsonl", *FICHES)], folder)
    assert generations(folder) == ["g000001"]
    assert [f.id for f in open_index(folder).fiches] == ["navette-1"]


def test_current_changes_by_one_replacement_after_the_generation_is_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([write(tmp_path / "une.jsonl", FICHES[0])], folder)
    replace = Path.replace
    seen: list[list[str]] = []

    def watched(self: Path, target: Path) -> Path:
        if Path(target).name == "CURRENT":
            assert open_index(folder).generation.name == "g000001"
            generation = folder / self.read_text(encoding="utf-8").strip()
            seen.append(sorted(path.name for path in generation.iterdir()))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    build([write(tmp_path / "trois.jsonl", *FICHES)], folder)
    [files] = seen
    assert files == sorted(path.name for path in (folder / "g000002").iterdir())
    assert "manifest.json" in files


def test_no_index_is_said_with_what_to_run(folder: Path) -> None:
    assert current(folder) is None
    with pytest.raises(UnusableIndexError, match="python -m indexer --index"):
        open_index(folder)


def test_a_file_in_the_place_of_the_folder_is_refused_by_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "fichier"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(UnusableIndexError, match="autre dossier"), writing(path):
        pass
    with pytest.raises(UnusableIndexError, match="pas d'index"):
        open_index(path)


def test_an_undo_stays_whichever_encoder_the_environment_names(
    own_home: Path, tmp_path: Path
) -> None:
    folder, given = own_home / "index", FakeEncoder("given-by-hand")
    for n in (1, 2):
        build([write(tmp_path / "fiches.jsonl", *FICHES[:n])], folder, encoder=given)
    assert generations(folder) == ["g000001", "g000002"]
    assert previous(folder) == folder / "g000001"
