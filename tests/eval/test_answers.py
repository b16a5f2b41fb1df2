"""Measures of answers against made-up answers, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from answers import Answer, Citation, Row
from corpus import Fiche
from eval.answers import Measured, measure, right, summary, word_for_word
from eval.sets import JudgedQuestion, Proof
from indexer import Index, Span
from tests import fakes

FUNDING = "Ressources financières"
COST = "Budget : 9 400 €, dont 3 000 € de la Caf."


def fiche(fiche_id: str, funding: str = COST) -> Fiche:
    sections = {"Résumé": "Un jardin au bord du canal.", FUNDING: funding}
    return fakes.fiche(fiche_id, "Le jardin", sections)


JARDIN, NAVETTE, CAFE = fiche("jardin"), fiche("navette"), fiche("cafe")


def cite(of: Fiche = JARDIN, label: str = FUNDING, start: int = 0, end: int | None = None) -> Any:
    return Citation(of, Span(label, start, len(of.sections[label]) if end is None else end))


def judged(fiche_id: str = "jardin", section: str = FUNDING, *contains: str) -> Proof:
    return Proof(fiche_id, section, contains or ("9 400 €",))


def row(kind: str, question: str = "q", fiche: str | None = None, **values: Any) -> JudgedQuestion:
    return JudgedQuestion("q", question, fiche, kind, **values)


def quote(*citations: Citation, kind: Any = "quote", **values: Any) -> Answer:
    return Answer("q", kind, "…", None, citations, **values)


def refusal(confidence: float = 0.0) -> Answer:
    return Answer("q", "none", None, "…", confidence=confidence)


def judge(index: Index | None, asked: JudgedQuestion, found: Answer) -> Measured:
    (one,) = measure(index, [asked], lambda *_: found)  # type: ignore[arg-type]
    return one


def test_a_right_citation_holds_every_string_in_its_fiche_and_section():
    assert right(cite(), [judged()])
    assert right(cite(), [judged("navette"), judged("jardin", FUNDING, "9 400 €", "Caf")])
    assert not right(cite(), [judged("jardin", FUNDING, "9 400 €", "MSA")])
    assert not right(cite(NAVETTE), [judged()])
    assert not right(cite(), [judged("jardin", "Résumé")])
    assert not right(cite(end=6), [judged()])
    assert not right(cite(), [])


def test_word_for_word_looks_at_citations_and_rows():
    gone = Citation(JARDIN, Span(FUNDING, 5, 5))
    assert word_for_word(quote(cite(), rows=(Row(NAVETTE, cite(NAVETTE)), Row(CAFE, None))))
    assert word_for_word(refusal())
    assert not word_for_word(quote(cite(), gone))
    assert not word_for_word(quote(cite(), rows=(Row(JARDIN, gone),)))


def test_a_citation_that_does_not_give_its_place_is_not_word_for_word():
    class Retold(Citation):
        @property
        def quote(self) -> str:
            return "neuf mille quatre cents euros"

    assert not word_for_word(quote(Retold(JARDIN, Span(FUNDING, 0, 8))))


@pytest.mark.parametrize("kind", ["quote", "partial"])
def test_the_first_citation_and_the_first_three(kind):
    asked = row(kind, answers=(judged(),))
    wrong = cite(label="Résumé")
    cases = [
        ((cite(), wrong), 1.0, 1.0),
        ((wrong, wrong, cite()), 0.0, 1.0),
        ((wrong, wrong, wrong, cite()), 0.0, 0.0),
        ((), 0.0, 0.0),
    ]
    for citations, first, three in cases:
        one = judge(None, asked, quote(*citations))
        assert (one.first, one.three) == (first, three)
        assert (one.rows, one.rows_named, one.exact) == (None, None, None)


def test_rows_that_are_listed_are_not_yet_rows_that_are_quoted():
    asked = row("several", rows=tuple(judged(f) for f in ("jardin", "navette", "cafe", "absent")))
    rows = (Row(JARDIN, cite()), Row(NAVETTE, cite(NAVETTE, "Résumé")), Row(CAFE, None))
    one = judge(None, asked, Answer("q", "several", "…", rows=rows))
    assert one.rows == 1 / 4
    assert one.rows_named == 2 / 4
    assert one.first is None


def test_a_count_is_exact_with_its_number_and_its_list():
    asked = row(
        "count",
        count=2,
        rows=(
            judged("jardin"),
            judged("navette"),
        ),
    )
    both = (Row(JARDIN, None), Row(NAVETTE, None))
    assert judge(None, asked, Answer("q", "count", "…", rows=both)).exact == 1
    assert judge(None, asked, Answer("q", "several", "…", rows=both)).exact == 0
    assert judge(None, asked, Answer("q", "count", "…", rows=(*both, Row(CAFE, None)))).exact == 0
    assert judge(None, asked, Answer("q", "count", "…", rows=both[:1])).exact == 0
    assert judge(None, asked, Answer("q", "count", "…", rows=(*both, both[0]))).exact == 0


def test_each_question_is_asked_with_its_fiche():
    asked: list[tuple[str, str | None]] = []

    def reply(_: Index, question: str, of: str | None) -> Answer:
        asked.append((question, of))
        return refusal()

    rows = [row("none", "a"), row("none", "b", fiche="jardin")]
    found = measure(None, rows, reply)  # type: ignore[arg-type]
    assert asked == [("a", None), ("b", "jardin")]
    assert [one.refused for one in found] == [1, 1]


def test_the_summary_keeps_kinds_apart():
    asked = row("quote", answers=(judged(),))
    on_fiche = replace(asked, fiche="jardin")
    counted = row("count", count=1, rows=(judged(),))
    found = summary(
        [
            judge(None, asked, quote(cite())),
            judge(None, asked, refusal()),
            judge(None, on_fiche, quote(cite(label="Résumé"), cite())),
            judge(None, on_fiche, quote(cite())),
            judge(None, counted, Answer("q", "count", "…", rows=(Row(JARDIN, None),))),
            judge(None, row("none"), refusal()),
            judge(None, row("none"), quote(Citation(JARDIN, Span(FUNDING, 0, 0)))),
        ]
    )
    values = {name: (one["n"], one["value"]) for name, one in found.items()}
    assert values == {
        "first": (4, 0.5),
        "three": (4, 0.75),
        "first, general": (2, 0.5),
        "first, on a fiche": (2, 0.5),
        "wrongly refused": (5, 0.2),
        "rightly refused": (2, 0.5),
        "counts exact": (1, 1.0),
        "word for word": (7, pytest.approx(6 / 7)),
    }
    assert all(one["lo"] <= one["value"] <= one["hi"] for one in found.values())


def test_nothing_is_summed_up_where_nothing_was_asked():
    assert summary([]) == {}
