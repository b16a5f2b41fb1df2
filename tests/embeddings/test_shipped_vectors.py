"""A first start with the shipped fiches embeds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings import LazyEncoder
from embeddings.cache import VectorCache, content_key, shipped_vectors
from eval.fit.vectors import shipped_texts


@pytest.mark.model
def test_every_text_of_a_first_start_is_shipped(tests_home: Path) -> None:
    missing = [text for text in shipped_texts() if content_key(text) not in shipped_vectors()]
    assert not missing, "run make vectors"


def test_another_model_gets_none_of_them(own_home: Path) -> None:
    cache = VectorCache(LazyEncoder("another/model"))
    key = next(iter(shipped_vectors()))
    assert cache._known([key]) == {}
    cache.close()
