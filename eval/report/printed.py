"""What `python -m eval` prints of search and answers: one JSON object, or tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.measures.silence import Silence, Silenced
from eval.rankers import OURS
from eval.report import tables
from eval.run import EVERY, Evaluation, Figures, halves
from eval.sets import JudgedSet
from search import Bank

ANSWERS_NOTES = (
    "first, three: a right quote (its fiche, its section, the strings that it must hold) in "
    "the first citation, in the first three; over `quote` and `partial` questions.",
    "rows: the share of the judged fiches of a table that it answers for with a right quote; "
    "rows named: with any quote; rows judged: of the fiches it answers for, those judged right. "
    "counts exact: the number and the list are both right.",
    "[95 % interval]: percentile bootstrap over questions.",
)


def search_json(judged: JudgedSet, evaluation: Evaluation, silence: Silence) -> dict[str, Any]:
    """The contract: set, n, rankers, auc, judged10; and counts by half, and silence.

    `judged10` is that of our ranking, or of the last ranker measured where ours is not.
    """
    last = evaluation.figures.get(OURS) or list(evaluation.figures.values())[-1]
    return {
        "set": evaluation.set_name,
        "n": len(evaluation.queries),
        "rankers": {
            name: {kind: _figures(row) for kind, row in kinds.items()}
            for name, kinds in evaluation.figures.items()
        },
        "auc": None if silence.auc_all is None else round(silence.auc_all, 4),
        "judged10": round(last[EVERY].means["judged10"], 4),
        "halves": halves(judged),
        "silence": {
            "answerable": _silenced(silence.wrongly),
            **{
                kind: {**_silenced(row), "auc": round(silence.auc[kind], 4)}
                for kind, row in silence.rightly.items()
            },
            "curve": [
                {"allowed": point.allowed, "wrongly": round(point.wrongly, 4)}
                | {kind: round(share, 4) for kind, share in point.rightly.items()}
                for point in silence.curve
            ],
        },
    }


def search_text(judged: JudgedSet, evaluation: Evaluation, silence: Silence, bank: Bank) -> str:
    """Tables of one set, with how they were made."""
    parts = [
        f"{evaluation.set_name}: {len(evaluation.queries)} answerable queries, "
        f"{len(judged.queries)} in all, {len(bank.fiches)} documents",
        tables.by_kind(evaluation),
        tables.by_measure(evaluation),
    ]
    if OURS in evaluation.figures and evaluation.figures[OURS][EVERY].gain:
        parts.append(tables.gains(evaluation, OURS))
    parts += [
        tables.silence_tables(silence),
        tables.footnotes(*tables.NOTES, *tables.SILENCE_NOTES),
    ]
    return "\n\n".join(parts)


def answers_text(split: str, found: Mapping[str, Mapping[str, float]]) -> str:
    """The table of answers."""
    return "\n\n".join(
        [f"answers, {split}", answers_table(found), tables.footnotes(*ANSWERS_NOTES)]
    )


def answers_table(found: Mapping[str, Mapping[str, float]]) -> str:
    """Measure, number of questions, value with its interval."""
    rows = [
        [name, str(int(row["n"])), tables.with_interval(row["value"], row["lo"], row["hi"])]
        for name, row in found.items()
    ]
    return tables.table(["measure", "n", "value"], rows)


def _figures(figures: Figures) -> dict[str, Any]:
    row: dict[str, Any] = {"n": figures.n, "ndcg10": round(figures.means["ndcg10"], 4)}
    row |= {"lo": round(figures.lo, 4), "hi": round(figures.hi, 4)}
    row |= {name: round(mean, 4) for name, mean in figures.means.items() if name != "ndcg10"}
    if figures.gain is not None:
        gain = figures.gain
        row["gain"] = {"mean": round(gain.mean, 4), "lo": round(gain.lo, 4)}
        row["gain"] |= {"hi": round(gain.hi, 4), "p": round(gain.p, 4)}
    return row


def _silenced(silenced: Silenced) -> dict[str, Any]:
    return {"n": silenced.n, "silenced": round(silenced.share, 4)}
