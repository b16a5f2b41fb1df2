"""What a question asks for."""

import pytest

from answers.question import read_question


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("et le budget ?", "cost"),
        ("ça coûte combien aux parents ?", "tariff"),
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
        ("et s'il pleut ?", "anything"),
    ],
)
def test_the_thing_asked(text, thing):
    (part,) = read_question(text, named=False).parts
    assert part.thing.name == thing


def test_two_things_are_two_parts():
    parts = read_question("combien ça coûte et qui paye ?", named=False).parts
    assert [part.thing.name for part in parts] == ["cost", "funder"]


def test_the_clause_that_names_the_action_asks_nothing():
    question = read_question("le minibus du marché : combien paie le passager ?")
    assert question.parts[0].text == "combien paie le passager ?"
    assert "minibus" in question.subject


def test_plural_questions_are_over_many_fiches():
    assert read_question("quels budgets pour des jardins partagés ?").many
    assert not read_question("quel est le budget du jardin ?").many
    assert read_question("combien d'actions en Bretagne ?").counting


def test_the_noun_counted():
    assert read_question("combien de bénévoles ?").parts[0].counted == "benevoles"
