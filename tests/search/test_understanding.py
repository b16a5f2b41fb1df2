"""What a query says besides its subject, as the chips show it."""

from __future__ import annotations

import pytest

from search.understand import understand


def read(query: str) -> set[tuple[str, str]]:
    return {(item.field, item.value) for item in understand(query).items}


@pytest.mark.parametrize(
    ("query", "departements"),
    [
        ("mobilité dans le 12", {"aveyron"}),
        ("jardins vers Millau", {"aveyron"}),
        ("30 48 07", {"gard", "lozere", "ardeche"}),
        ("seniors seine st denis", {"seine saint denis"}),
        ("jardin partagé dans le Cher", {"cher"}),
        ("santé à la réunion", {"la reunion"}),
    ],
)
def test_places_are_read_under_any_of_their_names(query: str, departements: set[str]) -> None:
    assert understand(query).departements == departements


@pytest.mark.parametrize(
    "query",
    [
        "sorties pas cher pour familles",
        "un lot de jeux",
        "une somme d'argent",
        "compte rendu de la réunion d'équipe",
        "jeunes de 15-25 ans",
        "le centre social et les voisins",
    ],
)
def test_everyday_words_are_no_places(query: str) -> None:
    assert not understand(query).departements


def test_a_region_is_its_departements() -> None:
    assert {"finistere", "morbihan"} <= understand("jeunes en bretagne").departements


def test_status_public_partner_and_section() -> None:
    found = read("budget des actions terminées pour les seniors avec la carsat")
    assert ("status", "Terminée") in found
    assert ("public", "Seniors") in found
    assert ("partner", "CARSAT") in found
    assert ("section", "Ressources financières mobilisées pour cette action") in found


def test_what_is_excluded_is_said() -> None:
    assert ("exclusion", "scolaire") in read("ateliers jeunes hors scolaire")
    assert not understand("actions hors les murs").excluded


@pytest.mark.parametrize("query", ["", " ", "?", "\x00", "« »", "a" * 5000, "12 " * 400])
def test_any_text_is_accepted(query: str) -> None:
    understand(query)
