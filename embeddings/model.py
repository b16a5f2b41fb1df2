"""One function that gives the encoder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from embeddings.weights_file import WeightsError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MODEL_VARIABLE = "ESSAIMER_MODEL"
# 512 tokens never span more than this many characters of real text; tokenising more of a
# pasted book would only cost time.
LONGEST_INPUT = 20_000


def printable(text: str) -> str:
    """Text that the tokenizer can take: no lone surrogates, no NUL, no endless input."""
    return _encodable(text[:LONGEST_INPUT].replace("\x00", " "))


def _encodable(text: str) -> str:
    return text.encode("utf-8", errors="replace").decode("utf-8")


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


def token_counter() -> Callable[[str], int]:
    """How many tokens the encoder in use sees in a text, without importing torch for it."""
    from embeddings.bundled import bundled_model

    if os.environ.get(MODEL_VARIABLE):
        tokenizer = load().tokenizer
        return lambda text: len(tokenizer(_encodable(text), add_special_tokens=False).input_ids)
    from tokenizers import Tokenizer

    fast = Tokenizer.from_file(str(bundled_model() / "tokenizer.json"))
    return lambda text: len(fast.encode(_encodable(text), add_special_tokens=False).ids)


@lru_cache(maxsize=512)
def embed_query(text: str) -> NDArray[np.float32]:
    """The query's unit vector, shape (dimension,), kept for the next identical query."""
    vector = load().encode_query(text, normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(vector, np.float32)


def document_precision() -> contextlib.AbstractContextManager[object]:
    """bfloat16 where the processor computes in it, else full precision.

    Only for passages and sentences, where throughput counts: vectors differ from float32 ones
    by a cosine of .00001, and come out about half again as fast with AVX-512 BF16.
    """
    import torch

    able = torch.cpu.get_capabilities()
    if able.get("avx512_bf16") or able.get("amx_bf16"):
        return torch.autocast("cpu", dtype=torch.bfloat16)
    return contextlib.nullcontext()
