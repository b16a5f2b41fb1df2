from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer import Span
from search import FILTERS
from ui.address import (
    DOSSIER,
    EVERYTHING,
    IGNORABLE,
    LONGEST_VALUE,
    MOST,
    MOST_TICKS,
    PAGE,
    PRINT,
    State,
)

words = some.text(min_size=1, max_size=30).map(str.strip).filter(bool)


def params(state: State) -> dict[str, list[str]]:
    return {k: [v] if isinstance(v, str) else v for k, v in state.to_params().items()}


@given(
    some.builds(
        State,
        text=some.text(max_size=60).map(str.strip),
        filters=some.dictionaries(
            some.sampled_from(FILTERS),
            some.lists(words, min_size=1, max_size=3, unique=True).map(tuple),
        ).map(MappingProxyType),
        k=some.integers(PAGE, MOST),
        strict=some.booleans(),
        view=some.sampled_from(["", PRINT, EVERYTHING, DOSSIER]),
        fiche=words,
        cited=some.none() | some.builds(Span, words, some.integers(0, 999), some.integers(0, 999)),
        question=some.text(max_size=60).map(str.strip),
        ticks=some.lists(words, max_size=4, unique=True).map(tuple),
        ignored=some.frozensets(some.sampled_from(sorted(IGNORABLE))),
    ),
    some.booleans(),
)
def test_address_round_trip(state: State, printed: bool) -> None:
    state = state.printing() if printed else state
    assert State.from_params(params(state)) == state


def test_empty_state_has_an_empty_address() -> None:
    assert State().to_params() == {}
    assert State.from_params({}) == State()


@pytest.mark.parametrize(
    "odd",
    [
        {"k": ["-3"]},
        {"k": ["²"]},
        {"k": ["dix"]},
        {"vue": ["autre"]},
        {"strict": ["1"]},
        {"section": ["Résumé"], "start": ["x"], "end": ["3"]},
        {"inconnu": ["x"]},
        {"departement": [" "]},
        {"fiche": [""]},
        {"sans": ["couleur", ""]},
        {"age": [" "]},
        {"budget": ["1" * (LONGEST_VALUE + 1)]},
    ],
)
def test_what_makes_no_sense_is_passed_over(odd: dict[str, list[str]]) -> None:
    assert State.from_params(odd) == State()


def test_k_is_bounded() -> None:
    assert State.from_params({"k": ["999999"]}).k == MOST


def test_a_new_search_keeps_filters_and_starts_again() -> None:
    state = State("a", {"public": ("Seniors",)}, 30, fiche="f", cited=Span("Résumé", 0, 3))
    asked = state.asking(" b ")
    assert (asked.text, asked.k, asked.fiche, asked.cited) == ("b", PAGE, None, None)
    assert asked.filters == {"public": ("Seniors",)}


def test_back_from_print_and_fiche_is_the_same_search() -> None:
    state = State("a", {"public": ("Seniors",)}, 30, True)
    assert state.opening("f", Span("Résumé", 0, 3)).printing().back() == state


def test_the_list_of_all_is_found_again_behind_print_and_dossier() -> None:
    listed = State().everything()
    opened = listed.opening("f")
    for shown in (opened.printing(), opened.as_dossier(), opened.as_dossier().printing()):
        assert State.from_params(params(shown)) == shown
        assert shown.opening("f") == opened
        assert shown.back() == listed
        assert shown.asking("a") == State("a")


def test_facets_stand_before_what_texts_state() -> None:
    filters = {"age": ("6-8",), "section": ("Public",), "public": ("Seniors",)}
    state = State("a", filters, ignored=frozenset({"status", "age"}), fiche="f")
    assert list(state.to_params()) == ["q", "public", "age", "rubrique", "sans", "fiche"]
    assert state.to_params()["sans"] == ["age", "status"]
    cited = state.opening("f", Span("Résumé", 0, 3))
    assert State.from_params(params(cited)) == cited


def test_other_words_are_read_afresh() -> None:
    state = State("a", ignored=frozenset({"public"}))
    assert state.asking("b") == State("b")
    assert state.asking("a") == state
    assert state.ignoring("age").heeding("public") == State("a", ignored=frozenset({"age"}))


def test_filters_come_and_go() -> None:
    state = State("a").filtered("public", ["Seniors"]).filtered("status", ["En cours"])
    assert state.filtered("public", []).filters == {"status": ("En cours",)}
    stated = state.filtered("age", ["6-8"]).ignoring("public")
    assert stated.unfiltered() == State("a")


def test_ticks_follow_every_move() -> None:
    state = State("a").ticked("x", True).ticked("y", True).ticked("x", True)
    assert state.ticks == ("y", "x")
    for moved in (state.asking("b"), state.opening("f"), state.back(), state.everything()):
        assert moved.ticks == ("y", "x")
    assert state.blank() == State(ticks=("y", "x"))
    assert state.ticked("y", False).ticks == ("x",)
    assert state.unticked() == State("a")


def test_ticks_are_bounded() -> None:
    names = [f"f{n}" for n in range(MOST_TICKS + 5)]
    assert len(State.from_params({"coche": names}).ticks) == MOST_TICKS


def test_a_question_belongs_to_its_fiche() -> None:
    asked = State("a", fiche="f", view=DOSSIER).about(" combien ? ")
    assert (asked.question, asked.view) == ("combien ?", DOSSIER)
    there = asked.opening("f", Span("Résumé", 0, 3))
    assert (there.question, there.view) == ("combien ?", "")
    assert asked.opening("g").question == ""
    assert asked.back() == State("a")
    assert State.from_params({"question": ["combien ?"]}) == State()
