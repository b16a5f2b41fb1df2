"""The files that people brought, in `var/corpus/`: named safely, changed all together or not.

A change is written beside the folder first, then moved in; a journal says how to take it
back, so that neither a failure nor a power cut loses an original.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock, Timeout

from indexer.errors import BusyError, UnusableIndexError
from indexer.generations import current

MAX_NAME_BYTES = 120
"""Of a stored name, in UTF-8: Windows refuses paths of more than 260 characters in all."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


def safe_name(name: str, suffixes: Collection[str]) -> str:
    """A file name that every system takes, as near as can be to the person's own.

    No folder, reserved name, control character or trailing dot is left; a name whose ending
    is none of `suffixes` (with their dots, lower case) gets `.txt`, since it was read as text.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(c for c in last if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn"))
    plain = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", visible))
    plain = " ".join(plain.split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or f".{ending.lower()}" not in suffixes:
        stem, ending = plain, "txt"
    if f".{stem.lower()}" in suffixes and "." not in plain.strip("."):
        stem = ""  # « .txt » is an ending without a name.
    stem = stem.strip(". ") or "fiches"
    if _RESERVED.match(stem + "."):
        stem = f"fiches {stem}"
    room = MAX_NAME_BYTES - len(ending.encode()) - 1
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(". ")
    return f"{stem}.{ending}"


def distinct(name: str, taken: Collection[str]) -> str:
    """The name, or « name (2).txt » where it is taken, letter case not counting."""
    folded = {other.casefold() for other in taken}
    path = PurePosixPath(name)
    number, free = 1, name
    while free.casefold() in folded:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    return free


class Imports:
    """The folder of originals beside one index, and the changes made to it."""

    def __init__(self, folder: Path, index: Path) -> None:
        self.folder = folder
        self._index = index
        self._work = folder.with_name("import")
        self._journal = self._work / "journal.json"

    @contextlib.contextmanager
    def changing(self, put: Mapping[str, bytes], take: Sequence[str]) -> Iterator[None]:
        """Files added and taken away while the block runs; all as before if it fails.

        Names are relative to the folder, with `/`. Raises BusyError when another change is
        under way, UnusableIndexError when a name to add is taken or one to take away is gone,
        OSError when the disk refuses.
        """
        with self._locked():
            self._recover()
            self._check(put, take)
            self._stage(put, take)
            try:
                self._move(put, take)
                yield
            except BaseException:
                self._take_back()
                raise
            self._settle()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """No change by anyone else while the block runs. Raises BusyError, as `changing`."""
        with self._locked():
            self._recover()
            yield

    def recover(self) -> bool:
        """Take back what a change that was cut short left; True if there was any.

        Does nothing while a change is under way.
        """
        if not self._work.is_dir():
            return False
        try:
            with self._locked():
                return self._recover()
        except BusyError:
            return False

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self._work.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._work / "write.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise BusyError("un autre ajout est en cours ; attendez qu'il finisse") from error
        try:
            yield
        finally:
            lock.release()

    def _check(self, put: Mapping[str, bytes], take: Sequence[str]) -> None:
        for name in (*put, *take):
            if not (self.folder / name).resolve().is_relative_to(self.folder.resolve()):
                raise UnusableIndexError(f"« {name} » n'est pas dans {self.folder}")
        for name in put:
            if (self.folder / name).exists():
                raise UnusableIndexError(f"« {name} » existe déjà ; recommencez l'ajout")
        for name in take:
            if not (self.folder / name).is_file():
                raise UnusableIndexError(f"« {name} » n'est plus là ; rechargez la page")

    def _stage(self, put: Mapping[str, bytes], take: Sequence[str]) -> None:
        self._clear()
        try:
            for name, data in put.items():
                path = self._work / "new" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            generation = current(self._index)
            before = generation.name if generation else ""
            row = {"before": before, "put": list(put), "take": list(take)}
            partial = self._journal.with_suffix(".new")
            with partial.open("w", encoding="utf-8") as file:
                json.dump(row, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._journal)
        except BaseException:
            self._clear()
            raise

    def _move(self, put: Mapping[str, bytes], take: Sequence[str]) -> None:
        for name in take:
            _rename(self.folder / name, self._work / "old" / name)
        for name in put:
            _rename(self._work / "new" / name, self.folder / name)
        self._drop_empty_folders(take)

    def _recover(self) -> bool:
        if not self._journal.is_file():
            self._clear()
            return False
        generation = current(self._index)
        if (generation.name if generation else "") != self._written()["before"]:
            # The index that holds the change was published: only the tidying was left.
            self._settle()
        else:
            self._take_back()
        return True

    def _take_back(self) -> None:
        row = self._written()
        for name in row["put"]:
            # What isn't there was not moved yet: it still lies in « new ».
            if not (self._work / "new" / name).is_file():
                (self.folder / name).unlink(missing_ok=True)
        for name in row["take"]:
            old = self._work / "old" / name
            if old.is_file():
                parent = (self.folder / name).parent
                taken = [p.name for p in parent.iterdir()] if parent.is_dir() else []
                _rename(old, parent / distinct(PurePosixPath(name).name, taken))
        self._drop_empty_folders(row["put"])
        self._settle()

    def _written(self) -> dict[str, Any]:
        """The journal; where it is damaged, a change that took what lies aside."""
        try:
            row = json.loads(self._journal.read_text(encoding="utf-8"))
            if isinstance(row, dict) and row.keys() >= {"before", "put", "take"}:
                return row
        except ValueError:
            pass
        old = self._work / "old"
        take = [p.relative_to(old).as_posix() for p in old.rglob("*") if p.is_file()]
        generation = current(self._index)
        return {"before": generation.name if generation else "", "put": [], "take": take}

    def _settle(self) -> None:
        """The change is whole, or wholly taken back: nothing is left to recover."""
        self._journal.unlink(missing_ok=True)
        self._clear()

    def _clear(self) -> None:
        for name in ("new", "old"):
            shutil.rmtree(self._work / name, ignore_errors=True)

    def _drop_empty_folders(self, names: Sequence[str]) -> None:
        for name in names:
            for parent in PurePosixPath(name).parents[:-1]:
                with contextlib.suppress(OSError):  # It holds something else, or is gone.
                    (self.folder / parent).rmdir()


def _rename(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    old.replace(new)
