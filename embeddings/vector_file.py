"""The SQLite file of one model's vectors, which never stands in the way of a build."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar

_Given = TypeVar("_Given")
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
_COLUMNS = [("key", "BLOB"), ("vector", "BLOB")]
_MARKS = 500


class VectorFile:
    """Keys and vectors as bytes.

    Nothing in it is lost but time, so a damaged file is put aside and an empty one takes its
    place; where the file can't be read or written (a full or read-only disk, a lock), memory
    does until the end of the process.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = self._opened()

    def read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The vectors of those keys that are kept."""

        def rows(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            found: dict[bytes, bytes] = {}
            for start in range(0, len(keys), _MARKS):
                part = keys[start : start + _MARKS]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608
                found.update(connection.execute(query, part).fetchall())
            return found

        return self._run(rows)

    def keep(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        """Add vectors, or replace them."""

        def insert(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

        self._run(insert)

    def forget_all_but(self, kept: Collection[bytes]) -> int:
        """Forget every other vector; the number forgotten."""

        def delete(connection: sqlite3.Connection) -> int:
            rows = connection.execute("SELECT key FROM vectors").fetchall()
            gone = [(key,) for (key,) in rows if key not in kept]
            with connection:
                connection.executemany("DELETE FROM vectors WHERE key = ?", gone)
            connection.execute("VACUUM")
            return len(gone)

        return self._run(delete)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _run(self, what: Callable[[sqlite3.Connection], _Given]) -> _Given:
        try:
            return what(self._connection)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            self._connection = self._replaced(error)
            return what(self._connection)

    def _opened(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.is_dir():
                raise sqlite3.DatabaseError("a folder")
            return _connected(str(self._path))
        except (sqlite3.DatabaseError, OSError) as error:
            return self._replaced(error)

    def _replaced(self, error: Exception) -> sqlite3.Connection:
        # A lock, a full disk, no right to write: nothing is damaged.
        if isinstance(error, (sqlite3.OperationalError, OSError)):
            return self._in_memory(error)
        try:
            aside = self._put_aside()
            connection = _connected(str(self._path))
        except (sqlite3.DatabaseError, OSError) as again:
            return self._in_memory(again)
        logging.getLogger(__name__).warning(
            "Les vecteurs gardés dans %s sont illisibles : mis de côté (%s), ils seront "
            "recalculés.",
            self._path,
            aside.name,
        )
        return connection

    def _in_memory(self, error: Exception) -> sqlite3.Connection:
        logging.getLogger(__name__).warning(
            "Les vecteurs ne peuvent pas être gardés dans %s (%s) : ils serviront cette fois, et "
            "seront recalculés la prochaine.",
            self._path,
            error,
        )
        return _connected(":memory:")

    def _put_aside(self) -> Path:
        aside = self._path.with_suffix(".damaged")
        number = 1
        while aside.is_dir():
            number += 1
            aside = self._path.with_suffix(f".damaged{number}")
        self._path.replace(aside)
        # The journal of the damaged file would be played into the new one.
        for ending in ("-journal", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                self._path.with_name(self._path.name + ending).unlink()
        return aside


def _connected(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute(_TABLE)
        found = connection.execute("PRAGMA table_info(vectors)").fetchall()
        if [(name, kind) for _, name, kind, *_ in found] != _COLUMNS:
            raise sqlite3.DatabaseError("another table")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
