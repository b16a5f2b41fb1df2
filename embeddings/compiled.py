"""The bundled encoder compiled by OpenVINO: the same vectors, without importing torch.

sentence-transformers has an OpenVINO backend of its own, but what it asks for (optimum-intel
2.2) refuses the pinned transformers; `embeddings.graph` writes the graph. Measured by
`python -m eval speed`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.printable import printable

GRAPH = "openvino/encoder.xml"
TOKENIZER = "openvino/tokenizer.json"
LONGEST = 512
"""Tokens that the encoder has positions for."""
BATCH_TOKENS = 4096
"""A batch holds about so many tokens, padding included."""


class CompiledEncoder:
    """Texts to unit vectors, on as many threads as the machine has cores.

    In float32 everywhere, so that every processor finds the same: bfloat16 would halve the work
    of a build where a processor has it, and move scores by .007.

    Any thread may call: the tokenizer, set up once, is only read, and each batch has a request
    of its own.
    """

    def __init__(self, folder: Path, prompts: Mapping[str, str]) -> None:
        # It would otherwise look for a place to send usage figures to.
        os.environ.setdefault("OPENVINO_TELEMETRY_OPT_OUT", "1")
        import openvino
        from tokenizers import Tokenizer

        self.prompts = prompts
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.enable_truncation(LONGEST)
        self._graph: Any = openvino.Core().compile_model(
            folder / GRAPH, "CPU", {"INFERENCE_PRECISION_HINT": "f32"}
        )
        self._idle: list[Any] = []

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Shape (dimension,)."""
        vector: NDArray[np.float32] = self._encode([self.prompts["query"] + printable(text)])[0]
        return vector

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n, dimension)."""
        return self._encode([self.prompts["document"] + printable(text) for text in texts])

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        read = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        # Alike lengths together: a batch then carries little padding.
        order = sorted(range(len(read)), key=lambda row: -len(read[row]))
        parts: list[NDArray[np.float32]] = []
        start = 0
        while start < len(order):
            width = len(read[order[start]])
            rows = order[start : start + max(1, BATCH_TOKENS // width)]
            ids = np.zeros((len(rows), width), np.int64)
            seen = np.zeros((len(rows), width), np.int64)
            for line, row in enumerate(rows):
                ids[line, : len(read[row])] = read[row]
                seen[line, : len(read[row])] = 1
            parts.append(self._infer({"input_ids": ids, "attention_mask": seen}))
            start += len(rows)
        return np.asarray(np.concatenate(parts)[np.argsort(order)])

    def _infer(self, batch: Mapping[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        """One batch, by a request that no other thread uses meanwhile."""
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._graph.create_infer_request()
        try:
            return np.array(request.infer(batch)[0], np.float32)
        finally:
            self._idle.append(request)
