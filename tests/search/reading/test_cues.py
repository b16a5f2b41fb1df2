"""One file says how people name things, and every room reads the same."""

from __future__ import annotations

from typing import get_args

import pytest

from corpus import labels
from corpus.facts.bodies import bodies_named
from corpus.fiche import Origin, normalise
from corpus.vocabulary import is_closed
from search import FIELDS
from search.reading import understand
from search.reading.cues import named, ways


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("avec la mutualité sociale agricole", "partner", "MSA"),
        ("projets portés avec l'agglomération", "partner", "Regroupement de communes"),
        ("aide de l'agglo", "partner", "Regroupement de communes"),
        ("sorties entre parents", "public", "Familles"),
        ("ateliers de collégiens", "public", "Jeunesse"),
        ("loisirs du troisième âge", "public", "Seniors"),
    ],
)
def test_a_search_reads_it(query: str, field: str, value: str) -> None:
    assert understand(query).values(field) == (value,)


@pytest.mark.parametrize(
    ("words", "payer"),
    [
        ("la mutualité sociale agricole", "MSA"),
        ("l'agglomération", "Regroupement de communes"),
        ("l'agglo", "Regroupement de communes"),
    ],
)
def test_so_does_what_a_text_states(words: str, payer: str) -> None:
    assert bodies_named(f"subvention de {words}") == {payer}


def test_english_words_are_no_origin() -> None:
    assert not understand("combien de fiches word for word").counted
    [origin] = understand("combien de fiches importées").counted
    assert (origin.field, origin.value) == ("origin", "banque")


def test_of_two_ways_that_overlap_the_longer_is_read() -> None:
    assert understand("des jeunes adultes").values("public") == ("Jeunes adultes",)
    assert understand("de jeunes enfants").values("public") == ("Petite enfance",)
    both = understand("des jeunes, et de jeunes adultes").values("public")
    assert both == ("Jeunesse", "Jeunes adultes")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("à l'initiative d'une habitante", "Un habitant"),
        ("nées d'une demande d'habitants", "Un groupe d'habitants"),
        ("lancées par un groupe d'habitants", "Un groupe d'habitants"),
        ("impulsé par le centre social", "Le centre social"),
        ("proposée par des partenaires", "Un ou plusieurs partenaire(s)"),
    ],
)
def test_who_began_it_is_read(words: str, value: str) -> None:
    assert [said.value for said in named("initiative", normalise(words))] == [value]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("une partie des habitants", "initiative"),
        ("l'état des lieux", "partner"),
        ("la pédagogie active", "status"),
        ("de petites communes", "partner"),
    ],
)
def test_everyday_words_name_nothing(words: str, field: str) -> None:
    assert not named(field, normalise(words))


def test_every_value_of_the_file_can_be_held_by_a_fiche() -> None:
    for field in ("status", "public", "partner", "initiative", "territory"):
        assert all(map(is_closed, ways()[field])), field
    assert ways()["origin"].keys() <= set(get_args(Origin))
    asked = {label for value in ways()["section"] for label in value.split(" + ")}
    assert asked <= set(labels.ORDER)
    assert ways().keys() <= FIELDS.keys()
