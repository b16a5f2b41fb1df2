"""Fit the evidence, the refusal and the tables of `answers`: part of `python -m eval fit`.

On the questions that the encoder was not adapted on: those of `dev` over every other of its
fiches, and those over invented fiches kept for this.
"""

from __future__ import annotations

from typing import Any

from eval.answers import QUOTED
from eval.banks import shipped, unseen
from eval.fit_evidence import fit_evidence, named, save_giving
from eval.fit_refusal import fit_refusal
from eval.fit_tables import fit_reach, fit_rows, save_tables
from eval.invented import UNSEEN, invented
from eval.judged import fitted_on, learned_from, questions
from eval.looked import look, look_in_rows, rescored
from eval.weights import save
from search.weights import ANSWERS as WEIGHTS


def fit_answers() -> None:
    """Fit evidence, then refusal and tables with it; write the weights that `answers` reads."""
    index, kept = shipped(), unseen()
    dimension = index.index.sentence_vectors.shape[1]
    rows = unlearned()
    looked = [look(index, row) for row in rows]
    looked += [look(kept, row) for row in invented(UNSEEN)[1]]
    tables = [row for row in questions("dev") if row["kind"] == "several"]
    known = fitted_on()
    cells = [cell for row in tables for cell in look_in_rows(index, row, known)]
    scorer = fit_evidence([*looked, *cells], dimension)
    save_giving(scorer, dimension)
    save(WEIGHTS, {"evidence": named(scorer.features)})
    looked = [rescored(one, scorer.scores(one), scorer.gives(one)) for one in looked]
    fit_refusal(looked)
    # Not the questions over invented fiches, which hardly name the one that they mean.
    one = [row for row in rows if row["kind"] in QUOTED and row["fiche"] is None]
    index = shipped()  # With the weights that were just written.
    save_tables(fit_reach(index, [*tables, *one]), fit_rows(index, tables))


def unlearned() -> list[dict[str, Any]]:
    """The questions of `dev` about one fiche that the encoder hasn't learned from."""
    known = {row["id"] for row in learned_from()}
    rows = [row for row in questions("dev") if row["kind"] in (*QUOTED, "none")]
    return [row for row in rows if row["id"] not in known]
