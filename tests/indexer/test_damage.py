"""Whatever happens to an index, what was complete before serves, and is said to."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import DamagedIndexError, UnusableIndexError, build, default_sources, open_index
from indexer.sources import SHIPPED
from tests.fakes import FakeEncoder, installed
from tests.indexer.sources import FICHES, write

FILES = (
    *("fiches.jsonl", "passages.json", "sentences.json", "derived.json", "terms.json"),
    *("sentence-facts.npz", "terms-sentences.npz"),
    *("terms-title.npz", "terms-body.npz", "passages.faiss", "sentences.npy", "manifest.json"),
)

CURRENT: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "BOM": lambda path: path.write_bytes(b"\xef\xbb\xbfg000002\n"),
    "quoted": lambda path: path.write_bytes(b'"g000002"\n'),
    "UTF-16": lambda path: path.write_bytes("g000002\n".encode("utf-16")),
    "garbage": lambda path: path.write_bytes(b"\x00\xff" * 40),
    "another line": lambda path: path.write_bytes(b"g000002\ng000001\n"),
    "a path": lambda path: path.write_bytes(b"../index/g000002\n"),
    "an absolute path": lambda path: path.write_text(str(path.parent / "g000002")),
    "a missing generation": lambda path: path.write_bytes(b"g000009\n"),
    "a folder": lambda path: path.rename(path.with_name("x")).with_name("CURRENT").mkdir(),
}

MANIFEST = {
    "empty": b"",
    "cut short": b'{"recipe": {"format"',
    "not an object": b"[]",
    "null": b"null",
    "binary": bytes(range(256)),
    "BOM": b"\xef\xbb\xbf{}",
    "of another shape": b'{"sources": []}',
    "deep": b"[" * 100_000,
}


@pytest.fixture(scope="module")
def whole(tests_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two generations: two fiches, then three."""
    sources = tmp_path_factory.mktemp("whole")
    with installed():
        build([write(sources / "deux.jsonl", *FICHES[:2])], sources / "index")
        build([write(sources / "trois.jsonl", *FICHES)], sources / "index")
    return sources / "index"


@pytest.fixture
def folder(whole: Path, own_home: Path, fake_encoder: FakeEncoder) -> Path:
    """A copy of it to damage."""
    return Path(shutil.copytree(whole, own_home / "index"))


@pytest.mark.parametrize("how", CURRENT)
def test_a_damaged_current_serves_the_last_complete_generation_and_says_so(
    folder: Path, how: str
) -> None:
    CURRENT[how](folder / "CURRENT")
    index = open_index(folder)
    assert index.fiches == FICHES
    assert "dernière version complète" in (index.notice or "")
    assert index.refreshed() is index
    assert build((), folder).fiches == 3
    assert index.refreshed().notice is None


@pytest.mark.parametrize("ending", [b"", b" ", b"\r\n", b"\n\n"])
def test_the_end_of_the_line_is_no_damage(folder: Path, ending: bytes) -> None:
    (folder / "CURRENT").write_bytes(b"g000001" + ending)
    index = open_index(folder)
    assert (index.generation.name, index.notice) == ("g000001", None)


@pytest.mark.parametrize("how", MANIFEST)
def test_a_damaged_manifest_serves_the_generation_before(folder: Path, how: str) -> None:
    (folder / "g000002" / "manifest.json").write_bytes(MANIFEST[how])
    check_falls_back(folder)


@pytest.mark.parametrize("key", ["recipe", "sources", "built", "counts", "fiches", "files"])
@pytest.mark.parametrize("value", [None, 3, [3], {"a": 1.5}])
def test_a_manifest_whose_values_are_of_another_type_is_damaged(
    folder: Path, key: str, value: object
) -> None:
    path = folder / "g000002" / "manifest.json"
    row = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(row | {key: value}), encoding="utf-8")
    check_falls_back(folder)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", ["missing", "empty", "cut short", "garbage", "a folder"])
def test_a_damaged_file_serves_the_generation_before(folder: Path, name: str, how: str) -> None:
    path = folder / "g000002" / name
    data = path.read_bytes()
    path.unlink()
    if how == "a folder":
        path.mkdir()
    elif how != "missing":
        path.write_bytes({"empty": b"", "cut short": data[:-7]}.get(how, b"\x93" * len(data)))
    check_falls_back(folder)


def check_falls_back(folder: Path) -> None:
    index = open_index(folder)
    assert index.fiches == FICHES[:2]
    assert index.notice
    assert "\n" not in index.notice
    assert index.refreshed() is index
    # The next build mends it, with what can be known of the sources.
    build((), folder)
    assert open_index(folder).notice is None
    assert (folder / "g000001").is_dir()
    assert not (folder / "g000002").exists()


def test_a_generation_that_was_never_finished_does_not_serve(folder: Path) -> None:
    shutil.copytree(folder / "g000002", folder / "g000003")
    assert open_index(folder).generation.name == "g000002"
    (folder / "g000003" / "manifest.json").unlink()
    (folder / "CURRENT").unlink()
    assert open_index(folder).generation.name == "g000002"


def test_an_index_that_is_open_goes_on_when_all_on_disk_is_lost(folder: Path) -> None:
    index = open_index(folder)
    for generation in folder.glob("g*"):
        (generation / "manifest.json").write_bytes(b"")
    (folder / "CURRENT").write_bytes(b"")
    with pytest.raises(DamagedIndexError, match="abîmé"):
        open_index(folder)
    held = index.refreshed()
    assert held.fiches == FICHES
    assert "continue de servir" in held.notice


def test_the_demonstration_never_takes_the_place_of_a_users_fiches(
    folder: Path, own_home: Path
) -> None:
    for generation in folder.glob("g*"):
        (generation / "manifest.json").write_bytes(b"")
    with pytest.raises(UnusableIndexError, match="de quelles fiches il était fait"):
        build((), folder)
    for generation in folder.glob("g*"):
        shutil.rmtree(generation)
    with pytest.raises(UnusableIndexError, match=r"python -m indexer SOURCE"):
        default_sources(folder)
    write(own_home / "corpus" / "page.jsonl", FICHES[2])
    assert default_sources(folder) == [own_home / "corpus"]
    shutil.rmtree(own_home / "corpus")
    shutil.rmtree(folder)
    assert default_sources(folder) == [SHIPPED]


def test_what_was_imported_last_is_not_left_out_when_the_last_manifest_is_lost(
    own_home: Path, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    folder, other = own_home / "index", write(tmp_path / "deux.jsonl", *FICHES[:2])
    build([other], folder)
    write(own_home / "corpus" / "page.jsonl", FICHES[2])
    build([other, own_home / "corpus"], folder)
    (folder / "g000002" / "manifest.json").write_bytes(b"")
    assert build((), folder).fiches == 3
