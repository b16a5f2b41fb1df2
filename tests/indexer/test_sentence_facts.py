"""What sentences state and which terms they have, kept in the generation and taken over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.facts import DETECTORS, read_sentences
from indexer import Index, build, open_index
from indexer.index import FACTS
from indexer.manifest import Manifest, file_records
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, fiche, write

NEW = fiche("bus-4", "Le bus du lycée", "Un bus part à sept heures.")
COST = list(DETECTORS).index("cost")


@pytest.fixture
def source(own_home: Path, fake_encoder: FakeEncoder) -> Path:
    source = write(own_home.parent / "fiches.jsonl", *FICHES)
    build([source])
    return source


def texts(index: Index, row: int) -> list[str]:
    start, end = index.sentence_starts[row : row + 2]
    return [s.span.text(index.fiches[row]) for s in index.sentences[start:end]]


def marked(**recipe_changed: str) -> None:
    """Write by hand what no sentence states: every one gives a cost, by half."""
    index = open_index()
    index.sentence_facts.lines["degrees"][:, COST] = 50
    index.sentence_facts.save(index.generation / FACTS)
    (index.generation / "manifest.json").unlink()
    files = file_records(index.generation)
    made = {**index.manifest.recipe, **recipe_changed}
    replace(index.manifest, files=files, recipe=made).save(index.generation)


def costs(fiche_id: str) -> set[float]:
    index = open_index()
    return set(index.facts_of(index.row_of[fiche_id]).degrees("cost").tolist())


def test_each_fiche_has_what_its_sentences_state(source: Path) -> None:
    index = open_index()
    for row in range(3):
        facts, read = index.facts_of(row), read_sentences(texts(index, row))
        assert len(facts) == len(texts(index, row)) > 1
        for name in DETECTORS:
            assert facts.degrees(name).tolist() == read.degrees(name).tolist(), name
    carsat = [text for text, named in zip(
        texts(index, 1), index.facts_of(1).naming({"CARSAT"}), strict=True
    ) if named]  # fmt: skip
    assert carsat == ["La Carsat a payé les outils."]


def test_each_sentence_has_its_own_terms(source: Path) -> None:
    index = open_index()
    names = np.asarray(list(index.terms.vocabulary))
    held = index.terms.sentences
    every = [text for row in range(3) for text in texts(index, row)]
    assert held.shape[0] == len(every)
    for number, text in enumerate(every):
        assert set(names[held[[number]].indices]) == set(index.terms.analyser.terms(text)), text


def test_what_unchanged_fiches_state_is_taken_over(source: Path) -> None:
    marked()
    changed = replace(FICHES[0], sections={"Résumé": "Le budget total est de 900 €."})
    build([write(source, changed, *FICHES[1:], NEW)])
    assert costs("jardin-2") == costs("cafe-3") == {0.5}
    assert costs("navette-1") == {1.0}
    assert costs("bus-4") == {0.0}


def test_other_detectors_read_every_fiche_again(source: Path) -> None:
    marked(derived="d'autres détecteurs")
    build([source])
    assert 0.5 not in costs("jardin-2") | costs("cafe-3")


def test_a_manifest_counts_the_new_files(source: Path) -> None:
    files = Manifest.load(open_index().generation).files
    assert {FACTS, "terms-sentences.npz"} <= files.keys()
