"""Measure rankers over a judged set: figures by kind, and gains over a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.measures.bootstrap import interval
from eval.measures.randomisation import paired
from eval.measures.ranking import Run, Values, per_query
from eval.rankers import BASELINE, RANKERS
from eval.sets import JudgedQuery, JudgedSet, SetError
from search import Bank

KINDS = (
    *("theme", "need", "paraphrase", "keyword", "typo", "messy", "pasted", "facet", "section"),
    *("acronym", "english", "absent", "offtopic"),
)
"""The kinds of the project's own set, in the order of its tables; others follow by name."""

EVERY = "all"


@dataclass(frozen=True, slots=True)
class Gain:
    """Mean gain in nDCG@10, query by query, its 95 % interval and its p (not corrected for
    the number of comparisons)."""

    mean: float
    lo: float
    hi: float
    p: float


@dataclass(frozen=True, slots=True)
class Figures:
    """One ranker on one kind: `means` by measure, the interval of nDCG@10, the gain over the
    baseline (None for the baseline itself, or where it was not measured)."""

    n: int
    means: Mapping[str, float]
    lo: float
    hi: float
    gain: Gain | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Rankers over one set: `figures[ranker][kind]`, `values[ranker][measure][query]`."""

    set_name: str
    queries: tuple[JudgedQuery, ...]
    figures: Mapping[str, Mapping[str, Figures]]
    values: Mapping[str, Values]
    runs: Mapping[str, Run]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds measured, all of them together first."""
        return kinds_of(self.queries)


def measure(
    bank: Bank,
    judged: JudgedSet,
    names: Sequence[str] = tuple(RANKERS),
    baseline: str = BASELINE,
) -> Evaluation:
    """Run every ranker named over the answerable queries.

    Raises SetError when no query has a relevant document, or the bank holds none of them.
    """
    queries = judged.answerable()
    if not queries:
        raise SetError(f"{judged.name}: no query has a relevant document")
    if not any(bank.row_of.keys() & judged.qrels.of(query.id).keys() for query in queries):
        raise SetError(f"{judged.name}: the corpus holds none of the documents judged")
    runs = {name: RANKERS[name](bank, queries) for name in names}
    values = {name: per_query(judged.qrels, queries, run) for name, run in runs.items()}
    reference = values.get(baseline)
    figures = {
        name: {
            kind: _figures(
                [query.id for query in queries if kind in (EVERY, query.kind)],
                values[name],
                None if reference is None or name == baseline else reference["ndcg10"],
            )
            for kind in kinds_of(queries)
        }
        for name in names
    }
    return Evaluation(judged.name, queries, figures, values, runs)


def kinds_of(queries: Sequence[JudgedQuery]) -> tuple[str, ...]:
    """`all`, then each kind that has queries."""
    present = {query.kind for query in queries} - {EVERY}
    known = [kind for kind in KINDS if kind in present]
    return (EVERY, *known, *sorted(present - set(KINDS)))


def halves(judged: JudgedSet) -> dict[str, dict[str, int]]:
    """Kind to half (`blind`, `read`) to how many queries, unanswered kinds included."""
    counts = Counter((query.kind, query.half) for query in judged.queries if query.half)
    found: dict[str, dict[str, int]] = {}
    for kind in kinds_of(judged.queries)[1:]:
        row = {half: n for (k, half), n in sorted(counts.items()) if k == kind}
        if row:
            found[kind] = row
    return found


def compared(
    ours: Values, theirs: Values, queries: Sequence[JudgedQuery], kind: str = EVERY
) -> Gain:
    """The gain of one ranker over another on a kind."""
    kept = [query.id for query in queries if kind in (EVERY, query.kind)]
    return Gain(
        *paired({q: ours["ndcg10"][q] for q in kept}, {q: theirs["ndcg10"][q] for q in kept})
    )


def _figures(
    queries: Sequence[str], values: Values, reference: Mapping[str, float] | None
) -> Figures:
    ours = {query: values["ndcg10"][query] for query in queries}
    _, low, high = interval([ours[query] for query in queries])
    means = {
        name: sum(of_query[query] for query in queries) / len(queries)
        for name, of_query in values.items()
    }
    gain = None
    if reference is not None:
        gain = Gain(*paired(ours, {query: reference[query] for query in queries}))
    return Figures(len(queries), means, low, high, gain)
