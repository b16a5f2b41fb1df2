"""Filters that don't betray, and their counts."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus import Fiche, read
from corpus.labels import GENERAL, SUMMARY
from corpus.vocabulary import FACETS
from indexer.sources import SHIPPED
from search import Query, UnknownValueError
from search.columns import columns_of
from search.filters import OUT, admission_notes, admitted, facet_counts
from tests.indexer.sources import FICHES, fiche

UNMARKED = fiche("lecture-4", "Lire à deux", "Avec la CAF du coin.", departement="Aveyron")
MISSPELT = fiche("gym-5", "Gym", "Bouger.", keywords=["Viellissement"], departement="Nulle-Part")
ALL: tuple[Fiche, ...] = (*FICHES, UNMARKED, MISSPELT)
BANK = columns_of(ALL)


def passing(strict: bool = False, **filters: tuple[str, ...]) -> dict[str, int]:
    """Id to tier of the fiches that pass."""
    tiers = admitted(BANK, Query("", filters, strict=strict))
    return {one.id: int(tier) for one, tier in zip(ALL, tiers, strict=True) if tier != OUT}


def notes(fiche_id: str, **filters: tuple[str, ...]) -> tuple[str, ...]:
    row = [one.id for one in ALL].index(fiche_id)
    return admission_notes(BANK, Query("", filters), row)


def test_without_filter_everything_passes() -> None:
    assert passing() == dict.fromkeys((one.id for one in ALL), 0)


def test_a_public_filter_keeps_everyone_and_unmarked_below_and_says_so() -> None:
    assert passing(public=("Seniors",)) == {
        "navette-1": 0,
        "jardin-2": 1,
        "cafe-3": 1,
        "lecture-4": 1,
        "gym-5": 1,
    }
    assert notes("jardin-2", public=("seniors",)) == ("tous publics",)
    assert notes("cafe-3", public=("Seniors",)) == ("public non renseigné",)
    assert notes("navette-1", public=("Seniors",)) == ()


def test_a_fiche_marked_for_others_only_does_not_pass() -> None:
    assert "navette-1" not in passing(public=("Jeunesse",))


def test_strict_is_the_raw_field_alone() -> None:
    assert passing(strict=True, public=("Seniors",)) == {"navette-1": 0}
    assert passing(strict=True, partner=("CARSAT",)) == {}


def test_a_partner_filter_keeps_fiches_whose_text_names_it() -> None:
    assert passing(partner=("CARSAT",)) == {"jardin-2": 1}
    assert notes("jardin-2", partner=("Carsat",)) == ("partenaire cité dans le texte",)
    assert passing(partner=("Caf",)) == {"lecture-4": 1}
    assert passing(partner=("Commune",)) == {"navette-1": 0}


@pytest.mark.parametrize("named", ["Aveyron", "aveyron", "12", "AVEYRON "])
def test_a_departement_is_named_or_numbered_and_nothing_else_passes(named: str) -> None:
    assert passing(departement=(named,)) == {"navette-1": 0, "lecture-4": 0}


def test_a_region_is_its_departements() -> None:
    assert set(passing(region=("Occitanie",))) == {"navette-1", "jardin-2", "lecture-4"}
    assert set(passing(region=("Nouvelle-Aquitaine",))) == {"cafe-3"}


def test_two_values_mean_either_and_two_facets_mean_both() -> None:
    assert set(passing(departement=("12", "46"))) == {"navette-1", "jardin-2", "lecture-4"}
    assert set(passing(departement=("12", "46"), status=("Terminée",))) == {"jardin-2"}


def test_values_meet_whatever_their_spelling_even_the_sources_mistakes() -> None:
    assert set(passing(keyword=("vieillissement",))) == {"gym-5"}
    assert set(passing(keyword=("mobilite / transport",))) == {"navette-1"}
    assert set(passing(origin=("modele",))) == {"cafe-3"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("departement", "Atlantide", "département inconnu : « Atlantide »"),
        ("region", "Atlantide", "région inconnue"),
        ("status", "Peut-être", "statut inconnu"),
        ("couleur", "bleu", "filtre inconnu"),
    ],
)
def test_a_value_that_cannot_exist_is_said(name: str, value: str, said: str) -> None:
    with pytest.raises(UnknownValueError, match=said):
        admitted(BANK, Query("", {name: (value,)}))


def test_counts_are_of_what_the_other_filters_leave_commonest_first() -> None:
    counts = facet_counts(BANK, Query("", {"departement": ("12",)}))
    assert counts["departement"] == {
        "Aveyron": 2,
        "Haute-Vienne": 1,
        "Lot": 1,
        "Nulle-Part": 1,
    }
    assert next(iter(counts["departement"])) == "Aveyron"
    assert counts["public"] == {"Seniors": 1}
    assert counts["region"] == {"Occitanie": 2}
    assert counts["keyword"] == {"Mobilité / transport": 1}
    everything = facet_counts(BANK, Query(""))
    assert everything["origin"] == {"banque": 4, "modele": 1}
    assert everything["keyword"]["Vieillissement"] == 1


def test_a_partner_named_inside_another_word_is_not_cited() -> None:
    cafe = fiche("x-1", "T", "Un café.", sections={GENERAL: "Le carsatien"})
    assert SUMMARY in cafe.sections
    for name in ("Caf", "CARSAT"):
        assert list(admitted(columns_of([cafe]), Query("", {"partner": (name,)}))) == [OUT]


def test_every_spelling_of_a_value_that_the_bank_does_not_know_is_kept() -> None:
    two = [fiche(f"x-{n}", "T", "Un.", keywords=[word]) for n, word in enumerate(("Bois", "BOIS"))]
    assert list(admitted(columns_of(two), Query("", {"keyword": ("bois",)}))) == [0, 0]


def test_a_fiche_that_two_filters_let_in_by_kindness_says_both() -> None:
    assert passing(public=("Seniors",), partner=("Caf",)) == {"lecture-4": 1}
    assert notes("lecture-4", public=("Seniors",), partner=("Caf",)) == (
        "public non renseigné",
        "partenaire cité dans le texte",
    )
    assert notes("navette-1", departement=("12",)) == ()


def test_a_fiche_let_in_by_kindness_stays_below_whatever_else_it_meets() -> None:
    assert passing(public=("Seniors",), departement=("12",)) == {"navette-1": 0, "lecture-4": 1}
    assert passing(departement=("12",), public=("Seniors",)) == {"navette-1": 0, "lecture-4": 1}


def test_counts_are_those_of_a_plain_loop_over_the_shipped_fiches() -> None:
    fiches = read([SHIPPED]).fiches
    bank = columns_of(fiches)
    query = Query("", {"public": ("Seniors",), "status": ("En cours",)})
    counts = facet_counts(bank, query)
    for name, values in FACETS.items():
        others = {k: v for k, v in query.filters.items() if k != name}
        tiers = admitted(bank, Query("", others))
        left = [one for one, tier in zip(fiches, tiers, strict=True) if tier != OUT]
        expected = Counter(value for one in left for value in set(values(one)))
        assert counts[name] == dict(expected), name
        assert list(counts[name].values()) == sorted(expected.values(), reverse=True), name
