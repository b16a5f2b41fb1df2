"""Amounts, counts, dates, hours and ages: found where they stand, as written, typed."""

import pytest

from french.amounts import read_amounts
from french.numbers import number_value


def found(text, kind):
    return [a.text for a in read_amounts(text) if a.kind == kind]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("72 373€", 72373.0),
        ("72.373 euros", 72373.0),
        ("12 500 €", 12500.0),
        ("35,50 €", 35.5),
        ("12€50", 12.5),
        ("3 k€", 3000.0),
    ],
)
def test_money_is_read_however_it_is_written(text, value):
    (amount,) = [a for a in read_amounts(text) if a.kind == "money"]
    assert amount.value == value
    assert amount.text == text[amount.start : amount.end]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Budget total : 9 400 €", "total"),
        ("Une subvention de la Caf de 2 000 €", "funding"),
        ("La ludothèque coûte 35€/heure", "unit"),
        ("Participation des familles : 5 €", "fee"),
        ("Bénévolat valorisé à hauteur de 1 200 €", "in_kind"),
        ("5000€", "total"),
    ],
)
def test_money_says_which_part_it_plays(text, role):
    (amount,) = [a for a in read_amounts(text) if a.kind == "money"]
    assert amount.role == role


def test_a_forecast_is_told_from_what_was_spent():
    planned, spent = (
        read_amounts(t)[0] for t in ("Budget prévisionnel 800 €", "Budget réel 750 €")
    )
    assert planned.planned
    assert not spent.planned


@pytest.mark.parametrize("text", ["de 18 à 40ans", "6-10 ans", "plus de 60 ans"])
def test_ages(text):
    assert found(f"Des personnes {text} viennent.", "age") == [text]


@pytest.mark.parametrize("text", ["depuis 10 ans", "pendant 3 ans", "il y a 2 ans"])
def test_a_span_of_years_is_no_age(text):
    assert found(f"L'action existe {text}.", "age") == []


def test_counts_carry_the_noun():
    read = {
        a.noun: a.value
        for a in read_amounts("40 bénévoles et douze visiteurs")
        if a.kind == "count"
    }
    assert read == {"bénévoles": 40.0, "visiteurs": 12.0}


def test_days_hours_and_rhythm():
    text = "Le mardi de 9h à 11h30, toutes les trois semaines"
    assert found(text, "schedule") == ["mardi", "9h", "11h30", "toutes les trois semaines"]


def test_a_year_is_a_date_and_no_count():
    assert found("En 2021 : 87 paniers", "date") == ["2021"]
    assert found("En 2021 : 87 paniers", "count") == ["87 paniers"]


def test_places_hold_with_typographic_apostrophes():
    text = "l’atelier revient à 62 € de l’heure"
    for amount in read_amounts(text):
        assert text[amount.start : amount.end] == amount.text


def test_a_word_that_is_no_number_has_no_value():
    assert number_value("beaucoup") is None
