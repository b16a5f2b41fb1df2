"""The encoder: what it must do, the one error of all that fails in it, and the one in use."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from embeddings.printable import encodable

MODEL_VARIABLE = "ESSAIMER_MODEL"

Progress = Callable[[int, int], None]
"""Called with (done, to do) as the work goes on."""


class EncoderError(Exception):
    """The encoder can't be had, or fails; the message is a French sentence."""


class Vectors(Protocol):
    """Texts to vectors of unit length."""

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,)."""

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, dimension)."""


class Encoder(Vectors, Protocol):
    """What building and searching need; any thread may call it, several at once.

    Each method raises EncoderError, whatever went wrong underneath.
    """

    @property
    def name(self) -> str:
        """What the manifest and the cache call it; what is fitted for another isn't used."""

    def count_tokens(self, text: str) -> int:
        """How many tokens it sees in a text, its own marks left out."""

    def prepare(self, progress: Progress) -> None:
        """Write out what isn't there yet, `progress` being told (done, to do) of it."""


def model_name() -> str:
    """The name of the encoder in use: that of ESSAIMER_MODEL, else of the bundled one."""
    from embeddings.bundled import FOLDER

    return os.environ.get(MODEL_VARIABLE) or FOLDER


class LazyEncoder:
    """An `Encoder` that is loaded once, by the first text (or the first count, its tokenizer)."""

    def __init__(self, name: str | None = None) -> None:
        self.name = name or model_name()
        self._lock = threading.Lock()
        self._vectors: Vectors | None = None
        self._count: Callable[[str], int] | None = None

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,). Raises EncoderError."""
        with _one_error(self.name):
            return self._loaded().encode_query(text)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, dimension). Raises EncoderError."""
        with _one_error(self.name):
            return self._loaded().encode_document(texts)

    def count_tokens(self, text: str) -> int:
        """See `Encoder`; torch isn't imported to count for the bundled one."""
        with _one_error(self.name):
            if self._count is None:
                self._count = self._counter()
            return self._count(encodable(text))

    def prepare(self, progress: Progress) -> None:
        """See `Encoder`; only the bundled one is written out, on first use."""
        from embeddings.bundled import FOLDER, compiled_model

        if self.name == FOLDER:
            with _one_error(self.name), contextlib.suppress(ImportError):
                compiled_model(progress)

    def _loaded(self) -> Vectors:
        with self._lock:
            if self._vectors is None:
                self._vectors = _open(self.name)
            return self._vectors

    def _counter(self) -> Callable[[str], int]:
        from embeddings.bundled import FOLDER, bundled_model, compiled_model
        from embeddings.compiled import TOKENIZER
        from embeddings.torch_model import TorchEncoder

        if self.name == FOLDER:
            from tokenizers import Tokenizer

            try:
                path = compiled_model() / TOKENIZER
            except ImportError:
                path = bundled_model() / "tokenizer.json"
            fast = Tokenizer.from_file(str(path))
            return lambda text: len(fast.encode(text, add_special_tokens=False).ids)
        # Only the bundled one is compiled.
        return cast(TorchEncoder, self._loaded()).count_tokens


def _open(name: str) -> Vectors:
    """The bundled encoder compiled where OpenVINO can be had, any other by torch.

    Heavy: seconds, and the bundled model is written out first if it isn't there.
    """
    from embeddings.bundled import FOLDER, PROMPTS, bundled_model, compiled_model
    from embeddings.compiled import CompiledEncoder
    from embeddings.torch_model import TorchEncoder

    if name != FOLDER:
        return TorchEncoder(name)
    try:
        try:
            return CompiledEncoder(compiled_model(), PROMPTS)
        except RuntimeError:
            # Of its right size and damaged all the same: reading it through tells.
            return CompiledEncoder(compiled_model(thoroughly=True), PROMPTS)
    except ImportError:
        return TorchEncoder(str(bundled_model()))


@contextlib.contextmanager
def _one_error(name: str) -> Iterator[None]:
    """Whatever torch, OpenVINO or a tokenizer raises becomes an EncoderError: they have no
    error in common, and tokenizers raise bare ones."""
    try:
        yield
    except EncoderError:
        raise
    except Exception as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise EncoderError(
            f"le modèle « {name} » ne s'ouvre pas ou s'est arrêté : {reason}. Vérifiez "
            f"{MODEL_VARIABLE}, le dossier du modèle, la mémoire et le réseau"
        ) from error
