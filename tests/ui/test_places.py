"""What a screen is called, and why a filter keeps what it keeps."""

from __future__ import annotations

import pytest

from tests.ui.conftest import fiche
from ui import places, widened
from ui.address import DOSSIER, PRINT, State
from ui.french import fr, shortened


@pytest.mark.parametrize(
    ("state", "title", "said"),
    [
        (State(), None, "Essaimer"),
        (State("jardin partagé"), None, "jardin partagé — Essaimer"),
        (State("une ligne\npuis une autre"), None, "une ligne puis une autre — Essaimer"),
        (State().everything(), None, "Toutes les fiches — Essaimer"),
        (State().filtered("public", ["Seniors"]), None, "Seniors — Essaimer"),
        (State("a", fiche="f"), "La navette", "La navette — Essaimer"),
        (State("a", fiche="f", view=DOSSIER), "La navette", "Dossier : La navette — Essaimer"),
        (State("a", fiche="f", view=PRINT), "La navette", "À imprimer : La navette — Essaimer"),
        (State("a", fiche="f"), None, "Fiche introuvable — Essaimer"),
    ],
)
def test_the_tab_says_what_is_shown(state: State, title: str | None, said: str) -> None:
    assert places.tab(state, title) == said


def test_a_filter_changes_neither_the_place_nor_the_screen() -> None:
    state = State("jardin")
    assert places.arrival(state.filtered("public", ["Seniors"])) == places.arrival(state)
    opened = state.opening("f")
    assert places.arrival(opened).screen != places.arrival(state.opening("g")).screen
    assert places.arrival(opened).screen != places.arrival(opened.as_dossier()).screen


def test_a_text_is_shortened_at_a_word() -> None:
    assert shortened("deux mots", 20) == "deux mots"
    assert shortened("une phrase, assez longue", 14) == "une phrase…"
    assert shortened("x" * 30, 10) == "x" * 9 + "…"


LEFT = [
    fiche("a", "A", publics=["Seniors"]),
    fiche("b", "B", publics=["Tous publics"]),
    fiche("c", "C", publics=["Tous publics", "Familles"]),
    fiche("d", "D", publics=[], partners=["caf"]),
]


@pytest.mark.parametrize(
    ("name", "chosen", "said"),
    [
        (
            "public",
            ["Seniors"],
            "1 fiche « Seniors », 2 « Tous publics », 1 sans public renseigné.",
        ),
        ("public", ["Tous publics"], ""),
        ("public", [], ""),
        ("status", ["En cours"], ""),
        ("partner", ["Caf"], "1 fiche « Caf », 3 où le texte le cite."),
    ],
)
def test_a_wide_filter_says_what_it_keeps(name: str, chosen: list[str], said: str) -> None:
    assert widened.sentence(name, chosen, LEFT).replace("\u00a0", " ") == fr(said).replace(
        "\u00a0", " "
    )
