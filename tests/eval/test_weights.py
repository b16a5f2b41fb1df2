"""Learned numbers are counted where they are, and a part that is written leaves the others."""

from __future__ import annotations

import json

import numpy as np

from eval.fit.evidence import AGAINST, NEITHER
from eval.fit.ranking import CONTRASTS
from eval.fit.weights import _numbers, learned, write_arrays, write_parts
from search.weights import Weights


def test_numbers_count_and_names_do_not(tmp_path):
    write_arrays(tmp_path / "a.npz", {"names": np.asarray(["a", "b"]), "weights": np.ones((3, 4))})
    assert _numbers(tmp_path / "a.npz") == 12
    write_parts(tmp_path / "a.json", {"one": {"x": 1.0, "y": 2.0}})
    write_parts(tmp_path / "a.json", {"two": {"x": 3.0}})
    assert json.loads((tmp_path / "a.json").read_text())["one"] == {"x": 1.0, "y": 2.0}
    assert _numbers(tmp_path / "a.json") == 3


def test_every_fitted_file_of_the_product_is_counted():
    found = learned()
    assert {name.partition("/")[0] for name in found} == {"embeddings", "search", "answers"}
    assert all(found.values())
    assert not [name for name in found if "shipped_vectors" in name]


def test_no_weight_that_ships_goes_against_its_meaning():
    fitted = Weights.read()
    against = {name for name, weight in fitted.ranking.items() if weight < 0}
    assert against <= CONTRASTS
    for name, weight in fitted.evidence.features.items():
        assert name in NEITHER or (weight < 0) == (name in AGAINST)
