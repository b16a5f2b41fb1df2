"""A digest moves with what the product gives and reads, and with nothing else."""

from __future__ import annotations

from pathlib import Path

from answers import Answer, Citation, Row
from corpus import Fiche
from eval.report.guard import content, data_digests, differing, of_answer, of_order
from indexer import Span

JARDIN = Fiche.from_dict(
    {"id": "jardin", "title": "Le jardin", "sections": {"Résumé": "Un jardin."}}
)


def of(folder: Path, text: str, name: str) -> str:
    path = folder / name
    path.write_bytes(text.encode())
    return content(path)


def test_comments_of_data_and_the_layout_of_weights_are_nothing(tmp_path):
    line = "acronym\tCAF | caisse d'allocations familiales\t"
    plain = of(tmp_path, line + "\n", "a.tsv")
    assert of(tmp_path, f"# Bodies.\r\n\r\n{line}\r\n", "a.tsv") == plain
    assert of(tmp_path, line.replace("CAF", "CAFE"), "a.tsv") != plain
    assert of(tmp_path, '{"b": 1, "a": 2}', "a.json") == of(tmp_path, '{"a":2,"b":1}\n', "b.json")


def test_fitted_arrays_are_told_apart(tmp_path):
    path = tmp_path / "a.npz"
    path.write_bytes(b"\x93one")
    before = content(path)
    path.write_bytes(b"\x93two")
    assert content(path) != before


def test_an_order_moves_its_digest_and_a_score_or_an_eleventh_does_not():
    ten = [(f"f{i}", 9.0 - i) for i in range(10)]
    assert of_order(ten) == of_order([(name, score / 2) for name, score in ten] + [("g", -5.0)])
    assert of_order(ten) != of_order([ten[1], ten[0], *ten[2:]])


def test_a_quote_or_a_row_moves_an_answer_and_its_wording_does_not():
    whole, part = Citation(JARDIN, Span("Résumé", 0, 10)), Citation(JARDIN, Span("Résumé", 3, 9))
    plain = of_answer(Answer("q", "quote", "…", citations=(whole,)))
    assert of_answer(Answer("q", "quote", "dit ainsi", citations=(whole,))) == plain
    assert of_answer(Answer("q", "quote", "…", citations=(part,))) != plain
    rows = [of_answer(Answer("q", "several", "…", rows=(Row(JARDIN, c),))) for c in (whole, None)]
    assert rows[0] != rows[1]


def test_runs_that_differ_are_named_with_those_that_came_and_went():
    assert differing({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "4", "d": "5"}) == list("bcd")


def test_digests_of_data_are_steady():
    digests = data_digests()
    assert digests == data_digests()
    assert {len(value) for value in digests.values()} == {16}
