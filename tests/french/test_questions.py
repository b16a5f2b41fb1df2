"""A question is told from keywords."""

from __future__ import annotations

import pytest

from french.questions import is_question


@pytest.mark.parametrize(
    "text",
    [
        "un jardin, ça coûte cher ?",
        "Combien de bénévoles",
        "Avec qui monter une épicerie",
        "  Quelles difficultés reviennent",
        "qu'est-ce qui freine",
        "Où trouver un local",
        "D'où vient l'argent",
        "est-ce que ça marche",
        "à quel prix",
        "pour qui",
        "ils sont combien",
        "et pourquoi arrêter",
    ],
)
def test_questions(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "actions mobilité pour seniors en milieu rural",
        "quartier",
        "quilles en plein air",
        "avec les habitants",
        "café des parents",
        "jardin ou potager",
        "commentaire",
        "en Aveyron",
        " ? ",
        "",
    ],
)
def test_keywords_are_no_question(text: str) -> None:
    assert not is_question(text)
