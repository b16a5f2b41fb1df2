"""The trees that decide on refusal are read as they were fitted."""

from __future__ import annotations

import numpy as np
import pytest

from answers.evidence.model import chance
from search.weights import Trees


def trees() -> Trees:
    """One tree: at most .5 of « holds » takes 2 from the odds, more adds 1."""
    return Trees(
        signs=("holds", "score"),
        sign=np.asarray([[0, 0, 0]], np.int16),
        limit=np.asarray([[0.5, 0, 0]], np.float32),
        left=np.asarray([[1, 1, 2]], np.int16),
        right=np.asarray([[2, 1, 2]], np.int16),
        value=np.asarray([[0, -2.0, 1.0]], np.float32),
        start=0.5,
        threshold=0.3,
    )


@pytest.mark.parametrize(("holds", "odds"), [(0.9, 1.5), (0.5, -1.5), (0.0, -1.5)])
def test_a_tree_is_walked_from_its_root_to_a_leaf(holds, odds):
    assert chance(trees(), {"holds": holds}) == pytest.approx(1 / (1 + np.exp(-odds)))


def test_a_sign_unsaid_is_none_at_all():
    assert chance(trees(), {}) == chance(trees(), {"holds": 0.0, "score": 3.0})


def test_the_committed_trees_end_and_tell_a_sure_place_from_an_unsure_one():
    table = Trees.read()
    low = chance(table, dict.fromkeys(table.signs, 0.0) | {"score": -10.0, "lacking": 1.0})
    high = chance(
        table,
        dict.fromkeys(table.signs, 0.0)
        | {"score": 10.0, "holds": 1.0, "most holds": 1.0, "terms": 0.9, "most terms": 0.9},
    )
    assert low < table.threshold < high


def test_a_refit_writes_trees_that_say_what_the_model_says(tmp_path, monkeypatch):
    from eval.fit import refusal
    from eval.fit.weights import write_arrays

    monkeypatch.setattr(refusal, "TREES", 20)
    random = np.random.default_rng(0)
    matrix = random.random((400, 3)).astype(np.float32)
    answered = matrix[:, 0] + 0.3 * random.random(400) > 0.6
    model = refusal._model().fit(matrix, answered)
    write_arrays(tmp_path / "refusal.npz", refusal._arrays(model, ["a", "b", "c"], matrix[:1], 0.4))
    found = Trees.read(tmp_path / "refusal.npz")
    assert found.threshold == 0.4
    for line, said in zip(matrix[:50], model.predict_proba(matrix[:50])[:, 1], strict=True):
        named = dict(zip("abc", map(float, line), strict=True))
        assert chance(found, named) == pytest.approx(said, abs=1e-5)
