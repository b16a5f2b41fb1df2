"""Vectors kept by content, so that no text is embedded twice by the same model."""

from __future__ import annotations

import functools
import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.bundled import FOLDER
from embeddings.encoder import Encoder, LazyEncoder
from embeddings.folders import home
from embeddings.vector_file import VectorFile

Progress = Callable[[int, int], None]
"""Called with (texts embedded, texts to embed) as the work goes on."""

SHIPPED = Path(__file__).with_name("shipped_vectors.npz")
UNIT_WITHIN = 0.02
"""How far from 1 the length of a vector in fp16 may be: ten times what rounding does."""
_CHUNK = 128
_READ_AT_ONCE = 8192


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

    The file is opened, and made, by the first text whose vector isn't shipped. A damaged one is
    put aside and made again; where nothing can be written the vectors of the moment are kept in
    memory. Either is said in one sentence.
    """

    def __init__(self, encoder: Encoder | None = None, folder: Path | None = None) -> None:
        self.encoder = encoder or LazyEncoder()
        name = hashlib.sha256(self.encoder.name.encode()).hexdigest()[:12]
        self.path = (folder or home() / "vectors") / f"{name}.sqlite"
        self._opened: VectorFile | None = None

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
            self._store.keep(rows)
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
        return self._store.forget_all_but(kept)

    def close(self) -> None:
        """Close the file, which the next text would open again."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @property
    def _store(self) -> VectorFile:
        if self._opened is None:
            self._opened = VectorFile(self.path)
        return self._opened

    def _known(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        shipped = shipped_vectors() if self.encoder.name == FOLDER else {}
        found = {key: shipped[key] for key in keys if key in shipped}
        wanted = [key for key in keys if key not in shipped]
        return found | _sound(self._store.read(wanted)) if wanted else found


def _sound(rows: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """The rows that can be vectors: of one length, the commonest, and of unit length.

    The others are computed again, and take the place of what stood there.
    """
    sizes = Counter(len(data) for data in rows.values() if isinstance(data, bytes) and data)
    if not sizes:
        return {}
    size = sizes.most_common(1)[0][0]
    keys = [k for k, v in rows.items() if isinstance(v, bytes) and len(v) == size]
    if size % 2:
        return {}
    found: dict[bytes, bytes] = {}
    for start in range(0, len(keys), _READ_AT_ONCE):
        part = keys[start : start + _READ_AT_ONCE]
        data = np.frombuffer(b"".join(rows[key] for key in part), np.float16)
        with np.errstate(all="ignore"):
            lengths = np.linalg.norm(data.reshape(len(part), -1).astype(np.float32), axis=1)
        good = np.abs(lengths - 1) < UNIT_WITHIN  # False for what is not a number.
        found.update((k, rows[k]) for k, ok in zip(part, good, strict=True) if ok)
    if len(found) < len(rows):
        logging.getLogger(__name__).warning(
            "Des vecteurs gardés étaient abîmés (%d) : ils sont recalculés.", len(rows) - len(found)
        )
    return found


def content_key(text: str) -> bytes:
    """The 16 bytes under which a text's vector is kept."""
    return hashlib.sha256(text.encode("utf-8", errors="replace")).digest()[:16]
