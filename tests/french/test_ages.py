"""Ages as people of the sector write them, told from lengths of time."""

from __future__ import annotations

import pytest

from french.ages import OLDEST, read_ages


def read(text: str) -> list[tuple[int, int]]:
    return [(found.low, found.high) for found in read_ages(text)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("un club pour les 6-8 ans", 6, 8),
        ("les 6/8 ans", 6, 8),
        ("un club pour 6-8 ans", 6, 8),
        ("un club pour des 6-8 ans", 6, 8),
        ("un club pour moins de 6 ans", 0, 6),
        ("entre 11 et 17 ans", 11, 17),
        ("des enfants de 3 à 10 ans", 3, 10),
        ("de 6 ans à 12 ans", 6, 12),
        ("une fille de 9 ans", 9, 9),
        ("dès 3 ans", 3, OLDEST),
        ("à partir de 16 ans", 16, OLDEST),
        ("dès l’âge de 4 ans", 4, OLDEST),
        ("les plus de 60 ans", 60, OLDEST),
        ("60 ans et plus", 60, OLDEST),
        ("moins de 6 ans", 0, 6),
        ("jusqu'à 12 ans", 0, 12),
        ("jusqu’à 12 ans", 0, 12),
        ("6 ans et moins", 0, 6),
    ],
)
def test_ages_are_read_with_their_bounds(text: str, low: int, high: int) -> None:
    assert read(text) == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "L'action existe depuis 10 ans",
        "depuis plus de 10 ans",
        "pendant 3 ans",
        "il y a 2 ans",
        "tous les 2 ans",
        "une convention de 4 ans",
        "un financement pour 3 ans",
        "on fête ses 20 ans",
        "une fête pour les 20 ans du centre social",
        "les 10 ans de l’association",
        "10 ans d'existence",
        "3 ans d’expérience",
        "en 2019-2020",
        "un an",
        "12 anses",
    ],
)
def test_a_length_of_time_is_no_age(text: str) -> None:
    assert read(text) == []


def test_the_age_of_those_who_live_somewhere_is_one() -> None:
    assert read("les 16 ans du quartier") == [(16, 16)]


def test_a_length_of_time_does_not_hide_the_age_beside_it() -> None:
    assert read("Depuis 10 ans, un atelier pour les 6-8 ans et les plus de 60 ans.") == [
        (6, 8),
        (60, OLDEST),
    ]


def test_the_place_is_that_of_the_text_given() -> None:
    text = "L’atelier va jusqu’à 12 ans, puis dès 16 ans."
    assert [text[a.start : a.end] for a in read_ages(text)] == ["jusqu’à 12 ans", "dès 16 ans"]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ["12 ans ", "6-8 ans, ", "depuis 1 an ", "12 "])
def test_a_very_long_text_does_not_hang(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    assert all(0 <= a.start < a.end <= len(text) for a in read_ages(text))
