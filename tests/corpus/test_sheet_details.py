"""What sheets of the field say in their head, in numbered rubrics and in a budget's lines."""

from __future__ import annotations

import pytest

from tests.corpus.exports import Scratch, said

SHEET = "Intitulé : Le goûter\nPorteur : Foyer du bourg\nPublic : familles\nObjectifs : se voir\n"
BUDGET = "Ressources financières mobilisées pour cette action"


@pytest.mark.parametrize(
    ("head", "rubric", "year"),
    [
        ("BILAN D'ACTION 2021", "", 2021),
        ("Année scolaire 2021-2022", "", 2021),
        ("Bilan 2023", "Date : du 3 au 5 mai 2022\n", 2022),
        ("Convention territoriale globale 2021-2025", "", None),
        ("Délibération du 12 mars 2019", "", None),
        ("Bilan", "Date : 2021\nPériode : 2023\n", None),
    ],
)
def test_the_year_of_a_sheet_without_one(
    head: str, rubric: str, year: int | None, scratch: Scratch
) -> None:
    (fiche,) = scratch.read(f"{head}\n\n{SHEET}{rubric}").fiches
    assert fiche.year == year


def test_the_title_line_of_a_table_tells_the_year_of_its_rows(scratch: Scratch) -> None:
    text = "Actions de l'année 2021;;\nAction;Porteur;Public\nLe goûter;Foyer;familles\n"
    (fiche,) = scratch.read(text, "actions.csv").fiches
    assert (fiche.title, fiche.year) == ("Le goûter", 2021)


def test_numbered_rubrics_stand_apart_even_unknown_ones(scratch: Scratch) -> None:
    text = (
        "1. Intitulé du projet : Le goûter\n2. Service pilote : Jeunesse\n3. Couleur : bleue\n"
        "4. Public : familles\n5. Objectifs : se voir\n"
    )
    (fiche,) = scratch.read(text).fiches
    assert (fiche.title, fiche.organiser) == ("Le goûter", "Jeunesse")
    assert "bleue" in fiche.sections.values()


def test_who_pays_how_much_stays_in_the_budget(scratch: Scratch) -> None:
    (fiche,) = scratch.read(f"{SHEET}Financements :\nCaf : 3 000 €\nCommune : 1 000 €\n").fiches
    assert fiche.sections[BUDGET] == "Caf : 3 000 €\nCommune : 1 000 €"
    assert fiche.territory == ()


def test_json_without_ids_is_read(scratch: Scratch) -> None:
    text = '[{"title": "Le goûter", "sections": {}}, {"title": "Le bal", "sections": {}}]'
    fiches = scratch.read(text, "fiches.json").fiches
    assert [fiche.title for fiche in fiches] == ["Le goûter", "Le bal"]
    assert all(fiche.id.startswith("le-") for fiche in fiches)


def test_a_person_named_in_one_cell_and_reached_in_another_is_said(scratch: Scratch) -> None:
    text = "Titre;Structure;Référent;Téléphone\nLe goûter;Foyer;Anne Exemple;0100000000\n"
    reading = scratch.read(text, "actions.csv")
    assert said(reading, "Anne Exemple", "retirez cette ligne")
    assert [p.kind for p in reading.problems] == ["personal"]
    text = "Titre;Structure;Référent\nLe goûter;Foyer;Anne Exemple\n"
    assert not scratch.read(text, "actions.csv").problems
