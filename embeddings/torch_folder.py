"""The bundled encoder as an ordinary SentenceTransformer folder, for torch."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.adapter import Change
from embeddings.graph import BLOCKS
from embeddings.weights_file import WeightsFile

if TYPE_CHECKING:
    import torch


def write_folder(
    weights: WeightsFile, folder: Path, changes: Mapping[str, Change], prompts: Mapping[str, str]
) -> None:
    """Write the folder: the encoder in fp16, its tokenizer, mean pooling, unit length.

    Heavy: torch and transformers are imported here (several seconds).
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    with tempfile.TemporaryDirectory(dir=folder.parent) as parts:
        _write_encoder(weights, Path(parts), changes)
        transformer = Transformer(parts, max_seq_length=weights.shape.positions)
        pooling = Pooling(weights.shape.hidden, "mean")
        model = SentenceTransformer(
            modules=[transformer, pooling, Normalize()], prompts=dict(prompts), device="cpu"
        )
        model.save(str(folder), create_model_card=False)


def _write_encoder(weights: WeightsFile, folder: Path, changes: Mapping[str, Change]) -> None:
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    shape = weights.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=weights.pad,
    )
    with torch.device("meta"):
        model = BertModel(config)
    state = _state(weights)
    for name, (up, down) in changes.items():
        state[name] += torch.from_numpy(up @ down)
    model.load_state_dict(state, assign=True, strict=False)
    model.half().save_pretrained(folder)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(weights),
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        cls_token="<s>",
        sep_token="</s>",
        model_max_length=shape.positions,
        model_input_names=["input_ids", "attention_mask"],
    )
    fast.save_pretrained(folder)


def _state(weights: WeightsFile) -> dict[str, torch.Tensor]:
    """The tensors under the names of `BertModel`, with a zero pooler that is never used."""
    import torch

    hidden = weights.shape.hidden
    names = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    for layer in range(weights.shape.layers):
        for short, long in BLOCKS.items():
            for end, name in (("w", "weight"), ("b", "bias")):
                names[f"l{layer}.{short}.{end}"] = f"encoder.layer.{layer}.{long}.{name}"
    state = {"pooler.dense.weight": torch.zeros(hidden, hidden)}
    state["pooler.dense.bias"] = torch.zeros(hidden)
    widths = {"fo.w": weights.shape.feed_forward}
    for source, target in names.items():
        flat = torch.from_numpy(weights.tensors[source])
        vector = target.endswith("bias") or "LayerNorm" in target
        width = widths.get(source.partition(".")[2], hidden)
        state[target] = flat if vector else flat.reshape(-1, width)
    return state


def tokenizer(weights: WeightsFile) -> Any:
    """The tokenizer of the library `tokenizers`, made without torch."""
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    made = Tokenizer(Unigram(list(weights.pieces), unk_id=weights.unk))
    made.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", weights.bos), ("</s>", weights.eos)],
    )
    return made
