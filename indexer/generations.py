"""Generations of an index: complete folders, and one small file that names the current one.

A reader keeps the generation that it opened; a writer makes a new one beside it and points
`CURRENT` at it in one atomic step, so that a build that fails loses nothing.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

KEPT = 2
"""Complete generations that stay: the current one and the one before, for undo."""


class UnusableIndexError(Exception):
    """The index can't be used or written as asked; the message is a French sentence."""


class BusyError(UnusableIndexError):
    """Another build is under way: the same thing may be asked again when it has finished."""


def current(folder: Path) -> Path | None:
    """The folder of the current generation, None when there is none yet."""
    try:
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None
    generation = folder / name
    return generation if name and (generation / "manifest.json").is_file() else None


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[Path]:
    """A new empty generation; made current if the block ends well, removed if it doesn't.

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
        generation = folder / f"g{_last_number(folder) + 1:06d}"
        shutil.rmtree(generation, ignore_errors=True)
        generation.mkdir()
        try:
            yield generation
            _fsync_files(generation)
            _point(folder, generation.name)
        except BaseException:
            shutil.rmtree(generation, ignore_errors=True)
            raise
        _prune(folder)
    finally:
        lock.release()


def _numbered(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("g[0-9]*") if p.name[1:].isdigit() and p.is_dir())


def _last_number(folder: Path) -> int:
    return max((int(path.name[1:]) for path in _numbered(folder)), default=0)


def _point(folder: Path, name: str) -> None:
    partial = folder / "CURRENT.new"
    with partial.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / "CURRENT")


def _fsync_files(generation: Path) -> None:
    for path in generation.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def _prune(folder: Path) -> None:
    """Drop old generations; one that a reader holds open on Windows goes the next time."""
    named = current(folder)
    older = [path for path in _numbered(folder) if path != named]
    for path in older[: max(0, len(older) - (KEPT - 1))]:
        shutil.rmtree(path, ignore_errors=True)
