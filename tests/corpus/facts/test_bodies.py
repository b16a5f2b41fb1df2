"""Bodies that pay, under the names that fiches and questions give them."""

from __future__ import annotations

import pytest

from corpus.facts.bodies import bodies_named, named


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("la CAF du Lot", "Caf"),
        ("les allocations familiales", "Caf"),
        ("l’Assurance retraite", "CARSAT"),
        ("l'agence régionale de santé", "ARS"),
        ("la mairie", "Commune"),
        ("le conseil général", "Conseil départemental"),
        ("une communauté de communes", "Regroupement de communes"),
        ("des fonds LEADER", "Europe"),
    ],
)
def test_a_body_is_known_by_its_names(text: str, body: str) -> None:
    assert body in bodies_named(text)


@pytest.mark.parametrize("text", ["un café", "les arsouilles", "le carnet", "un feu de camp", ""])
def test_part_of_a_word_names_nobody(text: str) -> None:
    assert bodies_named(text) == frozenset()


def test_the_words_that_name_it_are_given_whole() -> None:
    assert named("Subvention de l'Agence Régionale de Santé et des agglomérations") == {
        "ARS": "agence regionale de sante",
        "Regroupement de communes": "agglomerations",
    }
