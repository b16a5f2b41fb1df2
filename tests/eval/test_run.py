"""Rankers measured over a tiny set, with an encoder of hashed words."""

from __future__ import annotations

import pytest

from eval.rankers import BASELINE, OURS, RANKERS
from eval.run import compared, halves, measure
from eval.sets import JudgedSet, Qrels, SetError
from indexer import build
from search import Bank
from tests.eval.sets import GRADES, QUERIES, TINY
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, write


@pytest.fixture
def index(own_home) -> Bank:
    folder, encoder = own_home / "index", FakeEncoder()
    build([write(own_home.parent / "fiches.jsonl", *FICHES)], folder, encoder=encoder)
    return Bank.open(folder, encoder)


def test_every_ranker_is_measured_on_every_kind(index):
    evaluation = measure(index, TINY)
    assert set(evaluation.figures) == set(RANKERS)
    for kinds in evaluation.figures.values():
        assert {kind: figures.n for kind, figures in kinds.items()} == {
            "all": 3,
            "theme": 2,
            "need": 1,
        }
        for figures in kinds.values():
            assert 0 <= figures.lo <= figures.means["ndcg10"] <= figures.hi <= 1


def test_rankers_find_what_says_the_words_of_the_query(index):
    evaluation = measure(index, TINY)
    for name in ("bm25", "bm25-french", OURS):
        for query in evaluation.queries:
            best = max(GRADES[query.id], key=GRADES[query.id].__getitem__)
            assert evaluation.runs[name][query.id][0][0] == best, (name, query.text)


def test_gains_are_over_the_baseline_that_has_none(index):
    evaluation = measure(index, TINY, ("dense", BASELINE))
    assert evaluation.figures[BASELINE]["all"].gain is None
    gain = evaluation.figures["dense"]["all"].gain
    means = [evaluation.figures[name]["all"].means["ndcg10"] for name in ("dense", BASELINE)]
    assert gain is not None
    assert gain.mean == pytest.approx(means[0] - means[1])
    values = evaluation.values
    assert compared(values["dense"], values[BASELINE], evaluation.queries) == gain


def test_without_the_baseline_there_are_no_gains(index):
    assert measure(index, TINY, ("dense",)).figures["dense"]["all"].gain is None


def test_a_set_without_relevant_documents_is_refused(index):
    nothing = JudgedSet("nothing", QUERIES, Qrels({"q1": {"navette-1": 0}}))
    with pytest.raises(SetError, match="no query has a relevant document"):
        measure(index, nothing)


def test_a_set_over_another_corpus_is_refused(index):
    other = JudgedSet("other", QUERIES, Qrels({"q1": {"unknown": 3}}))
    with pytest.raises(SetError, match="holds none of the documents"):
        measure(index, other)


def test_queries_are_counted_by_kind_and_half():
    assert halves(TINY) == {
        "theme": {"blind": 1, "read": 1},
        "need": {"blind": 1},
        "absent": {"blind": 1},
        "offtopic": {"read": 1},
    }
