"""The committed report is about what is committed, and ranking keeps above a floor."""

from __future__ import annotations

import pytest

from eval import banks
from eval.measures.ranking import per_query
from eval.own import own
from eval.rankers import OURS, RANKERS
from eval.report import short
from eval.report.figures import runs_now
from eval.report.guard import MAY_DIFFER, data_digests, differing
from eval.report.write import REPORT, TABLES, figures

SAMPLE = 40
FLOOR = 0.75
"""Clearly below what the sample is worth today; a broken leg or weight falls below it."""


def test_the_report_says_what_the_figures_are():
    assert REPORT.read_text(encoding="utf-8") == short.as_text(figures()), "run `make report`"


def test_the_tables_name_every_ranker():
    text = TABLES.read_text(encoding="utf-8")
    assert [name for name in RANKERS if name not in text] == []


@pytest.mark.model
def test_the_figures_are_of_what_is_committed(own_home):
    """Of weights, data and runs, not of code: outside `make check`."""
    told, now = figures(), data_digests()
    moved = sorted(name for name in now if told["data"].get(name) != now[name])
    assert not moved, f"{', '.join(moved)} changed since eval/REPORT.md: run `make report`"
    runs = differing(told["runs"], runs_now())
    assert len(runs) <= MAY_DIFFER * len(told["runs"]), f"{len(runs)} runs moved: `make report`"


@pytest.mark.model
def test_floor(own_home):
    """Ours on 40 queries of dev over the récits, a bank that is quick to build."""
    index = banks.recits()
    judged = own("dev").only([fiche.id for fiche in index.fiches], "recits")
    queries = sorted(judged.answerable(), key=lambda query: query.id)
    sample = queries[:: len(queries) // SAMPLE][:SAMPLE]
    assert len(sample) == SAMPLE
    values = per_query(judged.qrels, sample, RANKERS[OURS](index, sample))["ndcg10"]
    assert sum(values.values()) / SAMPLE >= FLOOR
