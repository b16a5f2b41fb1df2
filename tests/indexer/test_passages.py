"""Passages and sentences: places of the source, within the limit, nothing lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Fiche, read
from corpus.labels import DESCRIPTION, GENERAL, PUBLIC, SUMMARY
from indexer.passages import LONGEST, Passage, cut_passages, cut_sentences, text_sections
from indexer.sources import SHIPPED
from tests.fakes import count_words
from tests.indexer.sources import FICHES, fiche


def uncovered(fiche: Fiche, passages: list[Passage]) -> str:
    """What no span of a free section covers, and a check that spans go forward."""
    ends: dict[str, int] = {}
    left = ""
    for passage in passages:
        for span in passage.spans:
            last = ends.get(span.label, 0)
            assert last <= span.start < span.end <= len(fiche.sections[span.label])
            left += fiche.sections[span.label][last : span.start]
            ends[span.label] = span.end
    return left + "".join(text[ends.get(label, 0) :] for label, text in text_sections(fiche))


WORDS = st.lists(
    st.sampled_from(["mot", "école", "«", "72", "l'été", ". ", ".", "\n", "\n\n", "; ", " ", "…"]),
    max_size=25,
)


@given(WORDS.map(" ".join), st.integers(1, 60), st.text(max_size=80))
def test_spans_cover_every_word_once_within_the_limit(piece: str, times: int, short: str) -> None:
    case = fiche("x-1", "Titre", piece * times, sections={DESCRIPTION: short})
    passages = cut_passages(case, count_words)
    assert passages
    assert uncovered(case, passages).strip() == ""
    for passage in passages:
        assert sum(count_words(span.text(case)) for span in passage.spans) <= LONGEST


@pytest.mark.parametrize("count", [count_words, len], ids=["words", "characters"])
def test_a_section_that_repeats_itself_is_cut_at_the_right_places(
    count: Callable[[str], int],
) -> None:
    text = "On recommence. " * 400
    spans = [s for p in cut_passages(fiche("x-1", "T", text), count) for s in p.spans]
    assert len(spans) > 2
    assert "".join(text[s.start : s.end] + " " for s in spans) == text
    assert [s.start for s in spans] == sorted({s.start for s in spans})


def test_a_word_longer_than_the_limit_is_cut_too() -> None:
    case = fiche("x-1", "T", "a" * 1000)
    spans = [span for passage in cut_passages(case, len) for span in passage.spans]
    assert "".join(span.text(case) for span in spans) == "a" * 1000
    assert max(span.end - span.start for span in spans) <= LONGEST


def test_small_neighbours_are_merged_in_one_passage() -> None:
    [passage] = cut_passages(FICHES[0], count_words)
    assert [span.label for span in passage.spans][:2] == [SUMMARY, DESCRIPTION]


def test_a_passage_is_embedded_under_its_title_organiser_departement_and_labels() -> None:
    text = cut_passages(FICHES[0], count_words)[0].text(FICHES[0])
    assert text.split("\n")[0] == "La navette du mardi — Centre social du Lavoir — Aveyron"
    assert "\nRésumé : Des bénévoles conduisent" in text


def test_a_fiche_without_text_is_still_found_by_its_closed_fields_or_its_title() -> None:
    closed = fiche("x-1", "Titre", " ", sections={PUBLIC: "Seniors"})
    [passage] = cut_passages(closed, count_words)
    assert passage.text(closed) == "Titre — Centre social du Lavoir\nPublic : Seniors"
    bare = Fiche("x-2", "Titre seul")
    [passage] = cut_passages(bare, count_words)
    assert (passage.spans, passage.text(bare)) == ((), "Titre seul")


def test_closed_fields_are_not_cut_and_unknown_labels_are() -> None:
    case = fiche("x-1", "T", "Un.", sections={PUBLIC: "Seniors", "Partenaires financiers": "Caf."})
    labels = [sentence.span.label for sentence in cut_sentences(case)]
    assert labels == [SUMMARY, "Partenaires financiers"]


def test_sentences_are_places_of_the_source_with_title_and_label_as_context() -> None:
    found = cut_sentences(FICHES[1])
    assert [s.span.text(FICHES[1]) for s in found][:3] == [
        "Un jardin partagé au pied des immeubles.",
        "On y récolte des tomates.",
        "12 familles viennent.",
    ]
    assert found[3].span.label == GENERAL
    assert found[1].text(FICHES[1]) == "Le jardin d'en bas. Résumé : On y récolte des tomates."


def test_the_shipped_fiches_lose_nothing() -> None:
    fiches = read([SHIPPED]).fiches
    assert fiches
    for one in fiches:
        assert uncovered(one, cut_passages(one, count_words)).strip() == ""
        words = sum(count_words(text) for _, text in text_sections(one))
        shown = [s.span.text(one) for s in cut_sentences(one)]
        assert sum(map(count_words, shown)) >= 0.9 * words
