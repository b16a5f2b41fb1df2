"""An encoder of hashed words: deterministic, unit vectors, no torch. Also for subprocesses."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import re
from collections.abc import Iterator, Sequence
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

import embeddings.bundled
import embeddings.cache
import embeddings.model
import eval.rankers.dense
from french.fold import fold

DIMENSION = 64
NAME = "hashed-words"
"""What `model_name()` says of it: nothing fitted for the real encoder may be used with it."""


class FakeEncoder:
    """Texts that share words, accents or not, are close.

    `embedded` are the documents seen, in order.
    """

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def encode_query(self, text: str, **_: Any) -> NDArray[np.float32]:
        return vector_of(text)

    def encode_document(self, texts: Sequence[str], **_: Any) -> NDArray[np.float32]:
        self.embedded += texts
        return np.stack([vector_of(text) for text in texts])


def vector_of(text: str) -> NDArray[np.float32]:
    vector = np.full(DIMENSION, 0.01, np.float32)
    for word in re.findall(r"\w+", fold(text).lower()):
        digest = hashlib.sha256(word.encode()).digest()
        vector[digest[0] % DIMENSION] += 1 if digest[1] % 2 else -1
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def count_words(text: str) -> int:
    return len(text.split())


@contextlib.contextmanager
def installed() -> Iterator[FakeEncoder]:
    """The encoder in place of the model, for this process."""
    encoder = FakeEncoder()
    # The package `indexer` has a function of that name too.
    build = importlib.import_module("indexer.build")
    embeddings.model.embed_query.cache_clear()
    with (
        mock.patch.object(embeddings.model, "encoder", return_value=encoder),
        mock.patch.object(embeddings.cache, "encoder", return_value=encoder),
        mock.patch.object(build, "token_counter", return_value=count_words),
        mock.patch.object(embeddings.bundled, "FOLDER", NAME),
        # The rankers that compare with the encoder as it came get the same.
        mock.patch.object(eval.rankers.dense, "encoder", return_value=encoder),
        mock.patch.object(eval.rankers.dense, "bundled_model", return_value=NAME),
    ):
        eval.rankers.dense.plain_query.cache_clear()
        yield encoder
    eval.rankers.dense.plain_query.cache_clear()
    embeddings.model.embed_query.cache_clear()
