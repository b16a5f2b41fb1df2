"""« Combien d'actions… » is read as a search is, and counted by the same filters."""

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


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("combien d'actions avec la mutualité sociale agricole ?", "partenaire : MSA"),
        ("combien d'actions avec l'agglomération ?", "partenaire : Regroupement de communes"),
        ("combien d'actions avec l'agglo ?", "partenaire : Regroupement de communes"),
        ("combien d'actions pour les parents ?", "public : Familles"),
        ("combien d'actions pour les collégiens ?", "public : Jeunesse"),
        ("combien d'actions pour le troisième âge ?", "public : Seniors"),
        ("combien d'actions sur la parentalité ?", "mot clé : Parentalité"),
        ("combien d'actions jeunesse ?", "public : Jeunesse"),
        ("combien d'actions sur le thème jeunesse ?", "mot clé : Enfance & jeunesse"),
        ("combien d'actions hors seniors ?", "sans : seniors"),
        ("combien d'actions à Millau ?", "lieu : Aveyron, d'après « Millau »"),
        ("combien d'actions en Aveyron ?", "lieu : aveyron"),
        ("combien d'actions en 2019 ?", "année : 2019"),
        ("combien d'actions imaginées par le centre social ?", "initiative : Le centre social"),
    ],
)
def test_what_is_counted_is_what_a_search_reads(bank, question, said):
    assert f"({said})" in answer(bank, question).text


def test_english_words_are_no_origin(bank):
    assert "origine" not in answer(bank, "combien d'actions word for word ?").text
    assert "origine : Récit" in answer(bank, "combien de fiches parmi les récits ?").text


@pytest.mark.parametrize(
    ("question", "proofs"),
    [
        ("combien d'actions avec un budget de 5 000 à 10 000 € ?", {"jardin-1": "9 400 €"}),
        ("combien d'actions avec au moins 10 bénévoles ?", {"jardin-1": "12 bénévoles"}),
        ("combien d'actions avec la MSA ?", {"navette-1": "MSA"}),
    ],
)
def test_each_fiche_that_is_counted_is_proved_by_its_field_or_its_words(bank, question, proofs):
    found = answer(bank, question)
    assert {row.fiche.id: row.citation.quote for row in found.rows} == proofs


def test_a_count_takes_a_field_as_it_is_filled(bank):
    """Where a filter would also keep a fiche whose text cites the body."""
    found = answer(bank, "combien d'actions avec la Caf ?")
    assert {row.fiche.id for row in found.rows} == {"jardin-1", "cafe-1"}
