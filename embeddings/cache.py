"""Vectors kept by content, so that no text is embedded twice by the same model."""

from __future__ import annotations

import functools
import hashlib
import logging
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.bundled import FOLDER
from embeddings.encoder import Encoder, LazyEncoder
from embeddings.home import home

Progress = Callable[[int, int], None]
"""Called with (texts embedded, texts to embed) as the work goes on."""

SHIPPED = Path(__file__).with_name("shipped_vectors.npz")
_CHUNK = 128


@dataclass(frozen=True, slots=True)
class Embedded:
    """Unit vectors, one a text (n × dimension, fp16), and where they came from."""

    vectors: NDArray[np.float16]
    computed: int
    reused: int


@functools.cache
def shipped_vectors() -> Mapping[bytes, bytes]:
    """Key to vector of the shipped fiches under the bundled model (`make vectors`).

    They save a first start minutes of work on an old laptop. A text that changed since is
    simply not found here, and is embedded like any other; so are all when the model changed.
    """
    if not SHIPPED.is_file():
        return {}
    with np.load(SHIPPED) as data:
        if "model" not in data.files or str(data["model"]) != FOLDER:
            return {}
        keys, vectors = data["keys"], data["vectors"]
    return {key.tobytes(): row.tobytes() for key, row in zip(keys, vectors, strict=True)}


def ship(texts: Sequence[str]) -> int:
    """Write the vectors of these texts, which the cache must hold, as the shipped ones."""
    cache = VectorCache(LazyEncoder(FOLDER))
    try:
        unique = list(dict.fromkeys(texts))
        vectors = cache.embed(unique).vectors
    finally:
        cache.close()
    keys = np.frombuffer(b"".join(map(content_key, unique)), np.uint8).reshape(-1, 16)
    with SHIPPED.open("wb") as file:
        np.savez(file, keys=keys, vectors=vectors, model=np.asarray(FOLDER))
    return len(unique)


class VectorCache:
    """Vectors of one encoder, in a SQLite file under `var/vectors/`.

    The file is opened, and made, by the first text whose vector isn't shipped.
    """

    def __init__(self, encoder: Encoder | None = None, folder: Path | None = None) -> None:
        self.encoder = encoder or LazyEncoder()
        name = hashlib.sha256(self.encoder.name.encode()).hexdigest()[:12]
        self.path = (folder or home() / "vectors") / f"{name}.sqlite"
        self._opened: sqlite3.Connection | None = None

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Embedded:
        """Vectors of passages or sentences; the encoder is used only if one is new.

        Raises EncoderError when it is needed and can't be had.
        """
        keys = [content_key(text) for text in texts]
        known = self._known(set(keys))
        missing = list({k: t for k, t in zip(keys, texts, strict=True) if k not in known}.items())
        # Long texts first, alike together: batches carry little padding, and the progress
        # bar speeds up rather than slows down.
        missing.sort(key=lambda item: -len(item[1]))
        for start in range(0, len(missing), _CHUNK):
            chunk = missing[start : start + _CHUNK]
            vectors = self.encoder.encode_document([text for _, text in chunk])
            rows = [
                (key, np.asarray(vector, np.float16).tobytes())
                for (key, _), vector in zip(chunk, vectors, strict=True)
            ]
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            known.update(rows)
            if progress:
                progress(start + len(chunk), len(missing))
        if not keys:
            return Embedded(np.zeros((0, 0), np.float16), 0, 0)
        matrix = np.stack([np.frombuffer(known[key], np.float16) for key in keys])
        return Embedded(matrix, len(missing), len(set(keys)) - len(missing))

    def purge(self, keep: Collection[str]) -> int:
        """Forget every vector but those of the texts in `keep`; the number forgotten."""
        kept = {content_key(text) for text in keep}
        rows = self._connection.execute("SELECT key FROM vectors").fetchall()
        gone = [(key,) for (key,) in rows if key not in kept]
        with self._connection:
            self._connection.executemany("DELETE FROM vectors WHERE key = ?", gone)
        self._connection.execute("VACUUM")
        return len(gone)

    def close(self) -> None:
        """Close the file, which the next text would open again."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = _open(self.path)
        return self._opened

    def _known(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        shipped = shipped_vectors() if self.encoder.name == FOLDER else {}
        found = {key: shipped[key] for key in keys if key in shipped}
        wanted = [key for key in keys if key not in shipped]
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608
            found.update(self._connection.execute(query, part).fetchall())
        return found


def _open(path: Path) -> sqlite3.Connection:
    """The file, put aside and begun anew when it is damaged: what was kept can be computed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connected(path)
    except sqlite3.OperationalError:  # A lock, a full disk: nothing is damaged.
        raise
    except sqlite3.DatabaseError:
        aside = path.with_suffix(".damaged")
        path.replace(aside)
        logging.getLogger(__name__).warning(
            "Les vecteurs gardés dans %s sont illisibles : mis de côté (%s), ils seront "
            "recalculés.",
            path,
            aside.name,
        )
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
        )
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def content_key(text: str) -> bytes:
    """The 16 bytes under which a text's vector is kept."""
    return hashlib.sha256(text.encode("utf-8", errors="replace")).digest()[:16]
