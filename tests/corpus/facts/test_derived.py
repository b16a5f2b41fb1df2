"""What a fiche's text states beside its closed fields, each fact with its evidence."""

from __future__ import annotations

from typing import get_args

import pytest

from corpus import Fiche, read
from corpus.facts.derived import ASKED, GRANTED, POSSIBLE, Derived, Name, derive
from corpus.labels import END_REASON, FUNDING, GENERAL, PEOPLE, PUBLIC, STRUCTURE, SUMMARY
from tests.corpus.test_shipped_corpus import FOLDER


def facts(name: str, text: str, label: str = GENERAL) -> list[Derived]:
    fiche = Fiche("x-1", "Titre", sections={label: text})
    return [fact for fact in derive(fiche) if fact.name == name]


def said(name: str, text: str, label: str = GENERAL) -> list[str]:
    return [text[fact.start : fact.end] for fact in facts(name, text, label)]


def numbers(name: str, text: str, label: str = GENERAL) -> list[tuple[float, float]]:
    return [(fact.low, fact.high) for fact in facts(name, text, label)]


def test_every_fact_of_the_shipped_fiches_has_its_evidence() -> None:
    seen = set()
    for fiche in read([FOLDER]).fiches:
        for fact in derive(fiche):
            shown = fiche.sections[fact.label][fact.start : fact.end]
            assert shown.strip() == shown != "", (fiche.id, fact)
            if fact.name in ("age", "budget", "last_date"):
                assert any(c.isdigit() for c in shown), (fiche.id, fact)
            if fact.name in ("age", "budget", "paid", "volunteers"):
                assert 0 <= fact.low <= fact.high, (fiche.id, fact)
            assert bool(fact.standing) == (fact.name == "funder"), (fiche.id, fact)
            seen.add(fact.name)
    assert seen == set(get_args(Name))


def test_a_fact_is_read_back_from_its_row() -> None:
    [fact] = facts("age", "un club pour les 6-8 ans")
    assert Derived(*fact.as_row()) == fact


def test_ages_are_those_of_the_text() -> None:
    assert numbers("age", "Depuis 10 ans, les 6-8 ans viennent.") == [(6, 8)]
    assert said("age", "Depuis 10 ans, les 6-8 ans viennent.") == ["6-8 ans"]


def test_only_totals_are_budgets() -> None:
    text = "Budget total : 9 400 €, dont une subvention de la Caf de 2 000 €."
    assert said("budget", text, FUNDING) == ["9 400 €"]
    assert numbers("budget", text, FUNDING) == [(9400, 9400)]
    for other in (
        "Une subvention de la Caf de 2 000 €",
        "L'intervenant coûte 35 € par heure",
        "Participation des familles : 5 €",
        "Bénévolat valorisé à hauteur de 1 200 €",
    ):
        assert facts("budget", other) == [], other


def test_a_sum_that_opens_the_funding_section_is_what_the_action_cost() -> None:
    assert numbers("budget", "72 373€, sur trois ans.", FUNDING) == [(72373, 72373)]
    assert facts("budget", "À trois, 72 373€, sur trois ans.", FUNDING) == []
    assert facts("budget", "72 373€, sur trois ans.", GENERAL) == []
    assert facts("budget", "72 373€ par la commune", FUNDING) == []


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("La Carsat a accordé 2 000 €.", GRANTED),
        ("Carsat", GRANTED),
        ("Une subvention a été demandée à la Carsat.", ASKED),
        ("La subvention demandée à la Carsat a été accordée.", GRANTED),
        ("L'aide demandée à la Carsat n'a pas été accordée.", ASKED),
        ("Dossier déposé auprès de la Carsat.", ASKED),
        ("La Carsat pourrait aider.", POSSIBLE),
        ("Une subvention de la Carsat est envisagée.", POSSIBLE),
    ],
)
def test_a_funder_has_given_or_is_asked_or_is_hoped_for(text: str, standing: str) -> None:
    [fact] = facts("funder", text, FUNDING)
    assert (fact.value, fact.standing) == ("CARSAT", standing)
    assert text[fact.start : fact.end] == text


def test_a_body_named_without_money_is_no_funder() -> None:
    assert facts("funder", "La Carsat anime un atelier.") == []
    assert [f.value for f in facts("funder", "La Carsat finance un atelier.")] == ["CARSAT"]


def test_each_sentence_has_its_own_standing() -> None:
    text = "La Caf a versé 300 €. Une aide de la MSA est demandée."
    found = {(f.value, f.standing, text[f.start : f.end]) for f in facts("funder", text, FUNDING)}
    assert found == {
        ("Caf", GRANTED, "La Caf a versé 300 €."),
        ("MSA", ASKED, "Une aide de la MSA est demandée."),
    }


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12 bénévoles", 12),
        ("douze bénévoles", 12),
        ("une dizaine de bénévoles", 10),
        ("Bénévoles : 7", 7),
        ("1 bénévole", 1),
    ],
)
def test_volunteers_are_counted(text: str, number: float) -> None:
    assert numbers("volunteers", text, PEOPLE) == [(number, number)]
    assert said("volunteers", text, PEOPLE) == [text]


def test_paid_workers_are_counted_apart_and_a_lone_one_only_where_people_are_counted() -> None:
    assert numbers("paid", "2 salariés et 12 bénévoles", PEOPLE) == [(2, 2)]
    assert numbers("volunteers", "2 salariés et 12 bénévoles", PEOPLE) == [(12, 12)]
    assert numbers("paid", "une animatrice", PEOPLE) == [(1, 1)]
    assert facts("paid", "Une animatrice raconte.") == []
    assert facts("volunteers", "Les bénévoles sont nombreux.") == []


def test_the_structure_says_its_kind() -> None:
    found = facts("structure", "FOYER RURAL DU BOURG - Creuse", STRUCTURE)
    assert [(fact.value, fact.label) for fact in found] == [("Foyer rural", STRUCTURE)]
    assert facts("structure", "On est allés au foyer rural voisin.") == []


def test_the_last_date_is_the_greatest_year_and_no_sum() -> None:
    fiche = Fiche(
        "x-1", "T", sections={SUMMARY: "En 2021 puis en 2018.", FUNDING: "2 050 € et 2030 €"}
    )
    [fact] = [fact for fact in derive(fiche) if fact.name == "last_date"]
    assert (fact.low, fact.label) == (2021, SUMMARY)
    assert fiche.sections[SUMMARY][fact.start : fact.end] == "2021"


def test_a_title_or_a_closed_field_states_nothing() -> None:
    assert derive(Fiche("x-1", "Les 6-8 ans", sections={PUBLIC: "les 6-8 ans"})) == ()


def test_a_reason_of_ending_is_read_where_the_bank_asks_for_it_with_its_sentence() -> None:
    text = "Le poste n'a pas été renouvelé. La subvention a baissé de moitié."
    found = facts("ending", text, END_REASON)
    assert [(fact.value, text[fact.start : fact.end]) for fact in found] == [
        ("Départ ou manque de salariés", "Le poste n'a pas été renouvelé."),
        ("Manque d'argent", "La subvention a baissé de moitié."),
    ]
    assert facts("ending", text) == []
