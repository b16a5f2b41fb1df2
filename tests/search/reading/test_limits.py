"""Ages, budget, staff, structure and funder that a query asks for, as the chips show them."""

from __future__ import annotations

import pytest

from search.reading import understand
from search.stated import bounds


def read(query: str, field: str) -> list[str]:
    return [item.value for item in understand(query).items if item.field == field]


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("activités pour les 6-8 ans", "6-8"),
        ("ateliers dès 3 ans", "3-"),
        ("jeux pour moins de 6 ans", "-6"),
        ("sorties des plus de 60 ans", "60-"),
    ],
)
def test_ages_are_read(query: str, value: str) -> None:
    assert read(query, "age") == [value]


def test_a_length_of_time_is_no_age() -> None:
    assert read("une action qui dure depuis 10 ans", "age") == []


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("un atelier à moins de 2 000 €", "-2000"),
        ("2000 euros maximum", "-2000"),
        ("plus de 10 000 euros", "10000-"),
        ("entre 500 et 1 500 €", "500-1500"),
        ("entre 1 500 et 500 €", "500-1500"),
        ("environ 4 000 €", "3000-5000"),
        ("fête à petit budget", "-1500"),
        ("sorties pas cher", "-1500"),
    ],
)
def test_a_budget_is_read(query: str, value: str) -> None:
    assert read(query, "budget") == [value]


@pytest.mark.parametrize(
    "query",
    [
        "budget d'un jardin",
        "moins de 35 € par heure",
        "moins de 5 €/séance",
        "300 habitants",
        "entre 100 et 1 2 3 €",
    ],
)
def test_a_price_or_a_number_is_no_budget(query: str) -> None:
    assert read(query, "budget") == []


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("action sans salarié", "paid", "-0"),
        ("un projet 100 % bénévole", "paid", "-0"),
        ("que des bénévoles", "paid", "-0"),
        ("avec 100 bénévoles", "volunteers", "100-"),
        ("au moins 10 bénévoles", "volunteers", "10-"),
        ("une dizaine de bénévoles", "volunteers", "10-"),
        ("animé par des bénévoles", "volunteers", "1-"),
        ("2 salariés", "paid", "1-2"),
        ("un seul salarié", "paid", "1-1"),
    ],
)
def test_staff_is_read(query: str, field: str, value: str) -> None:
    assert [(f, v) for f in ("paid", "volunteers") for v in read(query, f)] == [(field, value)]


def test_a_structure_is_read_and_the_centre_social_is_taken_for_granted() -> None:
    assert read("projets d'EVS", "structure") == ["Espace de vie sociale"]
    assert read("jardin du centre social", "structure") == []
    assert read("jardin porté par un centre social", "structure") == ["Centre social"]


@pytest.mark.parametrize(
    ("query", "value", "said"),
    [
        ("actions financées par la Carsat", "CARSAT", "carsat"),
        ("subvention demandée à l'ARS", "ARS (demandé)", "ars"),
        ("la MSA pourrait-elle financer", "MSA (envisagé)", "msa"),
        ("argent des allocations familiales", "Caf", "allocations familiales"),
    ],
)
def test_a_funder_is_read_with_the_words_that_name_it(query: str, value: str, said: str) -> None:
    found = [(i.value, i.text) for i in understand(query).items if i.field == "funder"]
    assert found == [(value, said)]


def test_a_body_without_money_is_no_funder() -> None:
    assert read("atelier avec la Carsat", "funder") == []


@pytest.mark.parametrize(
    "query",
    [
        "entre 100 et 1 2 3 €",
        "moins de " + "9" * 400 + " €",
        "9" * 400 + " bénévoles",
        "entre 9 et 3 000 €, 0 ans, 120 ans et plus",
    ],
)
def test_every_range_that_is_read_can_be_compared(query: str) -> None:
    for item in understand(query).items:
        if item.field in ("age", "budget", "paid", "volunteers"):
            low, high = bounds(item.field, item.value)
            assert low <= high


@pytest.mark.parametrize("field", ["age", "budget", "volunteers", "structure", "funder"])
def test_what_is_ignored_is_not_read(field: str) -> None:
    query = "EVS, 6-8 ans, moins de 900 €, 10 bénévoles, financé par la Caf"
    assert understand(query).values(field)
    assert not understand(query, frozenset({field})).values(field)


@pytest.mark.parametrize(
    ("query", "reasons"),
    [
        ("projets arrêtés faute de financement", ["Manque d'argent"]),
        ("actions terminées par manque de bénévoles", ["Manque de bénévoles"]),
        ("actions abandonnées car il n'y avait pas assez de monde", ["Manque de participants"]),
        ("actions arrêtées à cause du covid", ["Crise sanitaire"]),
        ("projets terminés et repris par les habitants", ["Reprise par d'autres"]),
        ("actions terminées avec des bénévoles", []),
        ("faute de financement, comment continuer", []),
    ],
)
def test_why_an_action_ended_is_read_once_the_query_speaks_of_ended_ones(
    query: str, reasons: list[str]
) -> None:
    assert read(query, "ending") == reasons
