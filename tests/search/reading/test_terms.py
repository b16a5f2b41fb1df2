"""Spelling, synonyms and acronyms, as a user of the search sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import build
from indexer.sources import SHIPPED
from search import Bank
from search.reading import understand
from search.reading.terms import QueryWords, read_words
from tests.fakes import FakeEncoder


@pytest.fixture
def bank(own_home: Path) -> Bank:
    encoder = FakeEncoder()
    names = ("modele-a-navette-marche", "modele-b-clas-elementaire-oise", "modele-d-repair-cafe")
    build([SHIPPED / f"{name}.txt" for name in names], own_home / "index", encoder=encoder)
    return Bank.open(own_home / "index", encoder)


def words(bank: Bank, query: str, *ignored: str) -> QueryWords:
    fields = frozenset(ignored)
    return read_words(bank, query, understand(query, fields), fields)


def forms(bank: Bank, query: str, *ignored: str) -> set[str]:
    return {a.text for group in words(bank, query, *ignored).groups for a in group.alternatives}


def test_a_typing_error_is_corrected_and_said(bank: Bank) -> None:
    found = words(bank, "benevolles de la navete")
    assert found.corrected is not None
    assert "navette" in found.corrected
    assert ("navette", "navete") in {(i.value, i.text) for i in found.items}


def test_a_french_word_that_no_fiche_has_is_no_error(bank: Bank) -> None:
    assert words(bank, "ruche").corrected is None


def test_an_acronym_meets_its_long_form_both_ways(bank: Bank) -> None:
    assert "accompagnement à la scolarité" in forms(bank, "clas")
    assert "CLAS" in forms(bank, "accompagnement à la scolarité")


def test_cafe_is_not_the_caf(bank: Bank) -> None:
    assert not any("allocations" in form for form in forms(bank, "café des parents"))


def test_an_expansion_never_weighs_as_much_as_the_users_word(bank: Bank) -> None:
    for group in words(bank, "transport des aînés").groups:
        own = [a.weight for a in group.alternatives if a.kind == "own"]
        assert all(a.weight < min(own) for a in group.alternatives if a.kind != "own")


def test_a_truncation_is_read(bank: Bank) -> None:
    assert "association" in forms(bank, "asso de quartier")


def test_words_are_left_as_typed_where_correction_is_ignored(bank: Bank) -> None:
    found = words(bank, "benevolles de la navete", "correction")
    assert found.corrected is None
    assert {a.text for g in found.groups for a in g.alternatives if a.kind == "own"} == {
        "benevolles",
        "navete",
    }


def test_words_are_not_expanded_where_expansion_is_ignored(bank: Bank) -> None:
    assert forms(bank, "clas", "expansion") == {"clas"}
    assert words(bank, "clas", "expansion").items == ()
    english = words(bank, "help for older people", "expansion")
    assert english.items == ()
    assert {a.text for g in english.groups for a in g.alternatives} == {"help", "older", "people"}


@pytest.mark.parametrize("query", ["aller vers", "l'aller-vers", "ALLER-VERS"])
def test_a_fixed_expression_is_one_group(bank: Bank, query: str) -> None:
    own = [a for g in words(bank, query).groups for a in g.alternatives if a.kind == "own"]
    assert [a.terms for a in own] == [("aller_vers",)]


def test_an_english_query_is_said_in_french_words(bank: Bank) -> None:
    found = words(bank, "activities for older people living alone")
    assert ("seniors", "older people") in {(item.value, item.text) for item in found.items}
    assert {item.effect for item in found.items} == {"expansion"}
    assert found.corrected is None
    assert {"seniors", "personnes âgées"} <= forms(bank, "help for older people")
    assert not {"for", "of", "the"} & forms(bank, "the help of the people")


def test_the_first_translation_weighs_most(bank: Bank) -> None:
    [group, *_] = words(bank, "older people and the others").groups
    assert group.alternatives[0].weight == 1.0
    assert all(a.weight < 1.0 for a in group.alternatives[1:])


def test_an_english_word_that_the_glossary_lacks_stays(bank: Bank) -> None:
    assert "zyzzyva" in forms(bank, "the zyzzyva of the people")


def test_a_french_query_with_an_english_word_stays_french(bank: Bank) -> None:
    found = words(bank, "le coaching des seniors")
    assert not {a.kind for g in found.groups for a in g.alternatives} & {"translation"}
    assert "coaching" in forms(bank, "le coaching des seniors")


@pytest.mark.parametrize(
    "query",
    ["pas scolaire hors ecole jeunes", "hors clas", "sauf caf", "sel", "SEL", "???", "à la"],
)
def test_odd_queries_are_read(bank: Bank, query: str) -> None:
    words(bank, query)
