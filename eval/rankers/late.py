"""Late interaction over the encoder's own token vectors, nothing trained for it.

A query's token counts as its best cosine over a passage's tokens, a passage as the mean over
the query's tokens, a fiche as its best passage (MaxSim: Khattab & Zaharia, « ColBERT », SIGIR
2020). Prompts and special tokens are left out on both sides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings import home
from embeddings.bundled import FOLDER, PROMPTS, bundled_model
from eval.rankers.plain import Scores
from eval.sets import JudgedQuery
from search import Bank

MOST_TOKENS = 32
"""Tokens of a query that are compared, as in ColBERT."""

Tokens = NDArray[np.float32]
"""Unit vectors, (tokens × dimension)."""


def late_scores(bank: Bank, queries: Sequence[JudgedQuery]) -> Scores:
    """MaxSim of every fiche for every query."""
    tokens, starts = _of_passages(bank)
    rows = bank.index.passage_rows
    scores = np.full((len(queries), len(bank.fiches)), -1.0)
    for row, query in enumerate(queries):
        asked = _of_query(bank, query.text)[:MOST_TOKENS]
        best = np.maximum.reduceat(asked @ tokens.T, starts, axis=1).mean(axis=0)
        np.maximum.at(scores[row], rows, best)
    return scores


def _of_passages(bank: Bank) -> tuple[Tokens, NDArray[np.int64]]:
    """The token vectors of all passages, and where each passage's begin; kept on disk."""
    index = bank.index
    texts = [p.text(index.fiches[index.row_of[p.fiche_id]]) for p in index.passages]
    if bank.encoder.name != FOLDER:
        found = [_words(bank, text) for text in texts]
        return _joined(found)
    prompt = PROMPTS["passage"]
    digest = hashlib.sha256("\0".join([FOLDER, prompt, *texts]).encode()).hexdigest()[:16]
    path = home() / "eval" / "late" / f"{digest}.npz"
    if not path.exists():
        vectors, starts = _joined(token_vectors(texts, prompt))
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, vectors=vectors.astype(np.float16), starts=starts)
        partial.replace(path)
    with np.load(path) as kept:
        return kept["vectors"].astype(np.float32), kept["starts"]


def _of_query(bank: Bank, text: str) -> Tokens:
    if bank.encoder.name != FOLDER:
        return _words(bank, text)
    return token_vectors([text], PROMPTS["query"])[0]


def _words(bank: Bank, text: str) -> Tokens:
    """For an encoder that only gives texts a vector, each word is one."""
    return np.asarray(bank.encoder.encode_document(text.split() or [text]), np.float32)


def _joined(parts: Sequence[Tokens]) -> tuple[Tokens, NDArray[np.int64]]:
    starts = np.cumsum([0, *(len(part) for part in parts)])[:-1]
    return np.concatenate(parts), starts.astype(np.int64)


def token_vectors(texts: Sequence[str], prompt: str) -> list[Tokens]:
    """The bundled encoder's unit vectors of each text's own tokens, one at least.

    Heavy: torch is imported here (several seconds).
    """
    model = _model()
    # The prompt's last space goes into the text's first token: by itself it would be one more.
    skipped = 1 + len(model.tokenizer(prompt.rstrip(), add_special_tokens=False).input_ids)
    found: list[Tokens] = []
    raw = model.encode(
        list(texts),
        prompt=prompt,
        output_value="token_embeddings",
        batch_size=16,
        show_progress_bar=False,
    )
    for one in raw:
        vectors = np.asarray(one, np.float32)
        own = vectors[skipped:-1] if len(vectors) > skipped + 1 else vectors
        found.append(own / np.linalg.norm(own, axis=1, keepdims=True))
    return found


@lru_cache(maxsize=1)
def _model() -> Any:
    from embeddings.torch_model import load

    return load(str(bundled_model()))
