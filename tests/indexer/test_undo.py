"""Undo: the generation before, and the originals that it was made from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer import BusyError, UnusableIndexError, build, open_index, previous, undo
from indexer import restore_previous as step_back
from indexer.generations import locked
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, write

LONG_AGO = 1_500_000_000


@pytest.fixture
def corpus(own_home: Path, fake_encoder: FakeEncoder) -> Path:
    """What a user imported: one fiche, then a second one in a folder, indexed each time."""
    corpus = own_home / "corpus"
    os.utime(write(corpus / "une.jsonl", FICHES[0]), (LONG_AGO, LONG_AGO))
    build([corpus])
    write(corpus / "été" / "deux.jsonl", FICHES[1])
    build([corpus])
    return corpus


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_generation_holds_its_originals_with_their_dates(corpus: Path) -> None:
    originals = open_index().generation / "originals"
    assert names(originals) == ["une.jsonl", "été/deux.jsonl"]
    assert (originals / "une.jsonl").stat().st_mtime == LONG_AGO
    assert "originals/été/deux.jsonl" in open_index().manifest.files


def test_a_lost_original_stops_an_undo_and_no_search(corpus: Path) -> None:
    folder = open_index().folder
    (folder / "g000002" / "originals" / "une.jsonl").unlink()
    assert open_index().notice is None
    assert open_index().fiches == FICHES[:2]
    (folder / "g000001" / "originals" / "une.jsonl").write_bytes(b"")
    with pytest.raises(UnusableIndexError, match="rien à annuler"):
        undo(folder)
    assert len(names(corpus)) == 2


def test_undo_brings_back_the_fiches_and_the_originals_one_step(corpus: Path) -> None:
    index = open_index()
    assert previous(index.folder).name == "g000001"
    assert undo(index.folder).name == "g000001"
    assert open_index().fiches == FICHES[:1]
    assert index.refreshed().fiches == FICHES[:1]
    assert names(corpus) == ["une.jsonl"]
    assert (corpus / "une.jsonl").stat().st_mtime == LONG_AGO
    assert not index.generation.exists()
    assert previous(index.folder) is None
    with pytest.raises(UnusableIndexError, match="rien à annuler"):
        undo(index.folder)
    assert sorted(path.name for path in corpus.parent.iterdir() if path.is_dir()) == [
        *("corpus", "index", "models", "vectors"),
    ]


def test_undo_takes_back_what_a_replacement_took_away(corpus: Path) -> None:
    (corpus / "une.jsonl").unlink()
    write(corpus / "été" / "deux.jsonl", FICHES[2])
    build([corpus])
    undo(open_index().folder)
    assert names(corpus) == ["une.jsonl", "été/deux.jsonl"]
    assert open_index().fiches == FICHES[:2]


def test_undo_of_a_first_import_leaves_what_was_never_indexed(
    own_home: Path, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    build([write(tmp_path / "exemples.jsonl", FICHES[2])])
    write(own_home / "corpus" / "une.jsonl", FICHES[0])
    build([own_home / "corpus"])
    write(own_home / "corpus" / "à la main.jsonl", FICHES[1])
    undo(own_home / "index")
    assert open_index().fiches == (FICHES[2],)
    assert names(own_home / "corpus") == ["à la main.jsonl"]


def test_an_undo_that_fails_midway_changes_nothing(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = open_index().folder

    def fail(*_: object) -> Path:
        raise PermissionError(13, "Accès refusé")

    monkeypatch.setattr("indexer.originals.step_back", fail)
    with pytest.raises(UnusableIndexError, match=r"Accès refusé.*rien n'a changé"):
        undo(folder)
    assert names(corpus) == ["une.jsonl", "été/deux.jsonl"]
    assert open_index().fiches == FICHES[:2]


def test_an_undo_cut_off_between_two_renamings_is_settled(corpus: Path) -> None:
    corpus.rename(corpus.with_name("corpus.undone"))
    assert build().fiches == 2
    assert names(corpus) == ["une.jsonl", "été/deux.jsonl"]


def test_nothing_is_undone_while_another_writes(corpus: Path) -> None:
    folder = open_index().folder
    with locked(folder):
        for one in (undo, step_back):
            with pytest.raises(BusyError):
                one(folder)
    assert open_index().fiches == FICHES[:2]


@pytest.mark.parametrize("data", [b"", b"x"])
def test_a_damaged_generation_is_not_gone_back_to(corpus: Path, data: bytes) -> None:
    folder = open_index().folder
    path = folder / "g000001" / "fiches.jsonl"
    path.write_bytes(data * path.stat().st_size)
    with pytest.raises(UnusableIndexError, match="rien à annuler"):
        step_back(folder)
    assert open_index().fiches == FICHES[:2]


def test_the_index_alone_can_step_back(corpus: Path) -> None:
    assert step_back(open_index().folder).name == "g000001"
    assert open_index().fiches == FICHES[:1]
    assert len(names(corpus)) == 2
