"""Looking up départements, régions and towns as people type them."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.fiche import normalise
from corpus.places import (
    COLLECTIVITES,
    departement_named,
    departements,
    distance,
    place_words,
    region_codes,
    region_named,
    town_named,
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
    assert all(town_named(name) is None for name in COLLECTIVITES)


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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rodez", "12"),
        ("MILLAU", "12"),
        ("st etienne", "42"),
        ("Villeneuve d’Ascq", "59"),
        ("au Mans", "72"),
        ("aux ulis", "91"),
        ("roche sur yon", "85"),
        ("Vire", "14"),
        ("Cherbourg", "50"),
        ("Cherbourg-en-Cotentin", "50"),
        ("Vaulx-en-Velin", "69"),
        ("Mamoudzou", "976"),
        ("Bourgoin", "38"),
    ],
)
def test_towns_as_people_write_them(text: str, code: str) -> None:
    town = town_named(text)
    assert town is not None
    assert town.codes == (code,)


@pytest.mark.parametrize(
    "text", ["", "Conques", "Mans", "Saint-Denis", "Saint-Pierre", "Clermont", "Saint-Louis", "st"]
)
def test_what_is_no_town_or_may_be_two(text: str) -> None:
    assert town_named(text) is None


def test_every_prefecture_and_sous_prefecture_is_a_town_of_its_departement() -> None:
    """101 préfectures; those that share their name with another commune are left out."""
    left_out = set()
    for each in departements().values():
        for name in (each.prefecture, *each.sous_prefectures):
            town = town_named(name)
            if town is None:
                left_out.add(name)
            else:
                assert town.codes == (each.code,), name
    assert left_out == {"Saint-Denis", "Saint-Pierre", "Saint-Claude", "La Trinité", "Clermont"}
    assert sum(town_named(d.prefecture) is not None for d in departements().values()) == 100


@pytest.mark.parametrize(
    ("code", "towns"),
    [
        ("59", ("Roubaix", "Tourcoing", "Wattrelos", "Hazebrouck", "Croix")),
        ("69", ("Villeurbanne", "Vénissieux", "Saint-Priest", "Bron", "Givors")),
        ("93", ("Sevran", "Stains", "Noisy-le-Sec", "Montreuil", "Clichy-sous-Bois")),
        ("33", ("Pessac", "Lormont", "Cenon", "Talence", "La Teste-de-Buch")),
        ("974", ("Le Tampon", "Le Port", "Saint-Paul", "Saint-Leu")),
        ("971", ("Les Abymes", "Baie-Mahault", "Le Gosier")),
        ("83", ("Hyères", "Fréjus", "Six-Fours-les-Plages", "La Seyne-sur-Mer")),
    ],
)
def test_towns_over_20_000_inhabitants(code: str, towns: tuple[str, ...]) -> None:
    assert [town.codes for town in map(town_named, towns) if town] == [(code,)] * len(towns)


def test_towns_that_are_everyday_words_say_what_tells_them_apart() -> None:
    signs = {
        "Tours": "either",
        "Lens": "either",
        "Mâcon": "either",
        "Croix": "preposition",
        "Sens": "capital",
        "La Garde": "capital",
        "Le Port": "capital",
        "Sète": "",
        "Nice": "",
    }
    found = {name: town for name in signs if (town := town_named(name))}
    assert {name: town.sign for name, town in found.items()} == signs


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("PACA", ("04", "05", "06", "13", "83", "84")),
        ("HDF", ("02", "59", "60", "62", "80")),
        ("drom-com", ("971", "972", "973", "974", "976")),
        ("la Saintonge", ("17",)),
        ("Poitou", ("79", "86")),
        ("Bugey", ("01",)),
        ("Flandres", ("59",)),
        ("Pays d'Auge", ("14",)),
        ("Côte d’Azur", ("06", "83")),
    ],
)
def test_acronyms_and_regions_that_people_name(text: str, codes: tuple[str, ...]) -> None:
    assert region_codes(text) == codes


def test_an_acronym_that_is_a_verb_needs_its_capitals() -> None:
    aura, champagne, centre = map(region_named, ("aura", "Champagne", "centre"))
    assert aura is not None
    assert champagne is not None
    assert centre is not None
    assert (aura.sign, champagne.sign, centre.sign) == ("capitals", "either", "region")


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ("75", "13", 660),
        ("59", "06", 835),
        ("12", "48", 76),
        ("2A", "2B", 104),
        ("75", "974", 9370),
    ],
)
def test_distance_between_prefectures(one: str, other: str, km: int) -> None:
    assert distance(one, other) == distance(other, one)
    assert distance(one, other) == pytest.approx(km, rel=0.02)


def test_prefectures_lie_in_france_and_nearer_their_neighbours_than_most() -> None:
    for each in departements().values():
        assert distance(each.code, each.code) == 0
        for neighbour in each.neighbours:
            assert distance(each.code, neighbour) < 230, (each.code, neighbour)


def test_words_of_names_are_known() -> None:
    assert {"reims", "velin", "paca", "antilles", "finistere", "paris"} <= place_words()
    assert "conques" not in place_words()
