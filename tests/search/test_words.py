"""Spelling, synonyms and acronyms, as a user of the search sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import Index, build, open_index
from indexer.build import SHIPPED
from search.understand import understand
from search.words import QueryWords, read_words
from tests.fake_encoder import FakeEncoder


@pytest.fixture
def index(fake_encoder: FakeEncoder, own_home: Path) -> Index:
    del fake_encoder
    names = ("modele-a-navette-marche", "modele-b-clas-elementaire-oise", "modele-d-repair-cafe")
    build([SHIPPED / f"{name}.txt" for name in names], own_home / "index")
    return open_index(own_home / "index")


def words(index: Index, query: str) -> QueryWords:
    return read_words(index, query, understand(query))


def forms(index: Index, query: str) -> set[str]:
    return {a.text for group in words(index, query).groups for a in group.alternatives}


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


@pytest.mark.parametrize(
    "query",
    ["pas scolaire hors ecole jeunes", "hors clas", "sauf caf", "sel", "SEL", "???", "à la"],
)
def test_odd_queries_are_read(index: Index, query: str) -> None:
    words(index, query)
