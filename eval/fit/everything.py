"""Fit all that search and answers weigh by: `python -m eval fit`.

Every fit returns what it found; only here is it written, since each reads what the one before
found where the product reads it. The heads of `answers` learn from the questions that the
encoder was not adapted on: those of `dev` over every other of its fiches, and those over
invented fiches kept for this.
"""

from __future__ import annotations

from eval.banks import shipped, unseen
from eval.fit.asking import fit_asking
from eval.fit.evidence import evidence_of, fit_evidence
from eval.fit.looked import look, look_in_rows, rescored
from eval.fit.ranking import fit_features
from eval.fit.refusal import fit_refusal
from eval.fit.silence import fit_silence, fit_strength
from eval.fit.tables import fit_reach, fit_rows
from eval.fit.weights import Parts, write_arrays, write_parts
from eval.invented import UNSEEN, invented
from eval.own import fitted_on, learned_from, questions
from eval.sets import JudgedQuestion
from search import weights


def fit_everything() -> Parts:
    """Fit and write everything, in the order in which each needs the one before; the weights
    of search.
    """
    # Each step opens its banks anew, with the weights that those before it wrote.
    write_parts(weights.SEARCH, {"features": fit_features()})
    silence = fit_silence()
    begun = silence | {"behind": 1.0, "strong": 0.0, "medium": 0.0}
    write_parts(weights.SEARCH, {"silence": begun})
    write_parts(weights.SEARCH, {"silence": silence | fit_strength()})
    write_arrays(weights.ASKING, fit_asking())
    _answers()
    found = weights.Weights.read()
    return {"features": dict(found.ranking), "silence": dict(found.silence)}


def _answers() -> None:
    """Evidence, then refusal and tables with it."""
    index, kept = shipped(), unseen()
    dimension = index.index.sentence_vectors.shape[1]
    rows = unlearned()
    looked = [look(index, row) for row in rows]
    looked += [look(kept, row) for row in invented(UNSEEN)[1]]
    tables = [row for row in questions("dev") if row.kind == "several"]
    known = fitted_on()
    cells = [cell for row in tables for cell in look_in_rows(index, row, known)]
    scorer = fit_evidence([*looked, *cells], dimension)
    write_arrays(weights.EVIDENCE, evidence_of(scorer, dimension))
    looked = [rescored(one, scorer.scores(one), scorer.gives(one)) for one in looked]
    write_arrays(weights.REFUSAL, fit_refusal(looked))
    index = shipped()  # With the weights that were just written.
    # Not the questions over invented fiches, which hardly name the one that they mean.
    one = [row for row in rows if row.quoted and row.fiche is None]
    found = {"reach": fit_reach(index, [*tables, *one]), "rows": fit_rows(index, tables)}
    write_parts(weights.ANSWERS, found)


def unlearned() -> list[JudgedQuestion]:
    """The questions of `dev` about one fiche that the encoder hasn't learned from."""
    known = {row.id for row in learned_from()}
    rows = [row for row in questions("dev") if row.quoted or row.kind == "none"]
    return [row for row in rows if row.id not in known]
