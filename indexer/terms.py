"""The sparse leg's counts: raw terms of each fiche by field, those that stand in each of its
sentences, and what queries need to read.

Nothing is weighted here: BM25F weights, idf and length norms are applied at query time, so
that tuning never needs a rebuild.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from corpus import Fiche
from french import Analyser, Token, attested_accents, surface_counts
from indexer.passages import cut_sentences, text_sections

FIELDS = ("title", "keywords", "organiser", "body")
SENTENCES = "sentences"


@dataclass(frozen=True)
class TermCounts:
    """Raw counts, one sparse matrix a field (fiches × terms, in the index's fiche order);
    `sentences` says which terms stand in each sentence (sentences × terms).
    """

    vocabulary: Mapping[str, int]
    counts: Mapping[str, sparse.csc_array]
    sentences: sparse.csr_array
    surfaces: Mapping[str, int]

    @cached_property
    def analyser(self) -> Analyser:
        """The analyser that gives a query word its attested accents back."""
        return Analyser(attested_accents(self.surfaces))

    @cached_property
    def document_frequency(self) -> NDArray[np.int64]:
        """In how many fiches each term stands, in any field."""
        total = self.counts[FIELDS[0]].astype(bool)
        for name in FIELDS[1:]:
            total = total + self.counts[name].astype(bool)
        return np.diff(sparse.csc_array(total).indptr).astype(np.int64)

    @cached_property
    def lengths(self) -> Mapping[str, NDArray[np.float64]]:
        """Terms in each fiche, by field."""
        return {
            name: np.asarray(matrix.sum(axis=1), np.float64).ravel()
            for name, matrix in self.counts.items()
        }

    def save(self, folder: Path) -> None:
        """Write the matrices and `terms.json` into a generation."""
        for name, matrix in (*self.counts.items(), (SENTENCES, self.sentences)):
            sparse.save_npz(folder / f"terms-{name}.npz", matrix)
        words = {"vocabulary": list(self.vocabulary), "surfaces": dict(self.surfaces)}
        text = json.dumps(words, ensure_ascii=False)
        (folder / "terms.json").write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> TermCounts:
        """Read what `save` wrote."""
        words = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
        read = {n: sparse.load_npz(folder / f"terms-{n}.npz") for n in (*FIELDS, SENTENCES)}
        counts = {name: sparse.csc_array(read[name]) for name in FIELDS}
        vocabulary = {term: i for i, term in enumerate(words["vocabulary"])}
        return cls(vocabulary, counts, sparse.csr_array(read[SENTENCES]), words["surfaces"])


def field_texts(fiche: Fiche) -> dict[str, str]:
    """The text that each field counts."""
    closed = [*fiche.keywords, *fiche.dimensions, *fiche.publics, *fiche.partners]
    return {
        "title": fiche.title,
        "keywords": "\n".join(closed),
        "organiser": " ".join(part for part in (fiche.organiser, fiche.departement) if part),
        "body": "\n".join(text for _, text in text_sections(fiche)),
    }


def count_terms(fiches: Sequence[Fiche]) -> TermCounts:
    """Analyse every fiche once, with the accents that the whole corpus attests."""
    texts = [field_texts(fiche) for fiche in fiches]
    surfaces = surface_counts(text for row in texts for text in row.values())
    analyser = Analyser(attested_accents(surfaces))
    analysed: dict[str, list[Counter[str]]] = {name: [] for name in FIELDS}
    held: list[frozenset[str]] = []
    for fiche, row in zip(fiches, texts, strict=True):
        tokens = {name: analyser.tokens(row[name]) for name in FIELDS}
        for name in FIELDS:
            analysed[name].append(Counter(token.term for token in tokens[name]))
        held += _of_sentences(fiche, tokens["body"])
    terms = sorted({term for rows in analysed.values() for row in rows for term in row})
    vocabulary = {term: i for i, term in enumerate(terms)}
    counts: dict[str, sparse.csc_array] = {}
    for name, rows in analysed.items():
        data = [n for row in rows for n in row.values()]
        columns = [vocabulary[term] for row in rows for term in row]
        lines = [i for i, row in enumerate(rows) for _ in row]
        shape = (len(fiches), len(vocabulary))
        counts[name] = sparse.csc_array((data, (lines, columns)), shape=shape, dtype=np.int32)
    columns = [vocabulary[term] for terms in held for term in sorted(terms)]
    starts = np.cumsum([0, *map(len, held)])
    said = (np.ones(len(columns), np.int8), columns, starts)
    sentences = sparse.csr_array(said, shape=(len(held), len(vocabulary)))
    return TermCounts(vocabulary, counts, sentences, surfaces)


def _of_sentences(fiche: Fiche, tokens: Sequence[Token]) -> list[frozenset[str]]:
    """The terms of each sentence, of the tokens of the whole body; a term that runs over the end
    of a sentence is of the one where it begins.
    """
    sections = text_sections(fiche)
    lengths = [len(text) + 1 for _, text in sections]
    begins = dict(zip([label for label, _ in sections], accumulate([0, *lengths]), strict=False))
    spans = [sentence.span for sentence in cut_sentences(fiche)]
    starts = [begins[span.label] + span.start for span in spans]
    held: list[set[str]] = [set() for _ in spans]
    for token in tokens:
        if place := bisect_right(starts, token.start):
            held[place - 1].add(token.term)
    return list(map(frozenset, held))
