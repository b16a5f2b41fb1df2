"""What a query says besides its subject, as the chips show it."""

from __future__ import annotations

import pytest

from search.reading import understand


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
    assert not understand("actions hors les murs").values("exclusion")


@pytest.mark.parametrize(
    "query",
    [
        "jardins dans le Lot et les départements voisins",
        "jardins dans le Lot et alentours",
        "jardins du Lot et départements limitrophes",
        "autour de Cahors",
        "jardins près du Lot",
        "le Lot et ses voisins",
    ],
)
def test_neighbours_are_lifted_when_they_are_asked_for(query: str) -> None:
    found = understand(query)
    assert found.departements == {"lot"}
    assert {"aveyron", "cantal"} <= found.neighbours
    assert "lot" not in found.neighbours
    assert "neighbour" in {item.field for item in found.items}


@pytest.mark.parametrize(
    "query",
    [
        "jardins dans le Lot",
        "fête des voisins dans le Lot",
        "ateliers autour de la cuisine dans le Lot",
        "un commerce près de chez soi dans le Lot",
        "dans le Lot aux alentours de 18 heures",
        "les alentours du quartier",
        "jeunes en Bretagne et alentours",
    ],
)
def test_neighbours_are_left_alone_otherwise(query: str) -> None:
    found = understand(query)
    assert found.neighbours == frozenset()
    assert "neighbour" not in {item.field for item in found.items}


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("un jardin dans notre quartier", "Un quartier"),
        ("projets entre quartiers", "Plusieurs quartiers"),
        ("une action sur plusieurs communes", "Plusieurs communes"),
        ("à l'échelle de la commune", "Une commune"),
    ],
)
def test_a_territory_is_read(query: str, value: str) -> None:
    assert understand(query).values("territory") == (value,)


@pytest.mark.parametrize(
    ("query", "keywords"),
    [
        ("éducation et santé", {"Éducation / scolarité", "Santé"}),
        ("lutter contre les discriminations", {"Discriminations"}),
        ("mixite sociale", {"Mixité sociale"}),
        ("la protection de l'environnement", {"Environnement"}),
        ("environ 40 habitants", set()),
        ("une famille", set()),
    ],
)
def test_keywords_of_the_bank_are_read(query: str, keywords: set[str]) -> None:
    assert set(understand(query).values("keyword")) == keywords


def test_a_dimension_is_read_only_where_it_is_called_one() -> None:
    assert understand("la dimension citoyenneté").values("dimension") == ("Citoyenneté",)
    assert not understand("services de proximité").values("dimension")


@pytest.mark.parametrize(
    ("field", "query"),
    [
        ("departement", "jardins dans le Lot"),
        ("neighbour", "jardins dans le Lot et alentours"),
        ("status", "actions terminées"),
        ("public", "sorties des seniors"),
        ("partner", "avec la carsat"),
        ("territory", "dans notre quartier"),
        ("keyword", "la santé"),
        ("section", "les difficultés"),
        ("setting", "en milieu rural"),
        ("exclusion", "ateliers hors scolaire"),
    ],
)
def test_a_field_that_is_ignored_is_not_read(field: str, query: str) -> None:
    assert field in {item.field for item in understand(query).items}
    without = understand(query, frozenset({field}))
    assert field not in {item.field for item in without.items}
    if field == "neighbour":
        assert without.departements == {"lot"}
        assert not without.neighbours
    else:
        assert without == type(without)(items=without.items)


@pytest.mark.parametrize("query", ["", " ", "?", "\x00", "« »", "a" * 5000, "12 " * 400])
def test_any_text_is_accepted(query: str) -> None:
    understand(query)
