"""Judged questions with the places that may answer them: what `answers` is fitted on."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from answers.evidence.candidates import Asked, Candidate, candidates
from answers.evidence.features import facts
from answers.question.reading import Part, read_question
from answers.question.target import asked_of, fiches_meant
from answers.types import Citation
from eval.answers import right
from eval.sets import JudgedQuestion, Proof
from search import Bank


@dataclass(frozen=True, eq=False)
class Looked:
    """A question, its first part, and the places of the fiches that may be meant.

    `hits` (places,) tells those that hold a judged answer. `facts` (places × dimension and
    facts) is what `answers.evidence.features` knows of each sentence, zero for a closed field.
    """

    question: JudgedQuestion
    part: Part
    places: tuple[Candidate, ...]
    hits: NDArray[np.bool_]
    facts: NDArray[np.float32]

    @property
    def features(self) -> NDArray[np.float64]:
        """The features of the places (places × features)."""
        return np.asarray([place.features for place in self.places])


def look(bank: Bank, judged: JudgedQuestion) -> Looked:
    """Read a question as `answers` does, and score every place of the fiches meant."""
    question = read_question(bank, judged.text, judged.fiche is None)
    given = None if judged.fiche is None else bank.row_of[judged.fiche]
    meant = fiches_meant(bank, question, given)
    asked = asked_of(bank, question, question.parts[0], bank.fiches[meant.rows[0]])
    return _looked(bank, judged, asked, dict(zip(meant.rows, meant.scores, strict=True)))


def look_in_rows(bank: Bank, judged: JudgedQuestion, fiches: Container[str]) -> Iterator[Looked]:
    """Read a question about many fiches as a table does, and look into each judged one that is
    among `fiches`.
    """
    question = read_question(bank, judged.text)
    asked = asked_of(bank, question, question.whole)
    proofs: dict[str, list[Proof]] = {}
    for proof in judged.rows:
        proofs.setdefault(proof.fiche_id, []).append(proof)
    for fiche_id, some in proofs.items():
        if fiche_id in fiches:
            of_fiche = replace(judged, answers=tuple(some))
            yield _looked(bank, of_fiche, asked, {bank.row_of[fiche_id]: 0.0})


def _looked(bank: Bank, judged: JudgedQuestion, asked: Asked, meant: Mapping[int, float]) -> Looked:
    places: list[Candidate] = []
    known: list[NDArray[np.float32]] = []
    for at, score in meant.items():
        found = candidates(bank, asked, at, score)
        sentences = np.hstack([part.astype(np.float32) for part in facts(bank, at)])
        table = np.zeros((len(found), sentences.shape[1]), np.float32)
        table[: len(sentences)] = sentences
        places += found
        known.append(table)
    cited = (Citation(bank.fiches[place.row], place.span) for place in places)
    hits = np.asarray([right(citation, judged.answers) for citation in cited], bool)
    return Looked(judged, asked.part, tuple(places), hits, np.vstack(known))


def rescored(looked: Looked, scores: NDArray[np.float64], gives: NDArray[np.float64]) -> Looked:
    """The same with other scores and another « gives », best first."""
    last = len(looked.places[0].features) - 1
    order = np.argsort(-scores, kind="stable")
    places = tuple(
        replace(
            looked.places[i],
            score=float(scores[i]),
            features=(*looked.places[i].features[:last], float(gives[i])),
        )
        for i in order
    )
    return replace(looked, places=places, hits=looked.hits[order], facts=looked.facts[order])
