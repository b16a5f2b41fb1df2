"""Answered or refused by the bundled encoder and the committed weights."""

from __future__ import annotations

import pytest

from answers import answer

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("question", "fiche", "quote"),
    [
        ("qui met la main à la poche ?", "jardin-1", "3 000 € de la Caf"),
        ("ça a coûté combien", "jardin-1", "9 400 €"),
        ("qu'est-ce qui a coincé ?", "jardin-1", "L'eau manque en été."),
        ("c'est ouvert quels jours", "jardin-1", "le mardi de 9h à 12h"),
        ("combien de bénévoles ?", "jardin-1", "12 bénévoles"),
        ("combien ça coûte au passager ?", "navette-1", "2 €"),
        ("avec quels partenaires ?", "navette-1", "MSA"),
    ],
)
def test_what_the_fiche_says_is_quoted_first(real_bank, question, fiche, quote):
    found = answer(real_bank, question, fiche)
    assert found.kind == "quote"
    assert quote in found.citations[0].quote


@pytest.mark.parametrize(
    ("question", "fiche", "said"),
    [
        ("qu'est-ce qui a coincé ?", "navette-1", "ne dit pas les difficultés"),
        ("combien de bénévoles ?", "navette-1", "ne dit pas ce nombre"),
        ("quel budget ?", "navette-1", "ne dit pas combien l'action a coûté"),
        ("c'est ouvert quels jours", "navette-1", "ne dit pas quand cela a lieu"),
    ],
)
def test_what_the_fiche_does_not_say_is_refused_and_named(real_bank, question, fiche, said):
    found = answer(real_bank, question, fiche)
    assert found.kind == "none"
    assert said in found.missing


def test_a_table_and_one_fiche(real_bank):
    many = answer(real_bank, "quels budgets pour des jardins partagés ?")
    assert many.kind == "several"
    assert many.rows[0].fiche.id == "jardin-1"
    one = answer(real_bank, "qui met les sous pour le jardin du Causse ?")
    assert one.kind == "quote"
    assert "Caf" in one.citations[0].quote
