"""Any SentenceTransformer as an encoder: the models named, and the bundled one without OpenVINO."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from embeddings.printable import printable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def load(path: str, reading: threading.Lock | None = None) -> SentenceTransformer:
    """The model of a folder or of a name, which no string can crash or hang.

    Heavy: torch and transformers are imported here (several seconds). Under `reading` one
    thread at a time uses its tokenizer: a fast one, which each call sets up anew, refuses a
    second (« Already borrowed »). Inference is free.
    """
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    alone = reading or threading.Lock()

    class SafeSentenceTransformer(SentenceTransformer):  # type: ignore[misc]
        def preprocess(
            self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any
        ) -> dict[str, Any]:
            cleaned = [printable(text) if isinstance(text, str) else text for text in inputs]
            with alone:
                made: dict[str, Any] = super().preprocess(cleaned, prompt=prompt, **kwargs)
            return made

    logging.disable_progress_bar()
    # float32 is stated because « auto » would keep the file's fp16, slow on a CPU.
    return SafeSentenceTransformer(path, device="cpu", model_kwargs={"dtype": "float32"})


class TorchEncoder:
    """Texts to unit vectors by torch."""

    def __init__(self, path: str) -> None:
        self._reading = threading.Lock()
        self.model = load(path, self._reading)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,)."""
        vector = self.model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, np.float32)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, dimension)."""
        with _document_precision():
            vectors = self.model.encode_document(
                list(texts), batch_size=32, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, np.float32)

    def count_tokens(self, text: str) -> int:
        """How many tokens stand in a text, the model's own marks left out."""
        with self._reading:
            return len(self.model.tokenizer(text, add_special_tokens=False).input_ids)


def _document_precision() -> contextlib.AbstractContextManager[object]:
    """bfloat16 where the processor computes in it, else full precision.

    Only for passages and sentences, where throughput counts: vectors differ from float32 ones
    by a cosine of .00001, and come out about half again as fast with AVX-512 BF16.
    """
    import torch

    able = torch.cpu.get_capabilities()
    if able.get("avx512_bf16") or able.get("amx_bf16"):
        narrow: contextlib.AbstractContextManager[object] = torch.autocast(
            "cpu", dtype=torch.bfloat16
        )
        return narrow
    return contextlib.nullcontext()
