"""Cited answers and refusals over a small bank."""

import pytest

from answers import UnknownFicheError, answer
from eval.answers import word_for_word
from indexer import build
from search import Bank
from tests.answers.conftest import FUNDING, RULES_ALONE, fiche, weights

MANY = "quels budgets pour les jardins ?"


def test_the_budget_of_a_fiche_is_quoted_where_it_stands(bank):
    found = answer(bank, "et le budget total ?", "jardin-1")
    first = found.citations[0]
    assert found.kind == "quote"
    assert "9 400 €" in first.quote
    assert first.quote == first.fiche.sections[first.span.label][first.span.start : first.span.end]


def test_the_price_for_users_is_found_under_another_label(bank):
    found = answer(bank, "combien ça coûte au passager ?", "navette-1")
    assert "2 €" in found.citations[0].quote


@pytest.mark.parametrize(
    ("question", "fiche"),
    [
        ("à quel numéro de téléphone appeler ?", "jardin-1"),
        ("pourquoi ça s'est arrêté ?", "jardin-1"),
        ("quel budget en 2031 ?", "jardin-1"),
        ("combien la MSA a donné ?", "jardin-1"),
        ("comment s'appelle l'animatrice ?", "jardin-1"),
    ],
)
def test_what_the_fiche_does_not_say_is_refused(bank, question, fiche):
    found = answer(bank, question, fiche)
    assert found.kind == "none"
    assert found.text is None
    assert found.citations == ()
    assert found.missing


def test_a_year_that_the_fiche_speaks_of_is_answered(bank):
    assert "2019" in answer(bank, "que s'est-il passé en 2019 ?", "jardin-1").citations[0].quote


def test_what_no_word_names_is_refused_without_naming_another_thing(bank):
    strict = Bank(bank.index, bank.encoder, weights(refusal=2.0, rows=0.0))
    found = answer(strict, "et s'il pleut ?", "jardin-1")
    assert found.missing == "La fiche « Le jardin partagé du Causse » ne dit pas cela."


def test_the_part_that_is_given_is_quoted_and_the_other_named(bank):
    found = answer(bank, "quel budget et quel est le mail du responsable ?", "jardin-1")
    assert found.kind == "partial"
    assert "9 400 €" in found.citations[0].quote
    assert "joindre" in found.missing


def test_guillemets_only_around_the_words_of_the_bank(bank):
    assert "«" in answer(bank, "quel budget ?", "jardin-1").text
    told = answer(bank, "quels résultats pour les habitants ?", "cafe-1").text
    assert "D'après la fiche de" in told
    assert "«" not in told


def test_results_of_an_action_not_begun_are_said_to_be_expected(bank):
    assert "attendu" in answer(bank, "quels résultats pour les habitants ?", "cafe-1").text


def test_an_invented_example_gives_no_figure_beside_the_bank(bank):
    assert answer(bank, "quel budget ?", "modele-1").kind == "none"
    allowed = answer(bank, "quel budget ?", "modele-1", models=True)
    assert "Exemple inventé" in allowed.text


def test_a_table_leaves_invented_figures_out_and_lists_who_does_not_say(bank):
    found = answer(bank, MANY)
    assert found.kind == "several"
    said = {row.fiche.id for row in found.rows if row.citation}
    assert "jardin-1" in said
    assert "modele-1" not in {row.fiche.id for row in found.rows}
    assert " sur " in found.text


def test_the_same_question_of_one_fiche_is_no_table(bank):
    found = answer(bank, "quel budget pour le jardin partagé du Causse ?")
    assert found.kind == "quote"
    assert found.citations[0].fiche.id == "jardin-1"
    assert "9 400 €" in found.citations[0].quote


def test_two_totals_of_a_fiche_are_both_shown(tmp_path, bank):
    said = {
        "Description générale": "Budget total : 8 000 €.",
        FUNDING: "Budget total : 9 400 €.",
    }
    source = tmp_path / "two.jsonl"
    source.write_text(fiche("two", "La ressourcerie", said).to_json() + "\n", encoding="utf-8")
    build([source], tmp_path / "two", encoder=bank.encoder)
    two = Bank.open(tmp_path / "two", bank.encoder, RULES_ALONE)
    found = answer(two, "quel budget total ?", "two")
    assert "La fiche dit aussi" in found.text
    assert "9 400 €" in found.text
    assert "8 000 €" in found.text


def test_every_quote_is_what_stands_at_its_place(bank):
    for text in ("et le budget ?", "combien d'actions en cours ?", MANY):
        found = answer(bank, text, "jardin-1" if text == "et le budget ?" else None)
        assert found.citations
        assert word_for_word(found)


def test_partners_are_answered_by_the_closed_field(bank):
    found = answer(bank, "avec quels partenaires ?", "navette-1")
    assert any(c.span.label == "Partenaires d'action:" for c in found.citations)


def test_an_unknown_fiche_is_said(bank):
    with pytest.raises(UnknownFicheError, match="nulle-part"):
        answer(bank, "et le budget ?", "nulle-part")


def test_an_empty_question_is_refused(bank):
    assert answer(bank, "  ").kind == "none"


def test_the_json_has_the_fields_of_the_contract(bank):
    row = answer(bank, "quel budget ?", "jardin-1").as_dict("q1")
    assert list(row) == [
        "id", "question", "kind", "answer", "missing", "citations", "rows", "nearest",
        "notes",
    ]  # fmt: skip
    assert set(row["citations"][0]) == {
        "fiche_id", "title", "organiser", "departement", "origin", "section", "start", "end",
        "quote",
    }  # fmt: skip
