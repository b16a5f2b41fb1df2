"""Generations of an index: complete folders, and one small file that names the current one.

A reader keeps the generation that it opened; a writer makes a new one beside it and points
`CURRENT` at it in one atomic step, so that a build that fails loses nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from indexer.errors import BusyError, UnusableIndexError
from indexer.manifest import Manifest, check_recipe

KEPT = 2
"""Complete generations that stay: the current one and the one before, for undo."""

_NAME = re.compile(rb"(g[0-9]{6,12})\s*")


def named(folder: Path) -> bytes | None:
    """What `CURRENT` holds, as it stands; None when it can't be read."""
    try:
        return (folder / "CURRENT").read_bytes()
    except OSError:
        return None


def current(folder: Path) -> Path | None:
    """The generation that serves: the one that `CURRENT` names, else the last complete one.

    `CURRENT` is believed when it holds the bare name of a folder that has a manifest, and
    nothing else: no path, no other encoding. None when there is no generation at all.
    """
    return next(iter(candidates(folder)), None)


def candidates(folder: Path) -> list[Path]:
    """The generations that may serve, the one that `CURRENT` names first, then newest first."""
    found = [path for path in reversed(_numbered(folder)) if (path / "manifest.json").is_file()]
    first = pointed(folder)
    if first in found:
        # One that is newer than it was never finished, or was undone.
        return [first, *(path for path in found if path.name < first.name)]
    return found


def pointed(folder: Path) -> Path | None:
    """The folder that `CURRENT` names, whether or not it exists; None when it names none."""
    match = _NAME.fullmatch(named(folder) or b"")
    return folder / match[1].decode("ascii") if match else None


def ever_built(folder: Path) -> bool:
    """True when an index was made there once, whatever is left of it."""
    return (folder / "CURRENT").exists() or bool(_numbered(folder))


def previous(folder: Path) -> Path | None:
    """The complete generation before the current one, None when there is nothing to undo."""
    serving = pointed(folder)
    if serving is None or not (serving / "manifest.json").is_file():
        return None
    model = _model(serving)
    others = (path for path in candidates(folder) if path != serving)
    return next((path for path in others if whole(path, model=model)), None)


def whole(generation: Path, digests: bool = False, model: str | None = None) -> bool:
    """True when every file is there, of its size, and made by the present recipe (that of `model`).

    With `digests`, also when each holds what it held: all of it is then read.
    """
    try:
        manifest = Manifest.load(generation)
        manifest.check_sizes(generation)
        for name in manifest.files if digests else ():
            manifest.check_digest(generation, name)
        check_recipe(manifest, generation.parent, model)
    except UnusableIndexError:
        return False
    return True


def restore_previous(folder: Path) -> Path:
    """Make the generation before the current one current again, and drop the one undone.

    The originals are left as they are: see `indexer.originals.undo`. Raises BusyError while
    another process writes, UnusableIndexError when there is nothing to go back to.
    """
    with locked(folder):
        return step_back(folder, before_current(folder))


def before_current(folder: Path) -> Path:
    """`previous`. Raises UnusableIndexError when there is none."""
    back = previous(folder)
    if back is None or not whole(back, digests=True, model=_model(back)):
        raise UnusableIndexError(
            f"il n'y a rien à annuler : l'index {folder} n'a pas de version précédente complète"
        )
    return back


def step_back(folder: Path, back: Path) -> Path:
    """Point `CURRENT` at `back` and drop what is newer; the lock must be held."""
    _point(folder, back.name)
    for path in _numbered(folder):
        if path.name > back.name:
            _drop(path)
    return back


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The right to write in an index folder, which is made if need be.

    Raises BusyError when another process is writing, UnusableIndexError when the folder can't
    be written.
    """
    lock = FileLock(folder / "write.lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise BusyError(
            f"une autre construction de l'index {folder} est en cours ; attendez qu'elle finisse"
        ) from error
    except OSError as error:
        raise UnusableIndexError(
            f"on ne peut pas écrire dans {folder} ({error.strerror}) ; choisissez un autre dossier"
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[Path]:
    """A new empty generation; made current if the block ends well, removed if it doesn't.

    Raises as `locked` does.
    """
    with locked(folder), new_generation(folder) as generation:
        yield generation


@contextlib.contextmanager
def new_generation(folder: Path) -> Iterator[Path]:
    """`writing`, for who holds the lock already."""
    generation = folder / f"g{_last_number(folder) + 1:06d}"
    generation.mkdir()
    try:
        yield generation
        _fsync_files(generation)
        _point(folder, generation.name)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    _prune(folder, generation)


def _numbered(folder: Path) -> list[Path]:
    try:
        found = [p for p in folder.glob("g[0-9]*") if p.name[1:].isdigit() and p.is_dir()]
    except OSError:
        return []
    return sorted(found, key=lambda path: int(path.name[1:]))


def _last_number(folder: Path) -> int:
    return max((int(path.name[1:]) for path in _numbered(folder)), default=0)


def _point(folder: Path, name: str) -> None:
    partial = folder / "CURRENT.new"
    with partial.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    place = folder / "CURRENT"
    if place.is_dir():
        place.replace(folder / "CURRENT.damaged")
    partial.replace(place)


def _fsync_files(generation: Path) -> None:
    for path in generation.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _prune(folder: Path, newest: Path) -> None:
    """Drop old generations; one that a reader holds open on Windows goes the next time."""
    older = [path for path in reversed(_numbered(folder)) if path != newest]
    model = _model(newest)
    # A damaged one is of no use for an undo, and doesn't take the place of one that is.
    kept = [path for path in older if whole(path, digests=True, model=model)][: KEPT - 1]
    for path in older:
        if path not in kept:
            _drop(path)


def _model(generation: Path) -> str | None:
    """The encoder that a generation was made with, whichever is in use now; None if unknown."""
    try:
        return str(Manifest.load(generation).recipe["model"])
    except (UnusableIndexError, KeyError):
        return None


def _drop(generation: Path) -> None:
    # Without its manifest it is no generation, even where an open file keeps the rest.
    with contextlib.suppress(OSError):
        (generation / "manifest.json").unlink()
    shutil.rmtree(generation, ignore_errors=True)
