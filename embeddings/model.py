"""One function that gives the encoder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.home import home
from embeddings.printable import encodable, printable
from embeddings.weights_file import WeightsError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MODEL_VARIABLE = "ESSAIMER_MODEL"


@lru_cache(maxsize=2)
def load(name: str | None = None) -> SentenceTransformer:
    """The encoder, loaded once a process: `name`, else ESSAIMER_MODEL, else the bundled one.

    Heavy: torch and transformers are imported here (several seconds). Raises WeightsError
    when the bundled weights or the model named can't be had.
    """
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    from embeddings.bundled import bundled_model

    class SafeSentenceTransformer(SentenceTransformer):
        """A SentenceTransformer that no string can crash or hang."""

        def preprocess(
            self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any
        ) -> dict[str, Any]:
            cleaned = [printable(text) if isinstance(text, str) else text for text in inputs]
            return super().preprocess(cleaned, prompt=prompt, **kwargs)

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    name = name or os.environ.get(MODEL_VARIABLE)
    path = name or str(bundled_model())
    try:
        # float32 is stated because « auto » would keep the file's fp16, slow on a CPU.
        return SafeSentenceTransformer(path, device="cpu", model_kwargs={"dtype": "float32"})
    except (OSError, ValueError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise WeightsError(
            f"le modèle « {path} » ne s'ouvre pas : {reason}. Vérifiez {MODEL_VARIABLE}, le "
            "dossier du modèle et le réseau"
        ) from error


def model_name() -> str:
    """What the manifest and the cache call the encoder in use, without loading it."""
    from embeddings.bundled import FOLDER

    return os.environ.get(MODEL_VARIABLE) or FOLDER


def token_counter(
    progress: Callable[[int, int], None] | None = None,
) -> Callable[[str], int]:
    """How many tokens the encoder in use sees in a text, without importing torch for it.

    The bundled model is written out on first use, and `progress` told of it (done, to do).
    """
    from embeddings.bundled import bundled_model, compiled_model
    from embeddings.compiled import TOKENIZER

    if os.environ.get(MODEL_VARIABLE):
        tokenizer = load().tokenizer
        return lambda text: len(tokenizer(encodable(text), add_special_tokens=False).input_ids)
    from tokenizers import Tokenizer

    try:
        path = compiled_model(progress) / TOKENIZER
    except ImportError:
        path = bundled_model() / "tokenizer.json"
    fast = Tokenizer.from_file(str(path))
    return lambda text: len(fast.encode(encodable(text), add_special_tokens=False).ids)


class Encoder(Protocol):
    """What the cache and the query need of an encoder; vectors are of unit length."""

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,)."""

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, dimension)."""


class TorchEncoder:
    """Any SentenceTransformer."""

    def __init__(self, name: str | None) -> None:
        self.model = load(name)

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


@lru_cache(maxsize=2)
def encoder(name: str | None = None) -> Encoder:
    """The encoder in use, kept for the process: the bundled one compiled, or the model named.

    Where OpenVINO can't be had the bundled one runs on torch like any other. Raises as `load` does.
    """
    from embeddings.bundled import PROMPTS, compiled_model
    from embeddings.compiled import CompiledEncoder

    name = name or os.environ.get(MODEL_VARIABLE)
    if name:
        return TorchEncoder(name)
    try:
        try:
            return CompiledEncoder(compiled_model(), PROMPTS)
        except RuntimeError:
            # Of its right size and damaged all the same: reading it through tells.
            return CompiledEncoder(compiled_model(thoroughly=True), PROMPTS)
    except ImportError:
        return TorchEncoder(None)
    except RuntimeError as error:
        raise WeightsError(
            f"le modèle compilé ne s'ouvre pas ({str(error).strip().splitlines()[0]}) ; "
            f"effacez {home() / 'models'}, puis recommencez"
        ) from error


@lru_cache(maxsize=512)
def embed_query(text: str) -> NDArray[np.float32]:
    """The query's unit vector, shape (dimension,), kept for the next identical query."""
    return encoder().encode_query(text)


def _document_precision() -> contextlib.AbstractContextManager[object]:
    """bfloat16 where the processor computes in it, else full precision.

    Only for passages and sentences, where throughput counts: vectors differ from float32 ones
    by a cosine of .00001, and come out about half again as fast with AVX-512 BF16.
    """
    import torch

    able = torch.cpu.get_capabilities()
    if able.get("avx512_bf16") or able.get("amx_bf16"):
        return torch.autocast("cpu", dtype=torch.bfloat16)
    return contextlib.nullcontext()
