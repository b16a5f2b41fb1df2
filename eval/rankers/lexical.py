"""BM25, by its library's own settings and over our terms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.rankers.plain import Scores, documents
from eval.sets import JudgedQuery
from search import Bank


def bm25_scores(bank: Bank, queries: Sequence[JudgedQuery]) -> Scores:
    """bm25s with its own tokenizer and settings (English stop words, no stemmer)."""
    import bm25s

    model = bm25s.BM25()
    model.index(bm25s.tokenize(documents(bank), show_progress=False), show_progress=False)
    rows = np.zeros((len(queries), len(bank.fiches)))
    for i, query in enumerate(queries):
        words = bm25s.tokenize(query.text, return_ids=False, show_progress=False)[0]
        rows[i] = model.get_scores(words) if words else 0.0
    return rows


def bm25_french_scores(bank: Bank, queries: Sequence[JudgedQuery]) -> Scores:
    """bm25s over the terms of our French analyser."""
    import bm25s

    analyser = bank.terms.analyser
    model = bm25s.BM25()
    model.index([analyser.terms(text) for text in documents(bank)], show_progress=False)
    rows = np.zeros((len(queries), len(bank.fiches)))
    for i, query in enumerate(queries):
        terms = analyser.terms(query.text)
        rows[i] = model.get_scores(terms) if terms else 0.0
    return rows
