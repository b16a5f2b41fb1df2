"""The net holds what it should: a word that changes falls into it, a rounded score doesn't."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from corpus.fiche import normalise
from eval.golden import FILES, as_text, differences, kept, moved
from eval.own import own, questions, small

RESULTS = {
    "found": True,
    "understood": [{"field": "public", "value": "Familles", "text": "familles", "effect": "lift"}],
    "results": [
        {"rank": i + 1, "id": name, "score": score, "start": 0}
        for i, (name, score) in enumerate([("jardin", 2.0), ("cafe", 1.9), ("navette", 1.8995)])
    ],
    "facets": {"status": {"En cours": 2, "Terminée": 1}},
}


def after(change: Any) -> list[str]:
    now: dict[str, Any] = deepcopy(RESULTS)
    change(now)
    return [f"{place}: {said}" for place, said in differences(RESULTS, now)]


def reorder(*places: int) -> Any:
    def change(now: dict[str, Any]) -> None:
        now["results"] = [{**now["results"][i], "rank": n} for n, i in enumerate(places, 1)]

    return change


def test_nothing_moved_where_nothing_did():
    assert after(lambda now: None) == []


def test_scores_may_differ_by_a_rounding_and_ties_change_places():
    def rounded(now: dict[str, Any]) -> None:
        now["results"][0]["score"] += 0.0009

    assert after(rounded) == []
    assert after(reorder(0, 2, 1)) == []


def test_an_order_a_score_a_place_and_a_count_that_move_are_said():
    assert after(reorder(1, 0, 2)) == ["results: cafe now before jardin"]

    def worse(now: dict[str, Any]) -> None:
        now["results"][0] |= {"score": 1.99, "start": 4}
        now["facets"]["status"]["En cours"] = 3
        now["understood"] = []

    said = after(worse)
    assert "results[jardin].score: 2.0 → 1.99" in said
    assert "results[jardin].start: 0 → 4" in said
    assert "facets.status.En cours: 2 → 3" in said
    assert any(line.startswith("understood: without") for line in said)


def test_a_fiche_that_leaves_is_said_unless_it_was_tied_with_the_last():
    def other(place: int) -> Any:
        return lambda now: now["results"][place].update(id="autre")

    assert len(after(other(0))) == 2
    assert after(other(1)) == []  # Its score is the last one's, to a rounding.
    assert len(after(lambda now: now["results"].pop())) == 1


def test_what_is_kept_reads_back_and_holds_every_kind():
    kinds = {case["kind"].partition(",")[0] for name in FILES for case in kept(name)}
    assert {"theme", "facet", "exclusion", "filter", "like", "offtopic"} <= kinds
    assert {"quote", "partial", "several", "count", "none"} <= kinds
    for name in FILES:
        cases = kept(name)
        path = Path(__file__).parents[2] / "eval" / "data" / "golden" / name
        assert as_text(cases) == path.read_text(encoding="utf-8")
        assert len({case["id"] for case in cases}) == len(cases) > 60


def test_nothing_of_test_is_kept():
    """A question with its fiche: « et le budget ? » is anybody's."""
    hidden: set[tuple[str, str | None]]
    hidden = {(normalise(q.text), None) for judged in (own, small) for q in judged("test").queries}
    hidden |= {(normalise(row.text), row.fiche) for row in questions("test")}
    asked = {
        (normalise(case["asked"][name]), case["asked"].get("fiche"))
        for file in FILES
        for case in kept(file)
        for name in ("query", "question")
        if name in case["asked"]
    }
    shared = len(asked & hidden)
    assert shared == 0, "a query or a question of `test` is kept"


@pytest.mark.model
def test_nothing_moved_since_it_was_kept(own_home: Path):
    lines = moved()
    assert not lines, "\n".join([*lines, "", "meant? then `python -m eval golden --write`"])
