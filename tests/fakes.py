"""Stand-ins for the tests: a fiche, and an encoder of hashed words (deterministic, unit vectors,
no torch; also for subprocesses)."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

import embeddings.encoder
from corpus import Fiche
from french.folding import fold

DIMENSION = 64


def fiche(fiche_id: str, title: str, sections: Mapping[str, str], **values: Any) -> Fiche:
    """A fiche of the bank, of a centre that doesn't exist; `values` are fields of the contract."""
    row = {"id": fiche_id, "title": title, "sections": dict(sections), "origin": "banque"}
    return Fiche.from_dict(row | {"organiser": "Centre social des Quatre-Vents"} | values)


class FakeEncoder:
    """An `Encoder`. Texts that share words, accents or not, are close.

    `embedded` are the documents seen, in order, `asked` the queries. Nothing fitted for the real
    encoder is used with its name.
    """

    def __init__(self, name: str = "hashed-words") -> None:
        self.name = name
        self.embedded: list[str] = []
        self.asked: list[str] = []

    def encode_query(self, text: str) -> NDArray[np.float32]:
        self.asked.append(text)
        return vector_of(text)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return np.stack([vector_of(text) for text in texts])

    def count_tokens(self, text: str) -> int:
        return count_words(text)

    def prepare(self, progress: object) -> None:
        pass


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
    """Where none can be passed in (the app, another process): the encoder in use has this one's
    name, which leads to it."""
    encoder = FakeEncoder()
    with (
        mock.patch.dict(os.environ, {embeddings.encoder.MODEL_VARIABLE: encoder.name}),
        mock.patch.object(embeddings.encoder, "_open", return_value=encoder),
    ):
        yield encoder
