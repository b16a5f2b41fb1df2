"""Queries typed in English: told from French, and said in French words."""

from __future__ import annotations

import pytest

from french.english import PATH, is_english, translations
from french.terms import words


def surfaces(text: str) -> list[str]:
    return [surface for _, _, surface in words(text)]


@pytest.mark.parametrize(
    "text",
    [
        "activities for older people living alone",
        "How to help young people find a job?",
        "cooking workshop for families",
        "transport for the elderly",
    ],
)
def test_an_english_query_is_told(text: str) -> None:
    assert is_english(surfaces(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "café des parents",
        "le coaching des jeunes",
        "week-end en famille",
        "repair café pour les jeunes",
        "fab lab et tiers-lieu",
        "atelier do it yourself avec les parents",
        "on a un jardin partagé",
        "brunch for the habitants du quartier",
        "food bank for le quartier",
        "transport solidaire",
    ],
)
def test_a_french_query_with_a_stray_english_word_stays_french(text: str) -> None:
    assert not is_english(surfaces(text))


def test_the_longest_expression_is_translated_and_plurals_meet() -> None:
    found = translations(surfaces("Older people and community gardens"))
    assert [(t.first, t.last, t.french[0]) for t in found] == [
        (0, 2, "seniors"),
        (3, 5, "jardin partagé"),
    ]


def test_a_word_that_the_glossary_lacks_is_left() -> None:
    assert translations(surfaces("zyzzyva qwerty")) == []


def test_no_english_form_stands_twice_in_the_glossary() -> None:
    lines = PATH.read_text(encoding="utf-8").split("\n")
    rows = [line for line in lines if line and not line.startswith("#")]
    forms = [row.split("|")[0].strip() for row in rows]
    assert len(rows) > 500
    assert sorted({form for form in forms if forms.count(form) > 1}) == []
    for row in rows:
        french = row.split("|")[1:]
        assert french, row
        assert all(form.strip() for form in french), row
