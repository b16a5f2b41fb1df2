"""The files that users imported, kept with each generation made from them.

A generation holds a copy of what lay in `var/corpus/` when it was made, so that an undo takes
the originals back with it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from embeddings import home
from indexer.errors import UnusableIndexError
from indexer.generations import before_current, locked, pointed, step_back
from indexer.manifest import Manifest, file_digest

FOLDER = "originals"
"""Where they lie within a generation."""


def imported() -> Path:
    """The folder of what users imported."""
    return home() / "corpus"


def copy_originals(source: Path, generation: Path) -> None:
    """Copy a tree of files into a generation, with their dates. Raises OSError."""
    if source.is_dir():
        _copy_tree(source, generation / FOLDER)


def original_digests(source: Path | None) -> dict[str, str]:
    """What a generation made now would hold of them: path within it, to digest."""
    if source is None or not source.is_dir():
        return {}
    return {
        f"{FOLDER}/{path.relative_to(source).as_posix()}": file_digest(path)
        for path in _files(source)
    }


def undo(folder: Path) -> Path:
    """Bring back the generation before the current one and its originals; the one now current.

    What lies in `var/corpus/` becomes what the earlier generation was made from; a file there
    that the undone generation never held stays. Nothing has changed when an error is raised:
    BusyError while another process writes, UnusableIndexError when there is nothing to go back
    to or the files can't be written.
    """
    with locked(folder):
        settle(imported())
        back = before_current(folder)
        undone = pointed(folder)
        try:
            with _swapped(imported(), back, undone or back):
                return step_back(folder, back)
        except OSError as error:
            raise UnusableIndexError(
                f"l'ajout n'a pas pu être annulé ({error.strerror or error}) : rien n'a changé ; "
                f"fermez ce qui tient ouverts les fichiers de {imported()}, puis recommencez"
            ) from error


def settle(place: Path) -> None:
    """Take the folder back under its name where an undo was cut off between two renamings."""
    if not place.exists() and _aside(place).is_dir():
        _aside(place).rename(place)


@contextlib.contextmanager
def _swapped(place: Path, back: Path, undone: Path) -> Iterator[None]:
    """The originals of `back` in `place` while the block runs, and after it if it ends well."""
    fresh, aside = place.with_name(f"{place.name}.new"), _aside(place)
    for leftover in (fresh, aside):
        shutil.rmtree(leftover, ignore_errors=True)
    had = place.is_dir()
    try:
        fresh.mkdir(parents=True)
        if had:
            for path in _never_indexed(place, undone):
                _copy(place / path, fresh / path)
        if (back / FOLDER).is_dir():
            _copy_tree(back / FOLDER, fresh)
        if had:
            place.rename(aside)
        try:
            fresh.rename(place)
            yield
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            if had:
                aside.rename(place)
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)


def _never_indexed(place: Path, undone: Path) -> list[Path]:
    """What is not, byte for byte, an original of the generation undone."""
    known = Manifest.load(undone).files
    found = []
    for path in _files(place):
        name = path.relative_to(place)
        record = known.get(f"{FOLDER}/{name.as_posix()}")
        if record is None or record[1] != file_digest(path):
            found.append(name)
    return found


def _aside(place: Path) -> Path:
    return place.with_name(f"{place.name}.undone")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _copy_tree(source: Path, target: Path) -> None:
    for path in _files(source):
        _copy(path, target / path.relative_to(source))


def _copy(path: Path, target: Path) -> None:
    # Not the permissions: a read-only original would keep its copy from being removed.
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
    stat = path.stat()
    os.utime(target, ns=(stat.st_atime_ns, stat.st_mtime_ns))
