"""Figures as tables that read well in a terminal and are Markdown as they stand."""

from __future__ import annotations

from collections.abc import Sequence

from eval.measures.ranking import TITLES
from eval.measures.silence import Silence
from eval.rankers import BASELINE
from eval.run import EVERY, Evaluation, Gain
from eval.sets import UNANSWERED

NOTES = (
    "nDCG@10 [95 % interval]: the mean over queries and its percentile bootstrap interval "
    "(2,000 resamples of queries). Measures are those of ir_measures.",
    "raw nDCG counts a result that nobody judged as irrelevant; condensed leaves it out of the "
    "list. Judged@10: the share of the first ten that was judged.",
    "MRR@10, Recall@5 and hit@1 count grades 2 and 3 as relevant (1 where a set has no more).",
    "gain: mean difference in nDCG@10, query by query, with its bootstrap interval; p of a paired "
    "randomisation test (10,000 sign flips), not corrected for the number of comparisons.",
    "Only answerable queries rank; rankers are never silent here. Silence is measured apart.",
)
SILENCE_NOTES = (
    "silenced: `found` is false in `search()`. AUC: the chance that an answerable query has more "
    "confidence than one that the bank doesn't answer.",
    "The curve chooses its thresholds on the queries that it is drawn from: it says how well "
    "confidence orders them, not what the product does. `search()` has one threshold, from dev.",
)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A padded Markdown table, the first column to the left, the others to the right."""
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(header), *cells]) for i in range(len(header))]

    def line(row: Sequence[str]) -> str:
        first = row[0].ljust(widths[0])
        others = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        return f"| {' | '.join([first, *others])} |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([line(header), line(rule), *map(line, cells)])


def decimal(value: float) -> str:
    """Three decimals, without the zero before them: « .734 »."""
    shown = f"{value + 0.0:.3f}"
    return shown.replace("-0.000", "0.000").replace("0.", ".", 1) if abs(value) < 1 else shown


def with_interval(value: float, low: float, high: float) -> str:
    """« .734 [.700, .768] »."""
    return f"{decimal(value)} [{decimal(low)}, {decimal(high)}]"


def gain_cell(gain: Gain | None) -> str:
    """« +.050 [.020, .080] p=.001 »; a dash for none."""
    if gain is None:
        return "–"
    sign = "+" if gain.mean >= 0 else ""
    chance = "p<.001" if gain.p < 0.001 else f"p={decimal(gain.p)}"
    return f"{sign}{with_interval(gain.mean, gain.lo, gain.hi)} {chance}"


def percent(share: float) -> str:
    """« 2.1 % »."""
    return f"{100 * share:.1f} %"


def by_kind(evaluation: Evaluation) -> str:
    """nDCG@10 of every ranker on every kind."""
    names = list(evaluation.figures)
    rows = []
    for kind in evaluation.kinds:
        figures = [evaluation.figures[name][kind] for name in names]
        cells = [with_interval(f.means["ndcg10"], f.lo, f.hi) for f in figures]
        rows.append([kind, str(figures[0].n), *cells])
    return table(["kind", "n", *names], rows)


def by_measure(evaluation: Evaluation) -> str:
    """Every measure of every ranker, all kinds together, with its gain over the baseline."""
    rows = []
    for name, kinds in evaluation.figures.items():
        figures = kinds[EVERY]
        means = [decimal(figures.means[measure]) for measure in TITLES]
        rows.append([name, *means, gain_cell(figures.gain)])
    return table(["ranker", *TITLES.values(), f"gain over {BASELINE}"], rows)


def gains(evaluation: Evaluation, name: str) -> str:
    """One ranker's gain over the baseline, by kind."""
    rows = [
        [kind, str(figures.n), gain_cell(figures.gain)]
        for kind, figures in evaluation.figures[name].items()
    ]
    return table(["kind", "n", f"{name} over {BASELINE}"], rows)


def silence_tables(silence: Silence) -> str:
    """What is silenced by sort of query, and the curve."""
    rows = [["answerable (wrongly)", str(silence.wrongly.n), percent(silence.wrongly.share), "–"]]
    for kind, silenced in silence.rightly.items():
        n, share = str(silenced.n), percent(silenced.share)
        rows.append([f"{kind} (rightly)", n, share, decimal(silence.auc[kind])])
    if silence.auc_all is not None:
        total = sum(silenced.n for silenced in silence.rightly.values())
        rows.append(["all unanswered", str(total), "–", decimal(silence.auc_all)])
    shown = table(["queries", "n", "silenced", "AUC"], rows)
    if not silence.curve:
        return shown
    kinds = [kind for kind in sorted(UNANSWERED) if kind in silence.rightly]
    points = [
        [
            f"at most {percent(point.allowed)}",
            percent(point.wrongly),
            *(percent(point.rightly[kind]) for kind in kinds),
        ]
        for point in silence.curve
    ]
    header = ["answerable that may be silenced", "silenced", *(f"{k} silenced" for k in kinds)]
    return f"{shown}\n\n{table(header, points)}"


def footnotes(*notes: str) -> str:
    """Notes as a list."""
    return "\n".join(f"- {note}" for note in notes)
