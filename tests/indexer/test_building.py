"""Building: declarative sources, reuse of vectors, the recipe, what an opened index holds."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import numpy as np
import pytest

import indexer.manifest
from corpus.facts.derived import derive
from corpus.labels import SUMMARY
from embeddings import VectorCache
from indexer import (
    Index,
    Summary,
    UnusableIndexError,
    build,
    default_folder,
    default_sources,
    open_index,
)
from indexer.manifest import Manifest
from indexer.sources import SHIPPED
from tests.fakes import FakeEncoder, vector_of
from tests.indexer.sources import FICHES, fiche, write

NEW = fiche("bus-4", "Le bus du lycée", "Un bus part à sept heures.")


@pytest.fixture
def source(own_home: Path, fake_encoder: FakeEncoder) -> Path:
    return write(own_home.parent / "fiches" / "été.jsonl", *FICHES)


def changes(summary: Summary) -> tuple[int, int, int]:
    return summary.added, summary.changed, summary.removed


def test_an_opened_index_gives_back_the_fiches_and_their_places(source: Path) -> None:
    summary = build([source])
    index = open_index()
    assert index.folder == default_folder()
    assert index.fiches == FICHES
    assert (summary.fiches, summary.passages, summary.sentences) == (
        3,
        len(index.passages),
        len(index.sentences),
    )
    assert index.derived == tuple(derive(one) for one in FICHES)
    assert {fact.name for fact in index.derived[0]} >= {"budget"}
    for row, one in enumerate(index.fiches):
        start, end = index.sentence_starts[row : row + 2]
        assert end > start
        assert {s.fiche_id for s in index.sentences[start:end]} == {one.id}
        for sentence in index.sentences[start:end]:
            assert sentence.span.text(one) in one.sections[sentence.span.label]


def test_each_vector_is_that_of_its_own_text(source: Path) -> None:
    build([source])
    index = open_index()
    texts = [p.text(index.fiches[index.row_of[p.fiche_id]]) for p in index.passages]
    stored = index.store.vectors(range(len(texts)))
    np.testing.assert_allclose(stored, [vector_of(text) for text in texts], atol=1e-3)
    texts = [s.text(index.fiches[index.row_of[s.fiche_id]]) for s in index.sentences]
    np.testing.assert_allclose(
        index.sentence_vectors, [vector_of(text) for text in texts], atol=1e-3
    )
    found = index.store.search(vector_of("jardin"), 9, {"fiche": {"jardin-2"}})
    assert {index.passages[i].fiche_id for i, _ in found} == {"jardin-2"}


def test_the_second_build_embeds_nothing(source: Path, fake_encoder: FakeEncoder) -> None:
    first = build([source])
    assert first.embedded == first.passages + first.sentences
    fake_encoder.embedded.clear()
    second = build([source])
    assert (second.embedded, second.reused, fake_encoder.embedded) == (0, first.embedded, [])
    assert changes(second) == (0, 0, 0)


def test_an_unchanged_source_is_read_and_nothing_more(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build([source])
    index = open_index()
    for name in ("cut_passages", "cut_sentences", "derive", "count_terms", "VectorCache"):
        monkeypatch.setattr(importlib.import_module("indexer.building"), name, None)
    second = build([source])
    assert (second.fiches, second.passages) == (first.fiches, first.passages)
    assert (second.embedded, second.reused) == (0, first.embedded)
    assert index.refreshed() is index


@pytest.mark.parametrize("name", ["sentences.npy", "fiches.jsonl", "passages.faiss"])
def test_an_unchanged_source_is_indexed_again_where_the_index_is_damaged(
    source: Path, name: str
) -> None:
    build([source])
    path = open_index().generation / name
    path.write_bytes(b"x" * path.stat().st_size)
    build([source])
    assert open_index().generation.name == "g000002"
    assert open_index().notice is None


def test_an_original_that_gives_no_fiche_is_kept_with_the_next_generation(
    source: Path, own_home: Path
) -> None:
    corpus = own_home / "corpus"
    write(corpus / "page.jsonl", NEW)
    build([corpus])
    (corpus / "photo.jpg").write_bytes(b"\xff\xd8")
    build([corpus])
    assert (open_index().generation / "originals" / "photo.jpg").is_file()


def test_one_changed_fiche_embeds_only_what_changed(
    source: Path, fake_encoder: FakeEncoder
) -> None:
    build([source])
    fake_encoder.embedded.clear()
    sections = {**FICHES[0].sections, SUMMARY: FICHES[0].sections[SUMMARY] + "\nTous les mardis."}
    changed = type(FICHES[0]).from_dict(FICHES[0].as_dict() | {"sections": sections})
    write(source, changed, *FICHES[1:])
    summary = build([source])
    assert changes(summary) == (0, 1, 0)
    assert sorted(fake_encoder.embedded) == sorted(
        [
            open_index().passages[0].text(changed),
            "La navette du mardi. Résumé : Tous les mardis.",
        ]
    )


def test_a_status_that_changes_embeds_nothing(source: Path) -> None:
    build([source])
    changed = type(FICHES[0]).from_dict(FICHES[0].as_dict() | {"status": "Terminée"})
    write(source, changed, *FICHES[1:])
    summary = build([source])
    assert (summary.embedded, *changes(summary)) == (0, 0, 1, 0)


def test_the_index_holds_exactly_the_sources_named(source: Path, tmp_path: Path) -> None:
    assert changes(build([source])) == (3, 0, 0)
    other = write(tmp_path / "autre.jsonl", FICHES[1], NEW)
    assert changes(build([other])) == (1, 0, 2)
    assert [f.id for f in open_index().fiches] == ["jardin-2", "bus-4"]
    assert changes(build([source, other])) == (2, 0, 0)
    assert changes(build()) == (0, 0, 0)


def test_default_sources_are_the_last_ones_then_imports_then_the_shipped_fiches(
    source: Path, own_home: Path
) -> None:
    folder = default_folder()
    assert default_sources(folder) == [SHIPPED]
    (own_home / "corpus").mkdir()
    assert default_sources(folder) == [SHIPPED]
    write(own_home / "corpus" / "page.jsonl", NEW)
    assert default_sources(folder) == [own_home / "corpus"]
    assert build().fiches == 1
    build([source])
    assert default_sources(folder) == [source.resolve()]


def test_sources_without_a_fiche_are_refused_and_the_index_stays(
    source: Path, tmp_path: Path
) -> None:
    build([source])
    letter = tmp_path / "lettre.txt"
    letter.write_text("Chère Madame,\n", encoding="utf-8")
    with pytest.raises(UnusableIndexError, match=r"aucune fiche à indexer.*lettre\.txt"):
        build([letter])
    assert len(open_index().fiches) == 3


def test_an_index_of_another_recipe_is_refused_and_a_build_mends_it(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([source])
    monkeypatch.setattr(indexer.manifest, "SENTENCE_RECIPE", "autrement")
    with pytest.raises(UnusableIndexError, match=r"autre recette \(phrases\).*python -m indexer"):
        open_index()
    assert changes(build()) == (0, 0, 0)
    assert open_index().fiches == FICHES


@pytest.mark.parametrize(
    ("name", "said"),
    [("derived", "faits tirés des textes"), ("expressions", "expressions")],
)
def test_an_index_made_before_these_facts_or_expressions_is_refused_in_french(
    source: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    before = {k: v for k, v in indexer.manifest.recipe().items() if k != name}
    # The package `indexer` has a function of that name too.
    monkeypatch.setattr(importlib.import_module("indexer.building"), "recipe", lambda _: before)
    build([source])
    with pytest.raises(UnusableIndexError, match=rf"recette \({said}\)"):
        open_index()


def test_every_part_of_the_recipe_has_a_french_name() -> None:
    now = indexer.manifest.recipe()
    other = Manifest(dict.fromkeys(now, "autre"), (), "", {}, "", {})
    with pytest.raises(UnusableIndexError) as raised:
        indexer.manifest.check_recipe(other, Path("index"))
    [said] = re.findall(r"\((.*)\)", str(raised.value))
    assert len(said.split(", ")) == len(now)
    assert not set(said.split(", ")) & {"model", "sentences", "analyser", "stop words", "derived"}


def test_an_index_of_another_model_is_refused(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([source])
    monkeypatch.setenv("ESSAIMER_MODEL", "un/autre")
    with pytest.raises(UnusableIndexError, match="modèle"):
        open_index()


def test_a_damaged_index_is_refused_and_a_build_mends_it(source: Path) -> None:
    build([source])
    (open_index().generation / "manifest.json").write_text('{"sources": [', encoding="utf-8")
    with pytest.raises(UnusableIndexError, match="abîmé"):
        open_index()
    assert changes(build([source])) == (3, 0, 0)
    assert len(open_index().fiches) == 3


def test_line_endings_change_neither_recipe_nor_digest(tmp_path: Path) -> None:
    (tmp_path / "unix").write_bytes(b"a\nb\n")
    (tmp_path / "windows").write_bytes(b"a\r\nb\r\n")
    assert indexer.manifest.digest(tmp_path / "unix") == indexer.manifest.digest(
        tmp_path / "windows"
    )


def test_a_corpus_of_one_title_can_be_built_and_opened(source: Path, tmp_path: Path) -> None:
    bare = tmp_path / "nue.jsonl"
    bare.write_text(json.dumps({"id": "x-1", "title": "Seul", "sections": {}}), encoding="utf-8")
    summary = build([bare])
    assert (summary.fiches, summary.passages, summary.sentences) == (1, 1, 0)
    index = open_index()
    assert index.store.search(vector_of("Seul"), 5)[0][0] == 0
    assert index.sentence_starts.tolist() == [0, 0]


def test_progress_is_told_from_reading_to_writing(source: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    build([source], progress=lambda *step: seen.append(step))
    names = list(dict.fromkeys(name for name, _, _ in seen))
    assert names == [
        "Lecture des fiches",
        "Découpage des fiches",
        "Calcul des vecteurs",
        "Écriture de l'index",
    ]
    assert seen[-1][1] == seen[-1][2]


@pytest.fixture
def opened(source: Path) -> Index:
    build([source])
    return open_index()


def test_terms_are_raw_counts_by_field(opened: Index) -> None:
    terms = opened.terms
    garden = terms.vocabulary["jardin"]
    assert [terms.counts["title"][row, garden] for row in range(3)] == [0, 1, 0]
    assert [terms.counts["body"][row, garden] for row in range(3)] == [0, 1, 0]
    assert terms.document_frequency[garden] == 1
    tools = terms.vocabulary[terms.analyser.terms("outils")[0]]
    assert terms.counts["body"][1, tools] == 3
    assert terms.vocabulary["72373"] >= 0
    centre = terms.vocabulary[terms.analyser.terms("lavoir")[0]]
    assert terms.document_frequency[centre] == 3
    assert terms.counts["organiser"].sum() == terms.lengths["organiser"].sum()


def test_a_word_typed_without_accents_gets_those_of_the_corpus(opened: Index) -> None:
    analyser = opened.terms.analyser
    assert analyser.terms("recolte eglise") == analyser.terms("récolte Église")


def test_the_cache_holds_no_more_than_the_index_after_a_purge(
    opened: Index, source: Path, fake_encoder: FakeEncoder
) -> None:
    cache = VectorCache()
    cache.embed(["un texte d'avant"])
    texts = [p.text(opened.fiches[opened.row_of[p.fiche_id]]) for p in opened.passages]
    assert cache.purge(texts) == 1 + len(opened.sentences)
