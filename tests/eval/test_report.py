"""The committed report is about what is committed, and ranking keeps above a floor."""

from __future__ import annotations

import pytest

from eval import banks
from eval.digests import digests
from eval.judged import SetError, own
from eval.measures import per_query
from eval.rankers import OURS, RANKERS
from eval.report import REPORT, head

SAMPLE = 40
FLOOR = 0.75
"""Clearly below what the sample is worth today; a broken leg or weight falls below it."""


def test_the_report_measured_what_is_committed():
    assert REPORT.is_file(), "run `make report`"
    said, now = head(REPORT.read_text(encoding="utf-8")), digests()
    moved = sorted(name for name in now if said.get(name) != now[name])
    assert not moved, f"{', '.join(moved)} changed since eval/REPORT.md: run `make report`"


def test_the_report_names_every_ranker():
    text = REPORT.read_text(encoding="utf-8")
    assert [name for name in RANKERS if name not in text] == []


def test_a_report_without_digests_is_refused():
    with pytest.raises(SetError):
        head("# Report\n")


@pytest.mark.model
def test_floor(own_home):
    """Ours on 40 queries of dev over the récits, a bank that is quick to build."""
    index = banks.recits()
    judged = own("dev").only([fiche.id for fiche in index.fiches], "recits")
    queries = sorted(judged.answerable(), key=lambda query: query.id)
    sample = queries[:: len(queries) // SAMPLE][:SAMPLE]
    assert len(sample) == SAMPLE
    values = per_query(judged, sample, RANKERS[OURS](index, sample))["ndcg10"]
    assert sum(values.values()) / SAMPLE >= FLOOR
