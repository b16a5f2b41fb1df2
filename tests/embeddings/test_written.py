"""What is written once: whole or written again, and never half there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.written import whole, written

RECORD = "record.json"

DAMAGES: dict[str, Callable[[Path], object]] = {
    "a file missing": lambda folder: (folder / "sub" / "large.bin").unlink(),
    "a file empty": lambda folder: (folder / "small.json").write_bytes(b""),
    "a file cut short": lambda folder: (folder / "sub" / "large.bin").write_bytes(b"x" * 99),
    "a file of its size and other bytes": lambda folder: (folder / "small.json").write_bytes(
        b"x" * len("{petit}")
    ),
    "the record empty": lambda folder: (folder / RECORD).write_bytes(b""),
    "the record binary": lambda folder: (folder / RECORD).write_bytes(bytes(range(256))),
    "the record of another shape": lambda folder: (folder / RECORD).write_text('{"a": 3}'),
}


class Writer:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, folder: Path) -> None:
        self.times += 1
        (folder / "sub").mkdir()
        (folder / "sub" / "large.bin").write_bytes(b"x" * 100)
        (folder / "small.json").write_bytes(b"{petit}")


def test_it_is_written_once(tmp_path: Path) -> None:
    write, folder = Writer(), tmp_path / "modèle"
    for _ in range(3):
        assert written(folder, RECORD, write) == folder
    assert write.times == 1
    assert (folder / "sub" / "large.bin").stat().st_size == 100
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["modèle"]


@pytest.mark.parametrize("how", DAMAGES)
def test_what_is_damaged_is_put_aside_and_written_again_once_with_a_sentence(
    tmp_path: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    write, folder = Writer(), tmp_path / "modèle"
    written(folder, RECORD, write)
    DAMAGES[how](folder)
    for _ in range(3):
        written(folder, RECORD, write)
    assert write.times == 2
    assert whole(folder, RECORD, thoroughly=True)
    assert (tmp_path / "modèle.damaged").is_dir()
    [said] = caplog.records
    assert "abîmé : mis de côté (modèle.damaged)" in said.getMessage()


def test_a_write_that_fails_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "small.json").write_bytes(b"{")
        raise OSError(28, "No space left on device")

    folder = tmp_path / "modèle"
    with pytest.raises(OSError, match="No space"):
        written(folder, RECORD, fail)
    assert not whole(folder, RECORD)
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_two_sets_of_files_share_a_folder(tmp_path: Path) -> None:
    def other(folder: Path) -> None:
        (folder / "other.bin").write_bytes(b"y")

    folder = tmp_path / "modèle"
    written(folder, RECORD, Writer())
    written(folder, "other.json", other)
    assert whole(folder, RECORD)
    assert whole(folder, "other.json")


def test_a_large_file_is_read_through_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.written.READ_AT_ONCE", 50)
    folder = tmp_path / "modèle"
    written(folder, RECORD, Writer())
    (folder / "sub" / "large.bin").write_bytes(b"y" * 100)
    assert whole(folder, RECORD)
    assert not whole(folder, RECORD, thoroughly=True)
