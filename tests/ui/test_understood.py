"""What chips say and where their buttons lead, without running the app."""

from __future__ import annotations

import pytest

from search import Understood
from search.reading import understand
from ui.address import State
from ui.french import fr
from ui.understood import OFF, ONLY, Chip, chips

AROUND = "Lot, Tarn"


def filtered(field: str, value: str, text: str = "x") -> Understood:
    return Understood(field, value, text, "filter")


def lift(field: str, value: str) -> Understood:
    return Understood(field, value, "x", "lift")


def changed(value: str, text: str, effect: str) -> Understood:
    return Understood("word", value, text, effect)  # type: ignore[arg-type]


def only(*found: Understood, state: State | None = None) -> Chip:
    [chip] = chips(state or State("q"), found)
    return chip


def leads(chip: Chip) -> dict[str, State]:
    return {action.label: action.state for action in chip.actions}


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (filtered("departement", "Aveyron"), "Filtre : département Aveyron"),
        (filtered("age", "6-8"), "Filtre : 6 à 8 ans"),
        (filtered("exclusion", "scolaire"), "Filtre : sans scolaire"),
        (lift("public", "Seniors"), "Placées en tête : public Seniors"),
        (lift("age", "6-8"), "Placées en tête : 6 à 8 ans"),
        (lift("budget", "-3000"), "Placées en tête : budget de 3\u202f000 € au plus"),
        (lift("paid", "-0"), "Placées en tête : aucun salarié cité"),
        (lift("funder", "CARSAT (demandé)"), "Placées en tête : financeur CARSAT (demandé)"),
        (lift("setting", "Milieu rural"), "Placées en tête : milieu rural"),
        (lift("neighbour", AROUND), "Placées en tête : départements voisins Lot, Tarn"),
        (
            lift("section", "Partenaires d'action:"),
            "Placées en tête : rubrique Partenaires d'action",
        ),
        (lift("exclusion", "scolaire"), "Placées en tête : sans scolaire"),
        (changed("bénévoles", "benevols", "correction"), "Résultats pour « bénévoles »"),
        (changed("transport", "x", "expansion"), "Cherché aussi : transport"),
    ],
)
def test_chips_say_what_is_done(item: Understood, said: str) -> None:
    chosen = {item.field: (item.value,)} if item.effect == "filter" else {}
    assert only(item, state=State("q", chosen)).words.replace("\u00a0", " ") == said


def test_a_place_that_the_text_names_is_said_to_come_first_and_not_to_filter() -> None:
    chip = only(filtered("departement", "Aveyron", "rodez"), state=State("jardin rodez"))
    assert chip.words == fr("D'abord : département Aveyron")
    assert leads(chip)[OFF] == State("jardin")


def test_a_lift_can_become_a_filter_or_be_ignored() -> None:
    for field, value in (("public", "Seniors"), ("age", "6-8"), ("section", "Public")):
        found = leads(only(lift(field, value)))
        assert found[ONLY] == State("q", {field: (value,)})
        assert found[OFF] == State("q", ignored=frozenset({field}))


def test_values_of_a_field_share_a_chip_as_they_go_together() -> None:
    chip = only(lift("public", "Seniors"), lift("public", "Jeunesse"), lift("public", "Seniors"))
    assert chip.words == fr("Placées en tête : public Seniors ou Jeunesse")
    assert leads(chip)[ONLY].filters == {"public": ("Seniors", "Jeunesse")}


def test_neighbours_become_a_filter_with_the_departements_named() -> None:
    named = filtered("departement", "12 48", "12 48")
    state = State("autour du 12 48")
    found = chips(state, [named, lift("neighbour", AROUND)])
    names = ("Aveyron", "Lozère", "Lot", "Tarn")
    assert leads(found[-1])[ONLY] == state.filtered("departement", names)


