"""The bundled encoder as an OpenVINO graph, written from its weights without torch.

BERT (Devlin et al. 2019, arXiv 1810.04805) with post-layer normalisation, then the mean of the
token vectors, brought to unit length: the vectors of the SentenceTransformer folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.adapter import Change
from embeddings.weights_file import WeightsFile

BLOCKS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""The parts of a layer: in the weight file, and in `BertModel`."""


def write_graph(
    weights: WeightsFile,
    changes: Mapping[str, Change],
    path: Path,
    progress: Callable[[int, int], None],
) -> None:
    """Write `path` and the `.bin` beside it (about 235 MB, fp16).

    Inputs `input_ids` and `attention_mask` (batch × length, int64); output batch × hidden,
    float32, unit length. Raises ImportError where OpenVINO can't be had.
    """
    import openvino

    model = _Graph(weights, changes, progress).model()
    path.parent.mkdir(parents=True, exist_ok=True)
    openvino.save_model(model, path)


class _Graph:
    def __init__(
        self,
        weights: WeightsFile,
        changes: Mapping[str, Change],
        progress: Callable[[int, int], None],
    ) -> None:
        import openvino
        from openvino import opset13

        self._ov: Any = openvino
        self._op: Any = opset13
        self._weights = weights
        self._changes = changes
        self._progress = progress
        self._done = 0
        self._all = sum(weights.tensors.size(name) for name in weights.tensors)

    def model(self) -> Any:
        op, shape = self._op, self._weights.shape
        ids = op.parameter([-1, -1], np.int64, name="input_ids")
        seen = op.parameter([-1, -1], np.int64, name="attention_mask")
        for node in (ids, seen):
            node.output(0).tensor.set_names({node.friendly_name})
        length = op.gather(op.shape_of(ids), np.int64(1), np.int64(0))
        positions = op.range(np.int64(0), length, np.int64(1), output_type="i64")
        hidden = self._rows("emb.word", ids)
        hidden = op.add(hidden, self._half("emb.type").reshape(-1, shape.hidden)[:1])
        hidden = op.add(hidden, self._rows("emb.pos", positions))
        hidden = self._normalised(hidden, "emb.ln")
        # Padding is kept out by a great negative score, the same for every query.
        seen_half = op.convert(seen, "f16")
        hide = op.multiply(op.subtract(seen_half, np.float16(1)), np.float16(60_000))
        mask = op.unsqueeze(hide, np.array([1, 2], np.int64))
        for layer in range(shape.layers):
            hidden = self._layer(hidden, mask, layer)
        share = op.unsqueeze(op.convert(seen, "f32"), np.array([2], np.int64))
        one = np.array([1], np.int64)
        total = op.reduce_sum(op.multiply(op.convert(hidden, "f32"), share), one)
        mean = op.divide(total, op.reduce_sum(share, one))
        unit = op.normalize_l2(mean, one, 1e-12, "max")
        return self._ov.Model([unit], [ids, seen], "encoder")

    def _layer(self, hidden: Any, mask: Any, layer: int) -> Any:
        op, shape = self._op, self._weights.shape
        width = shape.hidden // shape.heads
        split = np.array([0, 0, shape.heads, width], np.int64)
        turned = np.array([0, 2, 1, 3], np.int64)
        query, key, value = (
            op.transpose(
                op.reshape(self._dense(hidden, layer, part), split, special_zero=True), turned
            )
            for part in "qkv"
        )
        read = op.scaled_dot_product_attention(query, key, value, mask)
        joined = np.array([0, 0, shape.hidden], np.int64)
        read = op.reshape(op.transpose(read, turned), joined, special_zero=True)
        attended = op.add(hidden, self._dense(read, layer, "ao"))
        hidden = self._normalised(attended, f"l{layer}.aln")
        inner = op.gelu(self._dense(hidden, layer, "fi"), "erf")
        return self._normalised(op.add(hidden, self._dense(inner, layer, "fo")), f"l{layer}.oln")

    def _dense(self, hidden: Any, layer: int, part: str) -> Any:
        op, tensors, name = self._op, self._weights.tensors, f"l{layer}.{part}"
        matrix = tensors[f"{name}.w"].reshape(tensors.size(f"{name}.b"), -1)
        change = self._changes.get(f"encoder.layer.{layer}.{BLOCKS[part]}.weight")
        if change:
            up, down = change
            matrix = matrix + up @ down
        self._tell(f"{name}.w")
        product = op.matmul(hidden, self._constant(matrix.astype(np.float16)), False, True)
        return op.add(product, self._half(f"{name}.b"))

    def _normalised(self, hidden: Any, name: str) -> Any:
        op = self._op
        axes = np.array([-1], np.int64)
        even = op.mvn(hidden, axes, True, self._weights.shape.epsilon, "inside_sqrt")
        return op.add(op.multiply(even, self._half(f"{name}.w")), self._half(f"{name}.b"))

    def _rows(self, name: str, at: Any) -> Any:
        table = self._half(name).reshape(-1, self._weights.shape.hidden)
        return self._op.gather(self._constant(table), at, np.int64(0))

    def _half(self, name: str) -> NDArray[np.float16]:
        self._tell(name)
        return self._weights.tensors.half(name)

    def _constant(self, array: NDArray[np.float16]) -> Any:
        return self._ov.op.Constant(array, shared_memory=True)

    def _tell(self, name: str) -> None:
        self._done += self._weights.tensors.size(name)
        self._progress(self._done, self._all)
