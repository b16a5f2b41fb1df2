"""Files that Essaimer writes once and then trusts: known to be whole by their sizes and digests."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

READ_AT_ONCE = 64 << 20
"""Larger files are known by their size alone: reading them at each start would be felt."""


def written(
    folder: Path, record: str, write: Callable[[Path], None], thoroughly: bool = False
) -> Path:
    """`folder`, after `write` has put files into it, unless they are there and whole.

    `record` names the file that keeps their sizes and digests. What is damaged is put aside
    and written again, and that is said in a sentence. `write` is given an empty folder; its
    files take their places one by one, the record last. Raises OSError, and what `write` raises.
    """
    if whole(folder, record, thoroughly):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if not whole(folder, record, thoroughly):
            _put_aside(folder, record)
            partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
            try:
                write(partial)
                _move(partial, folder, record)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
    return folder


def whole(folder: Path, record: str, thoroughly: bool = False) -> bool:
    """True when each file of the record has its size and its digest.

    The digest of a large file is looked at only `thoroughly`.
    """
    try:
        kept = json.loads((folder / record).read_text(encoding="utf-8"))
        return bool(kept) and all(
            (folder / name).stat().st_size == size
            and ((size > READ_AT_ONCE and not thoroughly) or _digest(folder / name) == digest)
            for name, (size, digest) in kept.items()
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return False


def _put_aside(folder: Path, record: str) -> None:
    place = folder / record
    if not place.exists():
        return
    aside = folder.with_name(f"{folder.name}.damaged")
    shutil.rmtree(aside, ignore_errors=True)
    folder.replace(aside)
    logging.getLogger(__name__).warning(
        "Le modèle gardé dans %s est abîmé : mis de côté (%s), il est écrit à nouveau.",
        folder,
        aside.name,
    )


def _move(partial: Path, folder: Path, record: str) -> None:
    kept = {}
    for path in sorted(path for path in partial.rglob("*") if path.is_file()):
        name = path.relative_to(partial).as_posix()
        # A power cut must not leave a file of the right size full of zeros.
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        kept[name] = (path.stat().st_size, _digest(path))
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    (partial / record).write_text(json.dumps(kept, indent=1), encoding="utf-8")
    (partial / record).replace(folder / record)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
