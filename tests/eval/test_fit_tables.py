"""What tables rest on is fitted so that sure examples fall on their side."""

from __future__ import annotations

import numpy as np
import pytest

from eval.fit_tables import _regression
from eval.judged import FOLDER, fitted_on, questions, read_lines


def test_a_sign_that_tells_is_weighed_and_one_that_does_not_is_not():
    chance = np.random.default_rng(0)
    right = chance.random(400) > 0.5
    noise = chance.random(400)
    found = [
        {"tells": float(one) + 0.2 * other, "noise": other}
        for one, other in zip(right, noise, strict=True)
    ]
    weights, odds = _regression(found, right)
    assert weights["tells"] > 3 * abs(weights["noise"])
    assert ((odds > 0) == right).mean() > 0.95


def test_tables_for_fitting_are_proven_and_all_dev():
    rows = read_lines(FOLDER / "dev_tables.jsonl")
    assert {row["split"] for row in rows} == {"dev"}
    assert all(row["kind"] == "several" and row["fiche"] is None for row in rows)
    asked = {row["question"] for row in questions("test")}
    assert not [row["id"] for row in rows if row["question"] in asked]


def test_the_rows_of_tables_stand_in_their_fiches(fiches):
    for row in read_lines(FOLDER / "dev_tables.jsonl"):
        for one in row["rows"]:
            text = fiches[one["fiche_id"]].sections[one["section"]]
            assert all(part and part in text for part in one["contains"]), row["id"]
        assert not {one["fiche_id"] for one in row["rows"]} & set(row["silent"]), row["id"]


def test_what_evidence_is_fitted_on_is_no_target_of_test():
    targets = {
        one["fiche_id"]
        for row in questions("test")
        if row["kind"] in ("quote", "partial")
        for one in row["answers"]
    }
    assert len(fitted_on()) > 50
    assert not fitted_on() & targets


@pytest.fixture(scope="module")
def fiches():
    from corpus import read
    from indexer.sources import SHIPPED

    return {fiche.id: fiche for fiche in read([SHIPPED]).fiches}
