"""The main path: what is lifted only changes the order, and what is found says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.labels import FUNDING
from indexer import build
from search import Bank, Query, Results, browse, search
from search.ranking.scorer import rank
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, fiche, write

CLUB = fiche(
    "club-4",
    "Le club du mercredi",
    "Les enfants de 3 à 10 ans jouent dehors avec des bénévoles.",
    departement="Aveyron",
    sections={FUNDING: "Une subvention est demandée à la Carsat."},
)
ALL = (*FICHES, CLUB)


@pytest.fixture
def bank(own_home: Path) -> Bank:
    encoder = FakeEncoder()
    build([write(own_home.parent / "fiches.jsonl", *ALL)], encoder=encoder)
    return Bank.open(encoder=encoder)


def ids(bank: Bank, text: str, **filters: tuple[str, ...]) -> set[str]:
    return {bank.fiches[row].id for row in rank(bank, Query(text, filters)).order}


def gain(bank: Bank, text: str, field: str, fiche_id: str) -> float:
    """How much higher a fiche scores with a field of the query read than with it ignored."""
    row = bank.row_of[fiche_id]
    read, unread = (
        rank(bank, Query(text, ignored=frozenset(ignored))).scores for ignored in ((), (field,))
    )
    return float(read[row] - unread[row])


def notes(results: Results) -> dict[str, tuple[str, ...]]:
    return {hit.fiche.id: hit.notes for hit in results.hits}


@pytest.mark.parametrize(
    "text",
    [
        "les enfants de 6-8 ans jouent dehors",
        "un jardin partagé à moins de 50 €",
        "un jardin partagé hors environnement",
        "le café des parents dans une MJC sans salarié",
    ],
)
def test_what_is_read_in_the_text_leaves_no_fiche_out(bank: Bank, text: str) -> None:
    assert ids(bank, text) == {one.id for one in ALL}


def test_the_same_as_a_filter_leaves_out_those_that_do_not_state_it(bank: Bank) -> None:
    assert ids(bank, "jouer dehors", age=("6-8",)) == {"club-4"}
    assert ids(bank, "jouer dehors", exclusion=("environnement",)) == {
        "navette-1",
        "cafe-3",
        "club-4",
    }
    assert [one.id for one in browse(bank, Query("", {"age": ("6-8",)}))] == ["club-4"]


def test_what_is_excluded_goes_down(bank: Bank) -> None:
    assert gain(bank, "les actions hors environnement", "exclusion", "jardin-2") < 0


@pytest.mark.parametrize(
    ("text", "field", "fiche_id"),
    [
        ("un jardin autour de Rodez", "neighbour", "jardin-2"),
        ("sorties pour les seniors", "public", "navette-1"),
        ("l'environnement", "keyword", "jardin-2"),
        ("les enfants de 6-8 ans", "age", "club-4"),
    ],
)
def test_a_field_read_lifts_the_fiches_that_have_it_and_no_other_way(
    bank: Bank, text: str, field: str, fiche_id: str
) -> None:
    assert gain(bank, text, field, fiche_id) > 0
    assert gain(bank, text, field, "cafe-3") <= 0


def test_a_hit_says_which_words_of_it_meet_what_was_asked(bank: Bank) -> None:
    found = search(bank, Query("les enfants de 6-8 ans jouent dehors"))
    assert "Âge : de 3 à 10 ans" in notes(found)["club-4"]
    assert all("Âge" not in note for note in notes(found)["navette-1"])
    money = search(bank, Query("les enfants jouent, subvention demandée à la Carsat"))
    assert "Financeur : Une subvention est demandée à la Carsat." in notes(money)["club-4"]


def test_a_hit_let_in_by_kindness_says_so_first(bank: Bank) -> None:
    found = search(bank, Query("les enfants jouent dehors", {"public": ("Seniors",)}))
    assert notes(found)["club-4"][0] == "public non renseigné"
    assert found.hits[0].fiche.id == "navette-1"


def test_what_is_understood_says_filters_first_and_not_what_is_ignored(bank: Bank) -> None:
    text = "les enfants de 6-8 ans jouent dehors"
    found = search(bank, Query(text, {"departement": ("Aveyron",)}))
    assert (found.understood[0].field, found.understood[0].effect) == ("departement", "filter")
    assert "age" in {item.field for item in found.understood}
    unread = search(bank, Query(text, ignored=frozenset({"age"})))
    assert "age" not in {item.field for item in unread.understood}
    assert not any("Âge" in note for note in notes(unread)["club-4"])
