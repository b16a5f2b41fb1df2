"""Spelling, synonyms and acronyms, as a user of the search sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import Index, build, open_index
from indexer.sources import SHIPPED
from search.understand import understand
from search.words import QueryWords, read_words
from tests.fake_encoder import FakeEncoder


@pytest.fixture
def index(fake_encoder: FakeEncoder, own_home: Path) -> Index:
    del fake_encoder
    names = ("modele-a-navette-marche", "modele-b-clas-elementaire-oise", "modele-d-repair-cafe")
    build([SHIPPED / f"{name}.txt" for name in names], own_home / "index")
    return open_index(own_home / "index")


def words(index: Index, query: str, *ignored: str) -> QueryWords:
    fields = frozenset(ignored)
    return read_words(index, query, understand(query, fields), fields)


def forms(index: Index, query: str, *ignored: str) -> set[str]:
    return {a.text for group in words(index, query, *ignored).groups for a in group.alternatives}


def test_a_typing_error_is_corrected_and_said(index: Index) -> None:
    found = words(index, "benevolles de la navete")
    assert found.corrected is not None
    assert "navette" in found.corrected
    assert ("navette", "navete") in {(i.value, i.text) for i in found.items}


def test_a_french_word_that_no_fiche_has_is_no_error(index: Index) -> None:
    assert words(index, "ruche").corrected is None


def test_an_acronym_meets_its_long_form_both_ways(index: Index) -> None:
    assert "accompagnement à la scolarité" in forms(index, "clas")
    assert "CLAS" in forms(index, "accompagnement à la scolarité")


def test_cafe_is_not_the_caf(index: Index) -> None:
    assert not any("allocations" in form for form in forms(index, "café des parents"))


def test_an_expansion_never_weighs_as_much_as_the_users_word(index: Index) -> None:
    for group in words(index, "transport des aînés").groups:
        own = [a.weight for a in group.alternatives if a.kind == "own"]
        assert all(a.weight < min(own) for a in group.alternatives if a.kind != "own")


def test_a_truncation_is_read(index: Index) -> None:
    assert "association" in forms(index, "asso de quartier")


def test_words_are_left_as_typed_where_correction_is_ignored(index: Index) -> None:
    found = words(index, "benevolles de la navete", "correction")
    assert found.corrected is None
    assert {a.text for g in found.groups for a in g.alternatives if a.kind == "own"} == {
        "benevolles",
        "navete",
    }


def test_words_are_not_expanded_where_expansion_is_ignored(index: Index) -> None:
    assert forms(index, "clas", "expansion") == {"clas"}
    assert words(index, "clas", "expansion").items == ()
    english = words(index, "help for older people", "expansion")
    assert english.items == ()
    assert {a.text for g in english.groups for a in g.alternatives} == {"help", "older", "people"}


@pytest.mark.parametrize("query", ["aller vers", "l'aller-vers", "ALLER-VERS"])
def test_a_fixed_expression_is_one_group(index: Index, query: str) -> None:
    own = [a for g in words(index, query).groups for a in g.alternatives if a.kind == "own"]
    assert [a.terms for a in own] == [("aller_vers",)]


def test_an_english_query_is_said_in_french_words(index: Index) -> None:
    found = words(index, "activities for older people living alone")
    assert ("seniors", "older people") in {(item.value, item.text) for item in found.items}
    assert {item.effect for item in found.items} == {"expansion"}
    assert found.corrected is None
    assert {"seniors", "personnes âgées"} <= forms(index, "help for older people")
    assert not {"for", "of", "the"} & forms(index, "the help of the people")


def test_the_first_translation_weighs_most(index: Index) -> None:
    [group, *_] = words(index, "older people and the others").groups
    assert group.alternatives[0].weight == 1.0
    assert all(a.weight < 1.0 for a in group.alternatives[1:])


def test_an_english_word_that_the_glossary_lacks_stays(index: Index) -> None:
    assert "zyzzyva" in forms(index, "the zyzzyva of the people")


def test_a_french_query_with_an_english_word_stays_french(index: Index) -> None:
    found = words(index, "le coaching des seniors")
    assert not {a.kind for g in found.groups for a in g.alternatives} & {"translation"}
    assert "coaching" in forms(index, "le coaching des seniors")


@pytest.mark.parametrize(
    "query",
    ["pas scolaire hors ecole jeunes", "hors clas", "sauf caf", "sel", "SEL", "???", "à la"],
)
def test_odd_queries_are_read(index: Index, query: str) -> None:
    words(index, query)
