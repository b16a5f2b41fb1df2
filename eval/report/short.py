"""The report that a person reads in two minutes, made from the figures alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.rankers import BASELINE, OURS
from eval.report import tables
from eval.report.figures import ELSEWHERE

SETS = {
    "test": "160 shipped fiches, test",
    "test2": "160 shipped fiches, test2: written blind, half of it needs told in sentences",
    "dev": "160 shipped fiches, dev",
    "small test": "the récits alone, test",
    "small dev": "the récits alone, dev",
    ELSEWHERE.name: f"{ELSEWHERE.name}, by others, another subject",
}
COMPARED = ("bm25", "dense", BASELINE)
ANSWERED = {
    "first": "right quote first",
    "three": "right quote among three",
    "wrongly refused": "refused, though a fiche says it",
    "rightly refused": "refused, when no fiche says it",
    "rows": "rows of a table rightly quoted",
    "counts exact": "counts exact, number and list",
    "word for word": "quotes word for word",
}

Figures = Mapping[str, Any]


def as_text(figures: Figures) -> str:
    """Markdown; no figure stands here that isn't in `figures`."""
    counts = figures["counts"]
    return (
        "\n\n".join(
            [
                "# What search and answers are worth",
                "`test` is what counts: no rule, weight, threshold or lexicon entry comes from "
                "it. `dev` is what Essaimer was fitted on, and flatters it.",
                "## Search",
                f"nDCG@10, 95 % interval; `{BASELINE}` is the usual blind sum of dense and BM25, "
                "and the gain is over it.",
                _search(figures["search"]),
                "By kind of query, on test:",
                _kinds(figures["search"]["test"]["rankers"]),
                "## Silence",
                _silence(figures["search"]),
                "## Answers",
                _answers(figures["answers"]),
                "## How far to believe this",
                tables.footnotes(
                    f"{counts['fiches']} fiches, {counts['passages']} passages, "
                    f"{counts['sentences']} sentences. Sets, queries and grades were written by "
                    "language-model assistants under written rules: "
                    "[how](data/judged/METHOD.md).",
                    f"On test, {tables.percent(figures['search']['test']['judged10'])} of our "
                    "first ten results were judged; the others count as wrong.",
                    f"Machine: {figures['machine']}.",
                    "Every ranker, measure and interval, the worst queries of dev and what the "
                    "lexicon is worth: [the tables](report/TABLES.md). All is made by "
                    "`make report`, from `report/figures.json`.",
                ),
            ]
        )
        + "\n"
    )


def _search(sets: Figures) -> str:
    rows = []
    for name, title in SETS.items():
        if name not in sets:
            continue
        every = {ranker: kinds["all"] for ranker, kinds in sets[name]["rankers"].items()}
        others = [tables.decimal(every[ranker]["ndcg10"]) for ranker in COMPARED]
        rows.append([title, str(sets[name]["n"]), *others, _value(every[OURS]), _gain(every[OURS])])
    return tables.table(["set", "n", *COMPARED, OURS, "gain"], rows)


def _kinds(rankers: Figures) -> str:
    rows = [
        [kind, str(ours["n"]), tables.decimal(rankers[BASELINE][kind]["ndcg10"]), _value(ours)]
        for kind, ours in rankers[OURS].items()
        if kind != "all"
    ]
    return tables.table(["kind", "n", BASELINE, OURS], rows)


def _value(row: Figures) -> str:
    return tables.with_interval(row["ndcg10"], row["lo"], row["hi"])


def _gain(row: Figures) -> str:
    gain = row["gain"]
    sign = "+" if gain["mean"] >= 0 else ""
    return sign + tables.with_interval(gain["mean"], gain["lo"], gain["hi"])


def _silence(sets: Figures) -> str:
    kinds = ("answerable", "absent", "offtopic")
    rows = []
    for name in ("test", "dev"):
        silence = sets[name]["silence"]
        shares = [f"{tables.percent(silence[k]['silenced'])} of {silence[k]['n']}" for k in kinds]
        rows.append([name, *shares, tables.decimal(sets[name]["auc"])])
    header = ["set", "answerable, silenced", "absent, silenced", "another world, silenced", "AUC"]
    return tables.table(header, rows)


def _answers(splits: Figures) -> str:
    rows = []
    for name, title in ANSWERED.items():
        cells = []
        for split in ("test", "dev"):
            row = splits[split].get(name)
            cells += (
                [str(row["n"]), tables.with_interval(row["value"], row["lo"], row["hi"])]
                if row
                else ["0", "–"]
            )
        rows.append([title, *cells])
    return tables.table(["", "n", "test", "n", "dev"], rows)
