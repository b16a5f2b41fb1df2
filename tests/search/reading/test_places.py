"""Towns, régions and codes that a text names, and the everyday words that name none."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.fiche import normalise
from corpus.places import departements, region_codes, town_named
from indexer import SHIPPED, build
from search import Bank
from search.reading import understand
from search.reading.terms import read_words
from tests.fakes import FakeEncoder


def places(query: str) -> dict[str, str]:
    """Words as typed to the départements that they were read as."""
    return {i.text: i.value for i in understand(query).items if i.field == "departement"}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    encoder = FakeEncoder()
    folder: Path = tmp_path_factory.mktemp("bank") / "index"
    names = ("modele-a-navette-marche", "modele-b-clas-elementaire-oise", "modele-d-repair-cafe")
    build([SHIPPED / f"{name}.txt" for name in names], folder, encoder=encoder)
    return Bank.open(folder, encoder)


@pytest.mark.parametrize(
    ("query", "typed", "value"),
    [
        ("sorties seniors près de Perpignan", "Perpignan", "Pyrénées-Orientales"),
        ("une ludothèque à Roubaix", "Roubaix", "Nord"),
        ("ludothèque roubaix", "roubaix", "Nord"),
        ("jardins st etienne", "st etienne", "Loire"),
        ("Saint-Étienne et son jardin", "Saint-Étienne", "Loire"),
        ("ateliers du Creusot", "Creusot", "Saône-et-Loire"),
        ("autour de Brive", "Brive", "Corrèze"),
        ("habitants de Châlons-en-Champagne", "Châlons-en-Champagne", "Marne"),
        ("aînés villeneuve sur lot", "villeneuve sur lot", "Lot-et-Garonne"),
        ("un café à Vienne", "Vienne", "Isère"),
        ("un café dans la Vienne", "Vienne", "Vienne"),
        ("chantier à La Possession", "La Possession", "La Réunion"),
        ("collectif de Mamoudzou", "Mamoudzou", "Mayotte"),
    ],
)
def test_a_town_is_a_place_with_or_without_a_word_before_it(
    query: str, typed: str, value: str
) -> None:
    assert places(query) == {typed: value}


def test_a_town_orders_fiches_as_its_departement_does() -> None:
    town, departement = understand("jardin partagé Rodez"), understand("jardin partagé Aveyron")
    assert town.departements == departement.departements == {"aveyron"}
    assert town.consumed == {"rodez"}


def test_what_lies_around_a_town_is_meant_with_it() -> None:
    found = understand("mobilité autour du Mans")
    assert found.departements == {"sarthe"}
    assert {"orne", "mayenne"} <= found.neighbours
    assert {"autour", "mans"} <= found.consumed


@pytest.mark.parametrize(
    "query",
    [
        "presser des oranges et de l'orange amère",
        "jus d'orange pour les enfants",
        "redonner du sens au bénévolat",
        "le sens de la fête",
        "rue à sens unique",
        "des tours de parole",
        "les tours du quartier",
        "nettoyer des lens",
        "le menton et les épaules",
        "mode de garde d'enfants",
        "à la garde des enfants",
        "le plaisir de lire",
        "avec la Croix-Rouge",
        "rencontre au centre social Les Moulins",
        "un maçon retraité",
        "aide au port de charges",
        "fête des lilas",
        "atelier savon de Marseille",
        "les habitants de la rue de Strasbourg",
        "Châtillon-sur-Loire",
        "Meung-sur-Loire",
        "saut à la perche",
        "un verre de champagne",
        "il y aura une fête",
        "paris sportifs et jeux d'argent",
        "la réunion d'équipe",
        "nice activities for families",
        "une boîte à Saint-Denis",
    ],
)
def test_everyday_words_and_other_names_are_no_towns(query: str) -> None:
    assert places(query) == {}


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("jeunes de Lens", "Pas-de-Calais"),
        ("un festival à Orange", "Vaucluse"),
        ("un festival a orange", "Vaucluse"),
        ("le festival Orange", "Vaucluse"),
        ("la ville de Tours", "Indre-et-Loire"),
        ("les jeunes à tours", "Indre-et-Loire"),
        ("une épicerie à Sens", "Yonne"),
        ("familles à Croix", "Nord"),
        ("habitants de Mâcon", "Saône-et-Loire"),
    ],
)
def test_a_preposition_or_a_capital_makes_a_town_of_an_everyday_word(
    query: str, value: str
) -> None:
    assert list(places(query).values()) == [value]


@pytest.mark.parametrize(
    ("query", "region"),
    [
        ("logement HDF", "Hauts-de-France"),
        ("logement npdc", "Nord-Pas-de-Calais"),
        ("accès aux droits AURA", "Auvergne-Rhône-Alpes"),
        ("la région aura", "Auvergne-Rhône-Alpes"),
        ("précarité outre-mer", "outre-mer"),
        ("aidants antilles", "Antilles"),
        ("vieillir en Champagne", "Champagne"),
        ("aînés du Quercy", "Quercy"),
        ("villages des Cévennes", "Cévennes"),
    ],
)
def test_a_region_is_read_by_its_everyday_name_and_acronym(query: str, region: str) -> None:
    named = {normalise(departements()[code].name) for code in region_codes(region)}
    assert understand(query).departements == named


@pytest.mark.parametrize(
    ("query", "typed", "value"),
    [
        ("garde d'enfants 46100", "46100", "Lot"),
        ("46100 Figeac", "46100", "Lot"),
        ("ateliers (20200)", "20200", "Haute-Corse"),
        ("ateliers à 20137", "20137", "Corse-du-Sud"),
        ("potager 97430", "97430", "La Réunion"),
        ("accès aux droits (59)", "59", "Nord"),
        ("potager partagé 48", "48", "Lozère"),
        ("potager 2B", "2B", "Haute-Corse"),
    ],
)
def test_postcodes_and_numbers_that_nothing_else_explains_are_departements(
    query: str, typed: str, value: str
) -> None:
    assert places(query)[typed] == value


def test_each_number_in_brackets_is_a_departement() -> None:
    assert places("potagers (46, 48)") == {"46": "Lot", "48": "Lozère"}


@pytest.mark.parametrize(
    "query",
    [
        "ateliers jeunes 14 ans",
        "jeunes de 13-17 ans",
        "enfants (6-12)",
        "15 25 ans",
        "un budget de 15000",
        "une subvention de 34000 euros",
        "34000 €",
        "30000 habitants",
        "plan covid 19",
        "agenda 21",
        "mai 68",
        "rendez-vous le 12 mai",
        "en 12 séances",
        "un groupe de 15",
        "98000",
        "potager 99",
        "un loyer de 12 euros",
    ],
)
def test_ages_prices_counts_and_dates_are_no_departements(query: str) -> None:
    assert places(query) == {}


@pytest.mark.parametrize(
    "query",
    [
        "potager près de Toulon",
        "potager toulon",
        "potager PACA",
        "potager paca",
        "aidants antilles",
        "potager à Limeil-Brévannes",
        "le repair café de Najac",
        "le forum du SIPAJ",
    ],
)
def test_no_name_is_corrected(bank: Bank, query: str) -> None:
    assert read_words(bank, query, understand(query)).corrected is None


@pytest.mark.parametrize("query", ["Navete du marché", "NAVETE", "Atelier Navete"])
def test_a_title_s_capitals_make_no_name_of_an_error(bank: Bank, query: str) -> None:
    assert "navette" in (read_words(bank, query, understand(query)).corrected or "")


def test_no_town_is_corrected_even_where_the_bank_has_a_word_near_it(bank: Bank) -> None:
    for name in ("Toulouse", "Reims", "Vaulx-en-Velin", "Mérignac", "Cagnes", "Lunel", "Guéret"):
        town = town_named(name)
        assert town is not None
        assert read_words(bank, name.lower(), understand(name.lower())).corrected is None
