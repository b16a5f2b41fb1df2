"""Every figure that a report gives, measured once: what `eval/report/figures.json` holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from answers import answer
from eval import answers, banks
from eval.answers import Measured
from eval.measures.silence import Silence, measure_silence
from eval.own import own, questions, questions_of, small
from eval.rankers import OURS, RANKERS
from eval.report import printed
from eval.report.guard import ROOT, data_digests, of_answer, of_order
from eval.run import Evaluation, measure
from eval.sets import JudgedSet, named
from eval.speed.machine import machine
from search import Bank

ELSEWHERE = ROOT.parent / "shared" / "bench" / "cnil_faq"
"""A set that nobody here wrote, measured where it lies beside the project."""
REPORTED = "questions.jsonl"
"""The questions whose runs are kept: those of `dev` and `test` that nothing else rests on."""


@dataclass(frozen=True, slots=True)
class OfSet:
    """One set of queries over its bank, measured."""

    judged: JudgedSet
    bank: Bank
    evaluation: Evaluation
    silence: Silence


@dataclass(frozen=True, slots=True)
class Everything:
    """All that the report and its tables tell."""

    sets: dict[str, OfSet]
    answers: dict[str, list[Measured]]


def measure_everything() -> Everything:
    """Some ten minutes on two cores."""
    sets = {name: of_set(judged, bank) for name, (judged, bank) in _sets().items()}
    if ELSEWHERE.is_dir():
        judged = named(ELSEWHERE / "queries.jsonl", ELSEWHERE / "qrels.tsv")
        sets[judged.name] = of_set(judged, banks.other(ELSEWHERE / "corpus.jsonl"))
    bank = banks.shipped()
    answered = {split: answers.measure(bank, questions(split)) for split in ("test", "dev")}
    return Everything(sets, answered)


def _sets() -> dict[str, tuple[JudgedSet, Bank]]:
    shipped, recits = banks.shipped(), banks.recits()
    found = {split: (own(split), shipped) for split in ("test", "test2", "dev")}
    return found | {f"small {split}": (small(split), recits) for split in ("test", "dev")}


def of_set(judged: JudgedSet, bank: Bank) -> OfSet:
    """Every ranker over a set, and silence."""
    return OfSet(judged, bank, measure(bank, judged), measure_silence(bank, judged))


def as_json(found: Everything) -> dict[str, Any]:
    """The figures, what they were measured on, and the runs that they rest on."""
    counts = found.sets["test"].bank.manifest.counts
    return {
        "machine": str(machine()),
        "counts": dict(counts),
        "data": data_digests(),
        "search": {
            name: printed.search_json(one.judged, one.evaluation, one.silence)
            for name, one in found.sets.items()
        },
        "answers": {split: answers.summary(one) for split, one in found.answers.items()},
        "runs": _runs(
            [found.sets[name].evaluation for name in _sets()],
            [one for measured in found.answers.values() for one in measured],
        ),
    }


def _runs(evaluations: Sequence[Evaluation], answered: Sequence[Measured]) -> dict[str, str]:
    reported = {question.id for question in questions_of(REPORTED)}
    orders = {q: of_order(run) for e in evaluations for q, run in e.runs[OURS].items()}
    replies = {m.asked.id: of_answer(m.answer) for m in answered if m.asked.id in reported}
    return dict(sorted((orders | replies).items()))


def runs_now() -> dict[str, str]:
    """The same runs as the product gives them today, without the other rankers."""
    found: dict[str, str] = {}
    for judged, bank in _sets().values():
        run = RANKERS[OURS](bank, judged.answerable())
        found |= {query: of_order(ranked) for query, ranked in run.items()}
    bank = banks.shipped()
    for question in questions_of(REPORTED):
        found[question.id] = of_answer(answer(bank, question.text, question.fiche))
    return found
