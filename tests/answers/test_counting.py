"""« Combien d'actions… » is counted from closed fields."""

import pytest

from answers import answer


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("combien d'actions sont terminées ?", {"navette-1"}),
        ("combien d'actions en cours en Aveyron ?", {"jardin-1", "cafe-1", "modele-1"}),
        ("combien d'actions ont la Caf comme partenaire ?", {"jardin-1", "cafe-1"}),
        ("combien de fiches pour les familles ?", {"jardin-1", "cafe-1"}),
        ("combien d'actions en Occitanie ?", {"jardin-1", "navette-1", "cafe-1", "modele-1"}),
        ("combien d'actions ?", {"jardin-1", "navette-1", "cafe-1", "modele-1"}),
    ],
)
def test_counts_and_list(bank, question, ids):
    found = answer(bank, question)
    assert found.kind == "count"
    assert {row.fiche.id for row in found.rows} == ids
    assert found.text.startswith(f"{len(ids)} fiche")


def test_a_free_word_is_counted_in_the_text_and_said(bank):
    found = answer(bank, "combien d'actions avec un minibus ?")
    assert [row.fiche.id for row in found.rows] == ["navette-1"]
    assert "dont le texte contient" in found.text
