"""Looking up départements, régions and towns as people type them."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.fiche import normalise
from corpus.places import (
    COLLECTIVITES,
    departement_named,
    departements,
    region_codes,
    town_departements,
)


def test_there_are_101_departements_in_18_regions() -> None:
    assert len(departements()) == 101
    assert all(code == each.code for code, each in departements().items())
    assert len({each.name for each in departements().values()}) == 101
    assert len({each.region for each in departements().values()}) == 18


def test_neighbours_are_symmetric_and_known() -> None:
    for code, each in departements().items():
        assert code not in each.neighbours
        assert len(set(each.neighbours)) == len(each.neighbours)
        for neighbour in each.neighbours:
            assert code in departements()[neighbour].neighbours, (code, neighbour)


def test_every_metropolitan_departement_is_reached_by_land_but_corse() -> None:
    def reached(start: str) -> set[str]:
        seen = {start}
        todo = [start]
        while todo:
            for neighbour in departements()[todo.pop()].neighbours:
                if neighbour not in seen:
                    seen.add(neighbour)
                    todo.append(neighbour)
        return seen

    assert len(reached("12")) == 94
    assert reached("2A") == {"2A", "2B"}
    assert all(reached(code) == {code} for code in ("971", "972", "973", "974", "976"))


def test_neighbours_of_a_few() -> None:
    assert departements()["12"].neighbours == ("15", "30", "34", "46", "48", "81", "82")
    assert departements()["75"].neighbours == ("92", "93", "94")


@pytest.mark.parametrize(
    ("region", "size"),
    [
        ("Occitanie", 13),
        ("Auvergne-Rhône-Alpes", 12),
        ("Nouvelle-Aquitaine", 12),
        ("Grand Est", 10),
        ("Île-de-France", 8),
        ("Provence-Alpes-Côte d'Azur", 6),
        ("Hauts-de-France", 5),
        ("Bretagne", 4),
        ("Corse", 2),
        ("Mayotte", 1),
    ],
)
def test_region_sizes(region: str, size: int) -> None:
    assert Counter(each.region for each in departements().values())[region] == size
    assert len(region_codes(region)) == size


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Aveyron", "12"),
        ("  l\u2019AVEYRON ", "12"),
        ("Reunion", "974"),
        ("la reunion", "974"),
        ("seine st denis", "93"),
        ("Val dOise", "95"),
        ("cotes d\u2019armor", "22"),
        ("Territoire-de-Belfort", "90"),
        ("Lot", "46"),
        ("2a", "2A"),
        ("01", "01"),
        ("1", "01"),
        ("976", "976"),
        ("Vienne", "86"),
    ],
)
def test_departement_by_folded_name_or_code(text: str, code: str) -> None:
    found = departement_named(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text", ["", " ", "20", "96", "0", "975", "Rodez", "Occitanie", "Saint-Denis", "Atlantide"]
)
def test_what_is_no_departement(text: str) -> None:
    assert departement_named(text) is None


def test_every_name_and_code_is_found() -> None:
    for each in departements().values():
        for text in (each.code, each.name, each.name.upper(), normalise(each.name)):
            assert departement_named(text) is each


def test_collectivites_are_no_departements() -> None:
    assert len(COLLECTIVITES) == 6
    assert all(departement_named(name) is None for name in COLLECTIVITES)
    assert all(normalise(name) not in town_departements() for name in COLLECTIVITES)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("midi pyrenees", ("09", "12", "31", "32", "46", "65", "81", "82")),
        ("l'Alsace", ("67", "68")),
        ("Cévennes", ("30", "48")),
        ("pays Basque", ("64",)),
        ("région Bretagne", ("22", "29", "35", "56")),
        ("Outre-mer", ("971", "972", "973", "974", "976")),
        ("Atlantide", ()),
        ("région", ()),
        ("", ()),
    ],
)
def test_region_codes(text: str, codes: tuple[str, ...]) -> None:
    assert region_codes(text) == codes


@pytest.mark.parametrize(
    ("everyday", "official"),
    [
        ("PACA", "Provence-Alpes-Côte d'Azur"),
        ("AURA", "Auvergne-Rhône-Alpes"),
        ("IDF", "Île-de-France"),
        ("région parisienne", "Île-de-France"),
        ("DROM", "outre-mer"),
    ],
)
def test_everyday_names_cover_the_same(everyday: str, official: str) -> None:
    assert region_codes(everyday) == region_codes(official) != ()


def test_the_old_regions_share_out_their_successors() -> None:
    for new, olds in {
        "Occitanie": ("Midi-Pyrénées", "Languedoc-Roussillon"),
        "Nouvelle-Aquitaine": ("Aquitaine", "Limousin", "Poitou-Charentes"),
        "Grand Est": ("Alsace", "Lorraine", "Champagne-Ardenne"),
        "Normandie": ("Haute-Normandie", "Basse-Normandie"),
        "Hauts-de-France": ("Picardie", "Nord-Pas-de-Calais"),
        "Auvergne-Rhône-Alpes": ("Auvergne", "Rhône-Alpes"),
        "Bourgogne-Franche-Comté": ("Bourgogne", "Franche-Comté"),
    }.items():
        assert sorted(code for old in olds for code in region_codes(old)) == list(region_codes(new))


def test_all_codes_of_regions_are_departements() -> None:
    for name in ("Antilles", "Béarn", "Limousin", "DOM", "Larzac", "Vercors"):
        assert region_codes(name)
        assert set(region_codes(name)) <= departements().keys()


def test_towns_by_folded_name() -> None:
    towns = town_departements()
    assert towns["rodez"] == "12"
    assert towns["millau"] == "12"
    assert towns["saint etienne"] == "42"
    assert towns["vire"] == "14"
    assert "conques" not in towns


def test_a_town_name_that_two_departements_share_is_left_out() -> None:
    assert not {"saint denis", "saint pierre"} & town_departements().keys()
