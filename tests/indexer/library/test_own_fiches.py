"""Changes of one's own fiches: previewed, applied whole or not at all, undone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from indexer import BusyError, UnusableIndexError, build, default_folder, open_index
from indexer.library import Change, ClosedError, Done, Library, Limits, Preview, Upload
from indexer.sources import SHIPPED
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, write

ROOT = Path(__file__).resolve().parents[3]
GOUTER = """Actions
Le goûter des voisins
- Structure organisatrice
- Centre social du Lavoir - Orne
- Statut de l'action
- En cours
- Résumé
Chaque mercredi, des voisins préparent le goûter.
- Public
- Familles
"""
MINIBUS = GOUTER.replace("Le goûter des voisins", "Le minibus").replace("le goûter", "un trajet")


def text(page: str, name: str = "page.txt") -> Upload:
    return Upload(name, page.encode())


KILLED = """
import os, sys
from indexer import open_index
from indexer.library import Change, Library, Upload
from tests.fakes import installed

key, named, last = sys.argv[1], sys.argv[2], int(sys.argv[3])
page = "Actions\\nLe bus de nuit\\n- Structure organisatrice\\n- Centre du Pont - Lot\\n"
page += "- Statut de l'action\\n- En cours\\n- Résumé\\nUn bus part à minuit.\\n"

def report(what, *step):
    if what == named and step[0] == step[1] * last:
        os._exit(9)

with installed():
    library = Library()
    change = Change((Upload("bus.txt", page.encode()),), (key,))
    library.apply(library.preview(change, open_index().fiches), report)
