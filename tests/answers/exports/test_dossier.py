"""« Vue dossier »: the funder's rubrics in their order, filled word for word."""

from answers.exports.dossier import filled_rubrics
from tests.answers.conftest import FICHES

TITLES = [
    "Diagnostic", "Objectifs", "Public", "Implication des habitants", "Déroulé et calendrier",
    "Moyens humains", "Partenaires", "Budget et cofinanceurs", "Évaluation", "Suite",
]  # fmt: skip


def test_rubrics_stand_in_the_funder_s_order(bank):
    assert [filled.rubric.title for filled in filled_rubrics(bank, FICHES[0])] == TITLES


def test_quotes_are_word_for_word(bank):
    for fiche in FICHES:
        for filled in filled_rubrics(bank, fiche):
            for citation in filled.citations:
                span = citation.span
                assert citation.quote == fiche.sections[span.label][span.start : span.end]
                assert citation.quote


def test_a_cost_written_under_another_label_fills_the_budget(bank):
    filled = {f.rubric.title: f.citations for f in filled_rubrics(bank, FICHES[1])}
    assert [c.quote for c in filled["Budget et cofinanceurs"]] == [
        "L'aller-retour coûte 2 € au passager."
    ]


def test_an_empty_rubric_has_no_quote(bank):
    filled = {f.rubric.title: f.citations for f in filled_rubrics(bank, FICHES[1])}
    assert filled["Moyens humains"] == ()
