"""Texts too long for an address: kept in `var/textes/` under an id that the address carries.

The id is a digest of the text, so the same text is kept once and an id can't be guessed from
another one. Texts are the searches of the people of this machine: a bounded number is kept,
and each for a bounded time after it was last read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
import time
from pathlib import Path
from typing import Final

LONGEST: Final = 20_000
"""Characters of a search or a question that are read: what the encoder takes (`printable`)."""

LONGEST_IN_ADDRESS: Final = 500
"""Longer texts stand in the address by their id; browsers and mail programs cut addresses."""

MOST_KEPT: Final = 500
KEPT_SECONDS: Final = 180 * 24 * 3600

_ID: Final = re.compile(r"[0-9a-f]{32}")


def id_of(text: str) -> str:
    """The id under which a text is kept: 128 bits of its digest, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()[:32]


def is_id(value: str) -> bool:
    """True for what `id_of` may have given; nothing else ever becomes part of a path."""
    return _ID.fullmatch(value) is not None


class LongTexts:
    """A folder of texts, each in a file named by its id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, text: str) -> None:
        """Keep a text, and forget the oldest if there are too many. Raises OSError."""
        path = self._path(id_of(text))
        if path.is_file():
            os.utime(path)
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as file:
                file.write(text)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        self._forget()

    def read(self, text_id: str) -> str | None:
        """The text kept under that id; None if there is none, or if its file was changed."""
        if not is_id(text_id):
            return None
        path = self._path(text_id)
        try:
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read(LONGEST + 1)
            os.utime(path)
        except (OSError, UnicodeDecodeError):
            return None
        return text if id_of(text) == text_id else None

    def _path(self, text_id: str) -> Path:
        return self.folder / f"{text_id}.txt"

    def _forget(self) -> None:
        """Take away what is too old or too much; another process may do the same."""
        dated = []
        for path in self.folder.iterdir():
            with contextlib.suppress(OSError):
                dated.append((path.stat().st_mtime, path))
        dated.sort(reverse=True)
        oldest = time.time() - KEPT_SECONDS
        for place, (moment, path) in enumerate(dated):
            if place >= MOST_KEPT or moment < oldest:
                with contextlib.suppress(OSError):
                    path.unlink()
