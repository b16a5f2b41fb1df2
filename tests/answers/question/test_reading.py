"""What a question asks for, by the words alone: with the model's vector, see test_asking."""

import pytest

from answers.question.reading import read_question


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("et le budget ?", "cost"),
        ("c'est gratuit pour les parents ?", "tariff"),
        ("qui finance ?", "funder"),
        ("combien la CPAM a donné", "grant"),
        ("combien de bénévoles ?", "count"),
        ("c'est pour quel âge ?", "age"),
        ("c'est ouvert quels jours", "hours"),
        ("ça passe tous les combien", "rhythm"),
        ("depuis quand ?", "date"),
        ("où ça se passe ?", "place"),
        ("pourquoi ça s'est arrêté ?", "end_reason"),
        ("quelles difficultés ?", "difficulty"),
        ("et la suite ?", "follow_up"),
        ("avec qui ?", "partner"),
        ("qui a eu l'idée ?", "initiative"),
        ("quel est le mail du responsable", "contact"),
        ("et s'il pleut ?", "other"),
    ],
)
def test_the_thing_asked(bank, text, thing):
    (part,) = read_question(bank, text, named=False).parts
    assert part.answer_type.name == thing


def test_two_things_are_two_parts(bank):
    parts = read_question(bank, "combien ça coûte et qui paye ?", named=False).parts
    assert [part.answer_type.name for part in parts] == ["cost", "funder"]


def test_the_clause_that_names_the_action_asks_nothing(bank):
    question = read_question(bank, "le minibus du marché : combien paie le passager ?")
    assert question.parts[0].text == "combien paie le passager ?"


@pytest.mark.parametrize(
    "text",
    [
        "quels budgets pour des jardins partagés ?",
        "qui finance les épiceries solidaires ?",
        "comment les centres financent leurs navettes ?",
        "quelles difficultés reviennent dans les ateliers de cuisine ?",
    ],
)
def test_what_is_asked_of_all_is_over_many_fiches(bank, text):
    question = read_question(bank, text)
    assert question.over > 0.3
    assert not question.counting


@pytest.mark.parametrize(
    "text",
    [
        "quel budget pour le jardin partagé de Laval ?",
        "quel est le budget du jardin ?",
        "quelles difficultés pour l'atelier cuisine de Dax ?",
        "combien de bénévoles au jardin de Laval ?",
    ],
)
def test_what_is_asked_of_one_is_not(bank, text):
    question = read_question(bank, text)
    assert question.over < 0.1
    assert not question.counting


@pytest.mark.parametrize(
    "text",
    [
        "combien d'actions en Bretagne ?",
        "combien de fiches parlent de mobilité ?",
        "il y a combien de projets pour les seniors ?",
    ],
)
def test_a_count_stays_a_count(bank, text):
    question = read_question(bank, text)
    assert question.counting


def test_bodies_are_read_where_money_is_asked(bank):
    assert read_question(bank, "combien la CPAM a donné ?").parts[0].payers == {"CPAM"}
    assert read_question(bank, "la CPAM vient quels jours ?").parts[0].payers == frozenset()


def test_the_noun_counted(bank):
    assert read_question(bank, "combien de bénévoles ?").parts[0].counted == "benevoles"
