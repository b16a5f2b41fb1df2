"""Filters on what texts state: ages, budget, staff, structure, funder, sections, exclusions."""

from __future__ import annotations

import pytest

from corpus.labels import END_REASON, FUNDING, LIMITS, PEOPLE, STRUCTURE
from search import Query, UnknownValueError, shown
from search.columns import columns_of
from search.fields import title
from search.filters import OUT, admitted
from search.stated import evidence
from tests.indexer.sources import fiche

ALL = (
    fiche(
        "club",
        "Le club",
        "Un club pour les enfants de 3 à 10 ans, au village.",
        keywords=["Éducation / scolarité"],
        sections={
            STRUCTURE: "EVS du Lavoir - Aveyron",
            FUNDING: "Budget total : 4 000 €. La Carsat a accordé une subvention.",
            PEOPLE: "12 bénévoles et 2 salariés",
        },
    ),
    fiche(
        "ados",
        "Un soutien scolaire",
        "Chaque soir, les 11-17 ans.",
        sections={
            FUNDING: "Budget total : 900 €. Une subvention est demandée à la Carsat.",
            PEOPLE: "6 bénévoles",
            LIMITS: "Peu de place.",
            END_REASON: "Trop peu d'inscrits. La salle a fermé.",
        },
    ),
    fiche("muet", "La fête", "Une fête depuis 10 ans."),
)
BANK = columns_of(ALL)


def passing(*values: str, name: str) -> set[str]:
    tiers = admitted(BANK, Query("", {name: values}))
    return {one.id for one, tier in zip(ALL, tiers, strict=True) if tier != OUT}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("age", "6-8", {"club"}),
        ("age", "10-11", {"club", "ados"}),
        ("age", "18-", set()),
        ("age", "-3", {"club"}),
        ("budget", "-1500", {"ados"}),
        ("budget", "900-4000", {"ados", "club"}),
        ("budget", "5000-", set()),
        ("volunteers", "10-", {"club"}),
        ("volunteers", "-10", {"ados"}),
        ("paid", "1-", {"club"}),
        ("paid", "-0", {"ados"}),
        ("structure", "Espace de vie sociale", {"club"}),
        ("structure", "MJC", set()),
        ("funder", "CARSAT", {"club", "ados"}),
        ("funder", "CARSAT (demandé)", {"ados"}),
        ("funder", "CARSAT (accordé)", {"club"}),
        ("funder", "MSA", set()),
        ("ending", "Manque de participants", {"ados"}),
        ("ending", "Manque d'argent", set()),
        ("setting", "Milieu rural", {"club"}),
        ("section", LIMITS, {"ados"}),
        ("section", "Rubrique inconnue", set()),
        ("exclusion", "scolaire", {"club", "muet"}),
        ("exclusion", "Scolarité", {"ados", "muet"}),
    ],
)
def test_a_filter_keeps_the_fiches_that_state_it(name: str, value: str, kept: set[str]) -> None:
    assert passing(value, name=name) == kept


def test_two_values_mean_either_but_two_exclusions_mean_neither() -> None:
    assert passing("6-8", "15-15", name="age") == {"club", "ados"}
    assert passing("scolaire", "fête", name="exclusion") == {"club"}


def test_a_stated_filter_and_a_facet_mean_both() -> None:
    query = Query("", {"age": ("6-8",), "keyword": ("Culture",)})
    assert (admitted(BANK, query) == OUT).all()


@pytest.mark.parametrize("value", ["vieux", "6", "-", "", "6-8-10", "six-huit", "6–8"])
@pytest.mark.parametrize("name", ["age", "budget", "volunteers", "paid"])
def test_a_bad_range_is_said_in_french_even_in_a_bank_that_states_none(
    name: str, value: str
) -> None:
    for bank in (BANK, columns_of(ALL[2:])):
        with pytest.raises(UnknownValueError) as raised:
            admitted(bank, Query("", {name: (value,)}))
        said = f"{title(name).lower()} : « {value} » n'est pas de la forme 6-8, -8 ou 6-"
        assert str(raised.value) == said


@pytest.mark.parametrize(
    ("name", "value", "proof"),
    [
        ("age", "6-8", "de 3 à 10 ans"),
        ("budget", "-5000", "4 000 €"),
        ("volunteers", "10-", "12 bénévoles"),
        ("paid", "1-", "2 salariés"),
        ("structure", "Espace de vie sociale", "EVS"),
        ("funder", "CARSAT", "La Carsat a accordé une subvention."),
    ],
)
def test_what_a_fiche_states_is_proved_by_its_words(name: str, value: str, proof: str) -> None:
    fact = evidence(BANK, name, value, 0)
    assert fact is not None
    assert ALL[0].sections[fact.label][fact.start : fact.end] == proof
    assert evidence(BANK, name, value, 2) is None


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("age", "6-8", "6 à 8\u00a0ans"),
        ("age", "9-9", "9\u00a0ans"),
        ("age", "60-", "60\u00a0ans au moins"),
        ("budget", "-5000", "5\u202f000\u00a0€ au plus"),
        ("volunteers", "1-", "1\u00a0bénévole au moins"),
        ("paid", "-2", "2\u00a0salariés au plus"),
        ("paid", "-0", "aucun salarié cité"),
        ("funder", "CARSAT (demandé)", "CARSAT (demandé)"),
        ("age", "-", "-"),
        ("age", "vieux", "vieux"),
        ("budget", "9" * 5000 + "-", "9" * 5000 + "-"),
    ],
)
def test_users_read_a_value_in_words(name: str, value: str, words: str) -> None:
    assert shown(name, value) == words


def test_a_setting_that_can_not_exist_is_said_in_french() -> None:
    with pytest.raises(UnknownValueError, match="cadre inconnu : « Montagne »"):
        admitted(BANK, Query("", {"setting": ("Montagne",)}))
