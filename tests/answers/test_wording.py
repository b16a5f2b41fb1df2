"""The sentences of an answer: guillemets around the bank's own words and nothing else."""

from __future__ import annotations

import pytest

from answers.types import Citation
from answers.wording import also_said, plural, together, told
from indexer import Span
from tests.answers.conftest import FUNDING, fiche

QUOTE = "Le budget  total :\n9 400 €."


def cited(text: str = QUOTE, label: str = FUNDING, **values: object) -> Citation:
    made = fiche("jardin-9", "Le jardin", {label: text}, **values)
    return Citation(made, Span(label, 0, len(text)))


@pytest.mark.parametrize(
    ("origin", "begins"),
    [
        ("banque", "« Le budget total : 9 400 €. » (Le jardin"),
        ("recit", "D'après la fiche de Centre social des Quatre-Vents : Le budget total"),
        ("modele", "Exemple inventé : Le budget total"),
    ],
)
def test_whose_words_they_are_decides_how_they_are_given(origin, begins):
    said = told(cited(origin=origin))
    assert said.startswith(begins)
    assert ("«" in said) == (origin == "banque")
    assert said.endswith("Ressources financières mobilisées pour cette action)")


def test_guillemets_inside_a_quote_are_told_from_those_around_it():
    said = told(cited("Nommé « le potager » par tous."))
    assert "« Nommé “ le potager ” par tous. »" in said


def test_a_result_of_an_action_that_has_not_begun_is_expected():
    label = "Résultat pour les habitants"
    made = fiche("a", "Le café", {"Résumé": "L'action n'a pas encore débuté.", label: "Du lien."})
    assert told(Citation(made, Span(label, 0, 8))).startswith("Résultat attendu")
    begun = fiche("a", "Le café", {"Résumé": "Ouvert depuis mai.", label: "Du lien."})
    assert not told(Citation(begun, Span(label, 0, 8))).startswith("Résultat attendu")


def test_several_citations_stand_one_a_line_and_another_figure_is_announced():
    one, other = cited(), cited("Coût : 8 000 €.")
    assert together([one, other]).split("\n") == [told(one), told(other)]
    assert also_said(other) == f"La fiche dit aussi : {told(other)}"


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 fiche"), (1, "1 fiche"), (2, "2 fiches"), (21, "21 fiches")]
)
def test_a_number_agrees_with_its_noun(n, said):
    assert plural(n, "fiche") == said
    assert plural(2, "exemple inventé", "exemples inventés") == "2 exemples inventés"