"""
"""Adds a page in place of another, and is killed before or just after the index is published."""


def nothing(what: str, done: int, todo: int) -> None:
    """A build that nobody watches."""


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 5, 14, 7)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def library(own_home: Path, fake_encoder: FakeEncoder) -> Library:
    """A library whose index holds one folder named on the command line."""
    build([write(own_home.parent / "fiches" / "été.jsonl", *FICHES).parent])
    return Library(clock=Clock())


def preview(library: Library, *uploads: Upload, remove: tuple[str, ...] = ()) -> Preview:
    return library.preview(Change(uploads, remove), open_index().fiches)


def add(library: Library, *uploads: Upload, remove: tuple[str, ...] = ()) -> Done:
    return library.apply(preview(library, *uploads, remove=remove), nothing)


def titles() -> set[str]:
    return {one.title for one in open_index().fiches}


def originals(library: Library) -> dict[str, bytes]:
    found = (path for path in library.folder.rglob("*") if path.is_file())
    return {path.relative_to(library.folder).as_posix(): path.read_bytes() for path in found}


def test_a_preview_says_what_is_new_and_changes_nothing(library: Library) -> None:
    seen = preview(library, text(GOUTER + MINIBUS))
    assert [(e.fiche.title, e.state, e.file) for e in seen.entries] == [
        ("Le goûter des voisins", "nouvelle", "page.txt"),
        ("Le minibus", "nouvelle", "page.txt"),
    ]
    assert (seen.total, seen.gone, seen.others, seen.useful) == (5, (), 0, True)
    assert originals(library) == {}
    assert len(open_index().fiches) == 3


def test_what_is_added_is_kept_readable_and_the_other_sources_stay(library: Library) -> None:
    done = add(library, text(GOUTER, "Ma page d'été.txt"))
    assert (done.what, len(done.added), done.total) == ("added", 1, 4)
    assert originals(library) == {"2026-03-05 14h09/Ma page d'été.txt": GOUTER.encode()}
    assert titles() == {*(one.title for one in FICHES), "Le goûter des voisins"}
    rows = [(row.kind, row.name, row.fiches, row.waiting) for row in library.sources()]
    assert rows == [("original", "Ma page d'été.txt", 1, 0), ("elsewhere", "fiches", 3, 0)]


def test_the_same_again_is_identical_and_a_newer_version_wins(library: Library) -> None:
    add(library, text(GOUTER, "zèbre.txt"))
    again = preview(library, text(GOUTER + "\n\n", "autre.txt"))
    assert [(e.state, e.also) for e in again.entries] == [("identique", ("zèbre.txt",))]
    assert not again.useful
    done = add(library, text(GOUTER.replace("En cours", "Terminée"), "abeille.txt"))
    assert (len(done.added), len(done.changed)) == (0, 1)
    assert [one.status for one in open_index().fiches if "goûter" in one.title] == ["Terminée"]


def test_the_very_same_file_is_not_kept_twice(library: Library) -> None:
    add(library, text(GOUTER))
    seen = preview(library, text(GOUTER, "copie.txt"))
    assert (seen.left_out, seen.stored) == (("copie.txt",), {})
    assert [e.state for e in seen.entries] == ["ailleurs"]
    assert any("à l'identique" in remark.sentence for remark in seen.remarks)


def test_problems_name_the_file_and_the_line_as_the_person_knows_them(library: Library) -> None:
    bad = json.dumps(FICHES[0].as_dict()) + "\n{oups\n"
    seen = preview(library, Upload("liste d'actions.jsonl", bad.encode()), text("rien", "vide.txt"))
    assert [(r.file, r.line) for r in seen.remarks if r.line] == [("liste d'actions.jsonl", 2)]
    assert seen.left_out == ("vide.txt",)
    assert not any(str(library.folder) in remark.sentence for remark in seen.remarks)
    assert list(seen.stored) == ["liste d'actions.jsonl"]


def test_replacing_says_what_changed_and_what_went(library: Library) -> None:
    add(library, text(GOUTER + MINIBUS, "pages.txt"))
    (key,) = (row.key for row in library.sources() if row.kind == "original")
    newer = GOUTER.replace("En cours", "Terminée")
    seen = preview(library, text(newer, "pages.txt"), remove=(key,))
    assert [e.state for e in seen.entries] == ["modifiée"]
    assert [one.title for one in seen.gone] == ["Le minibus"]
    done = library.apply(seen, nothing)
    assert (len(done.changed), len(done.removed)) == (1, 1)
    assert list(originals(library).values()) == [newer.encode()]


def test_removing_and_undoing_bring_back_index_and_originals(library: Library) -> None:
    add(library, text(GOUTER))
    kept = originals(library)
    (key,) = kept
    assert [one.title for one in preview(library, remove=(key,)).gone] == ["Le goûter des voisins"]
    done = add(library, remove=(key,))
    assert (done.what, len(done.removed)) == ("removed", 1)
    assert originals(library) == {}
    back = library.undoable()
    assert back is not None
    assert len(back.added) == 1
    undone = library.undo(nothing)
    assert (undone.what, undone.added) == ("undone", back.added)
    assert originals(library) == kept
    assert "Le goûter des voisins" in titles()


def test_undoing_an_addition_takes_its_originals_away(library: Library) -> None:
    add(library, text(GOUTER))
    add(library, text(MINIBUS, "bus.txt"))
    library.undo(nothing)
    assert list(originals(library).values()) == [GOUTER.encode()]
    assert library.undoable() is None
    with pytest.raises(UnusableIndexError):
        library.undo(nothing)


@pytest.mark.slow
def test_examples_stay_until_there_is_something_else(
    own_home: Path, fake_encoder: FakeEncoder
) -> None:
    build()
    library = Library(clock=Clock())
    shipped = len(open_index().fiches)
    assert library.examples_are_in()
    seen = library.preview(Change((text(GOUTER),), examples=False), open_index().fiches)
    assert len(seen.gone) == shipped
    library.apply(seen, nothing)
    assert titles() == {"Le goûter des voisins"}
    (key,) = (row.key for row in library.sources())
    last = preview(library, remove=(key,))
    assert last.examples_return
    library.apply(last, nothing)
    assert len(open_index().fiches) == shipped


def test_files_put_there_by_hand_are_shown_then_taken(library: Library) -> None:
    library.folder.mkdir()
    (library.folder / "à la main.txt").write_text(MINIBUS, encoding="utf-8")
    assert [r.waiting for r in library.sources() if r.kind == "original"] == [1]
    seen = preview(library, text(GOUTER))
    assert seen.others == 1
    library.apply(seen, nothing)
    assert {"Le minibus", "Le goûter des voisins"} <= titles()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_build_that_fails_puts_everything_back(library: Library, error: BaseException) -> None:
    add(library, text(GOUTER))
    before, index = originals(library), titles()
    (key,) = before
    seen = preview(library, text(MINIBUS), remove=(key,))

    def fails(what: str, done: int, todo: int) -> None:
        raise error

    with pytest.raises(type(error)):
        library.apply(seen, fails)
    assert (originals(library), titles()) == (before, index)
    library.apply(seen, nothing)
    assert "Le minibus" in titles()


def test_a_damaged_journal_loses_no_original(library: Library) -> None:
    work = library.folder.with_name("import")
    (work / "old" / "2026").mkdir(parents=True)
    (work / "old" / "2026" / "page.txt").write_text(GOUTER, encoding="utf-8")
    (work / "journal.json").write_text('{"put": [', encoding="utf-8")
    assert library.recover()
    assert originals(library) == {"2026/page.txt": GOUTER.encode()}
    assert not library.recover()


@pytest.mark.parametrize(
    ("step", "taken_back"),
    [(("Découpage des fiches", 0), True), (("Écriture de l'index", 1), False)],
)
def test_a_process_killed_during_a_change_loses_nothing(
    library: Library, step: tuple[str, int], taken_back: bool
) -> None:
    add(library, text(GOUTER))
    before, index = originals(library), titles()
    (key,) = before
    (library.folder / "fait main.txt").write_text(MINIBUS, encoding="utf-8")
    before["fait main.txt"] = MINIBUS.encode()
    run = subprocess.run(
        [sys.executable, "-c", KILLED, key, *map(str, step)], cwd=ROOT, check=False
    )
    assert run.returncode == 9
    assert library.recover()
    assert not library.recover()
    if taken_back:
        assert (originals(library), titles()) == (before, index)
    else:
        assert "Le bus de nuit" in titles()
        assert key not in originals(library)
    assert originals(library)["fait main.txt"] == MINIBUS.encode()


def test_one_change_at_a_time(library: Library) -> None:
    seen = preview(library, text(GOUTER))
    with FileLock(default_folder() / "write.lock"), pytest.raises(BusyError):
        library.apply(seen, nothing)
    assert originals(library) == {}
    with library._imports.alone(), pytest.raises(BusyError):
        Library().apply(seen, nothing)
    library.apply(seen, nothing)
    assert "Le goûter des voisins" in titles()


@pytest.mark.parametrize(
    ("limits", "uploads", "said"),
    [
        (Limits(file=100), (text("x" * 200, "gros.txt"),), "« gros.txt » fait"),
        (Limits(total=150), (text("x" * 100), text("y" * 100)), "ensemble"),
        (Limits(files=1), (text("x"), text("y")), "2 fichiers d'un coup"),
        (Limits(fiches=3), (text(GOUTER),), "il y aurait 4 fiches"),
    ],
)
def test_a_limit_says_its_sentence(
    library: Library, limits: Limits, uploads: tuple[Upload, ...], said: str
) -> None:
    with pytest.raises(UnusableIndexError, match=said):
        Library(limits=limits).preview(Change(uploads), open_index().fiches)


def test_a_shared_server_may_close_it(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = preview(library, text(GOUTER))
    monkeypatch.setenv("ESSAIMER_IMPORT", "non")
    with pytest.raises(ClosedError):
        library.preview(Change((text(GOUTER),)), ())
    with pytest.raises(ClosedError):
        library.apply(seen, nothing)
    with pytest.raises(ClosedError):
        library.undo(nothing)
    assert originals(library) == {}


@pytest.fixture(autouse=True)
def untouched_shipped_fiches() -> Iterator[None]:
    before = sorted(SHIPPED.iterdir())
    yield
    assert sorted(SHIPPED.iterdir()) == before


def test_a_source_elsewhere_is_left_out_but_never_deleted(library: Library) -> None:
    (row,) = library.sources()
    add(library, text(GOUTER))
    done = add(library, remove=(row.key,))
    assert len(done.removed) == 3
    assert Path(row.key, "été.jsonl").is_file()