def test_nothing_is_shown_twice() -> None:
    state = State("seniors autour de l'Aveyron", {"public": ("Seniors",)})
    state = state.filtered("departement", ["12", "Lot", "Tarn"])
    found = chips(
        state,
        [
            *(filtered("departement", name, name) for name in ("Aveyron", "Lot", "Tarn")),
            filtered("public", "Seniors", "Seniors"),
            filtered("departement", "Aveyron", "aveyron"),
            lift("neighbour", AROUND),
            lift("public", "Seniors"),
        ],
    )
    said = [chip.words.split()[-1] for chip in found]
    assert said == ["Aveyron", "Lot", "Tarn", "Seniors"]


def test_a_chosen_filter_is_taken_away_alone() -> None:
    state = State("q", {"departement": ("12", "Lot")})
    found = chips(state, [filtered("departement", "Aveyron"), filtered("departement", "Lot")])
    assert leads(found[0])[OFF] == State("q", {"departement": ("Lot",)})
    assert [action.label for action in found[1].actions] == [OFF]


@pytest.mark.parametrize(
    ("text", "field", "left"),
    [
        ("navette en Aveyron", "departement", State("navette en")),
        ("Aveyron", "departement", None),
        ("dans l'Aveyron", "departement", None),
        ("terminées", "status", None),
    ],
)
def test_a_place_or_status_read_goes_with_its_words_or_is_ignored(
    text: str, field: str, left: State | None
) -> None:
    [item] = understand(text).items
    found = leads(only(item, state=State(text)))
    assert found[OFF] == (left or State(text, ignored=frozenset({field})))


def test_taking_words_away_keeps_what_is_ignored() -> None:
    state = State("seniors Aveyron", ignored=frozenset({"public"}))
    found = leads(chips(state, [filtered("departement", "Aveyron", "aveyron")])[0])
    assert found[OFF] == State("seniors", ignored=frozenset({"public"}))


def test_corrections_can_be_refused_all_at_once() -> None:
    chip = only(
        changed("bénévoles", "benevols", "correction"), changed("jardin", "jardn", "correction")
    )
    assert leads(chip) == {
        "Chercher plutôt «\u00a0benevols\u00a0», «\u00a0jardn\u00a0»": State(
            "q", ignored=frozenset({"correction"})
        )
    }


def test_words_added_stand_in_one_chip() -> None:
    words = [changed(word, "x", "expansion") for word in ("a", "b", "c", "d", "a")]
    chip = only(*words)
    assert chip.words.endswith(" a, b, c, d")
    assert leads(chip) == {OFF: State("q", ignored=frozenset({"expansion"}))}


def test_what_is_ignored_is_said_and_can_be_taken_back() -> None:
    state = State("q", ignored=frozenset({"public", "correction"}))
    first, second = chips(state, [])
    assert first.words == fr("Non pris en compte : correction")
    assert second.words == fr("Non pris en compte : public")
    assert leads(second) == {OFF: State("q", ignored=frozenset({"correction"}))}
    assert chips(State(ignored=frozenset({"public"})), []) == ()


def test_origins_by_default_have_no_chip() -> None:
    assert chips(State("q"), [filtered("origin", "recit", "recit")]) == ()
    assert only(filtered("origin", "recit"), state=State("q", {"origin": ("recit",)}))


def test_every_chip_of_a_long_query_has_a_key_of_its_own() -> None:
    text = (
        "budget bilan ateliers parents et seniors 6-8 ans et 12-15 ans en Aveyron et dans le Lot "
        "avec 10 bénévoles hors scolaire sans salarié moins de 3000 € actions terminées rurales"
    )
    found = chips(State(text), understand(text).items)
    keys = [chip.key for chip in found]
    assert len(keys) > 8
    assert len(set(keys)) == len(keys)


def test_a_status_that_a_text_names_places_first_and_is_no_filter() -> None:
    text = "jardins partagés, actions terminées"
    [chip] = chips(State(text), understand(text).items)
    assert chip.words == fr("Placées en tête : statut Terminée")
    assert leads(chip) == {
        ONLY: State(text, {"status": ("Terminée",)}),
        OFF: State(text, ignored=frozenset({"status"})),
    }
