"""Write `eval/REPORT.md`: `python -m eval report`, or `make report`.

Its first lines hold, in a comment, the digests of what was measured; a test compares them
with what is committed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from eval import answers, banks, show, tables
from eval.ablation import Without, lexicon_gains, order_gains
from eval.digests import ROOT, digests
from eval.judged import JudgedSet, SetError, named, own, questions, small
from eval.machine import machine
from eval.rankers import OURS
from eval.run import Evaluation, compared, halves, measure
from eval.silence import measure_silence
from french.lexicon import entries
from search.bank import Bank as Index

REPORT = Path(__file__).with_name("REPORT.md")
ELSEWHERE = ROOT.parent / "shared" / "bench" / "cnil_faq"
"""A set that nobody here wrote, measured where it lies beside the project."""

LEGS = ("bm25", "bm25-french", "dense", "dense-adapted")
WORST = 10
_HEAD = re.compile(r"\A<!-- eval\n(.*?)\n-->", re.DOTALL)


def write() -> Path:
    """Measure everything and write the report; the path written."""
    index = banks.shipped()
    parts = [
        f"<!-- eval\n{json.dumps(digests(), indent=1)}\n-->",
        "# What search and answers are worth, measured",
        "`test` is what counts: no rule, weight, threshold or lexicon entry comes from it. `dev` "
        "is what Essaimer was fitted on, and flatters it. Rankers and sets are described at the "
        "end.",
    ]
    evaluations = {split: measure(index, own(split)) for split in ("test", "dev")}
    for split, evaluation in evaluations.items():
        parts += _split(split, evaluation, own(split), index)
    bank = banks.recits()
    for split in ("test", "dev"):
        judged = small(split)
        parts += _split(f"The small bank, {split}", measure(bank, judged), judged, bank)
    parts += ["## Against the better single leg", _legs(evaluations)]
    parts += ["## The lexicon, by kind of entry", *_lexicon(index)]
    parts += ["## Stem then fold, or fold then stem", _orders(index)]
    parts += [f"## The {WORST} worst queries of dev", _worst(evaluations["dev"], index)]
    parts += ["## Answers", *_answers(index)]
    if ELSEWHERE.is_dir():
        parts += ["## A set that nobody here wrote: cnil_faq", *_elsewhere()]
    parts += ["## How it was measured", _method(index)]
    REPORT.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")
    return REPORT


def head(text: str) -> dict[str, str]:
    """The digests at the head of a report. Raises SetError when it has none."""
    match = _HEAD.match(text)
    if match is None:
        raise SetError("the report doesn't begin with its digests")
    return dict(json.loads(match[1]))


def _split(split: str, evaluation: Evaluation, judged: JudgedSet, index: Index) -> list[str]:
    counts = [
        [kind, str(sum(row.values())), str(row.get("blind", 0)), str(row.get("read", 0))]
        for kind, row in halves(judged).items()
    ]
    return [
        f"## {split}: {len(judged.queries)} queries, {len(evaluation.queries)} of them answerable",
        "nDCG@10 by kind:",
        tables.by_kind(evaluation),
        "All kinds together, by measure:",
        tables.by_measure(evaluation),
        tables.gains(evaluation, OURS),
        "Silence:",
        tables.silence_tables(measure_silence(index, judged)),
        "Queries by kind, and by half (written without or after reading the fiches):",
        tables.table(["kind", "n", "blind", "read"], counts),
    ]


def _legs(evaluations: dict[str, Evaluation]) -> str:
    """For each kind, ours against whichever single leg is best there."""
    rows = []
    for split, evaluation in evaluations.items():
        for kind in evaluation.kinds:
            means = {leg: evaluation.figures[leg][kind].means["ndcg10"] for leg in LEGS}
            best = max(means, key=lambda leg: means[leg])
            values = evaluation.values
            gain = compared(values[OURS], values[best], evaluation.queries, kind)
            ours = tables.decimal(evaluation.figures[OURS][kind].means["ndcg10"])
            cells = [f"{best} {tables.decimal(means[best])}", ours, tables.gain_cell(gain)]
            rows.append([f"{split}, {kind}", *cells])
    return tables.table(["kind", "better leg", OURS, "gain"], rows)


def _lexicon(index: Index) -> list[str]:
    def row(found: Without) -> list[str]:
        name = found.kinds[0] if len(found.kinds) == 1 else "all of them"
        return [name, str(found.entries), str(found.changed), tables.gain_cell(found.gain)]

    header = ["kind of entry", "entries", "queries that move", "gain of having them"]
    shown = []
    for split in ("test", "dev"):
        shown += [
            f"On {split}:",
            tables.table(header, list(map(row, lexicon_gains(index, own(split))))),
        ]
    return shown


def _orders(index: Index) -> str:
    rows = [
        [name, tables.decimal(ours), tables.decimal(theirs), tables.gain_cell(gain)]
        for name, (ours, theirs, gain) in order_gains(index, own("dev")).items()
    ]
    return tables.table(["ranker, on dev", "stem then fold", "fold then stem", "gain"], rows)


def _worst(evaluation: Evaluation, index: Index) -> str:
    """Never called for `test`, whose queries nobody reads."""
    values = evaluation.values[OURS]["ndcg10"]
    grades = own("dev").grades
    rows = []
    for query in sorted(evaluation.queries, key=lambda q: (values[q.id], q.id))[:WORST]:
        found = [document for document, _ in evaluation.runs[OURS][query.id]]
        judged = grades[query.id]
        best = max(judged, key=lambda document: judged[document])
        place = str(found.index(best) + 1) if best in found else "beyond 100"
        first = f"{_title(index, found[0])} ({judged.get(found[0], 'unjudged')})"
        wanted = f"{_title(index, best)} ({judged[best]}), {place}"
        rows.append(
            [_short(query.text), query.kind, tables.decimal(values[query.id]), first, wanted]
        )
    header = ["query", "kind", "nDCG@10", "came first (grade)", "a best one (grade), its place"]
    return tables.table(header, rows)


def _answers(index: Index) -> list[str]:
    shown = []
    for split in ("test", "dev"):
        found = answers.summary(answers.measure(index, questions(split)))
        shown += [f"On {split}:", show.answers_table(found)]
    return shown


def _elsewhere() -> list[str]:
    judged = named(ELSEWHERE / "queries.jsonl", ELSEWHERE / "qrels.tsv")
    evaluation = measure(banks.other(ELSEWHERE / "corpus.jsonl"), judged)
    return [tables.by_measure(evaluation)]


def _method(index: Index) -> str:
    known = digests()
    counts = index.manifest.counts
    notes = [
        f"Corpus: the {counts['fiches']} shipped fiches, {counts['passages']} passages, "
        f"{counts['sentences']} sentences (digest {known['corpus']}).",
        f"Model: the bundled multilingual-e5-small and its adapter (digest {known['model']}).",
        f"Judged sets: digest {known['judged']}; how they were made: `eval/judged/METHOD.md`. The "
        "small bank is the récits alone, every one of them graded for each of its queries.",
        f"Answers: digest {known['answers']} (code and weights of `answers/`, judged questions).",
        f"Settings: digest {known['settings']} (code and data of `search/` and `french/`, weights, "
        f"recipe of the index); {len(entries())} lexicon entries. Method: {known['method']}.",
        f"Machine: {machine()}.",
        "Rankers: `bm25` is bm25s with its own settings; `bm25-french` the same over our terms; "
        "`dense` the encoder as it came, over passages, a fiche being its best one; `fusion` .7 "
        "dense + .3 bm25-french, both min-max: the baseline; `dense-adapted` and "
        "`fusion-adapted` the same two with the adapted encoder (`eval/tuning/README.md`), "
        "`two-grains-adapted` its passages and sentences, each min-max, summed; `essaimer` "
        "today's ranking.",
        "The lexicon's gain: our ranking against the same without the entries of a kind.",
        *tables.NOTES,
        *tables.SILENCE_NOTES,
        *show.ANSWERS_NOTES,
    ]
    return tables.footnotes(*notes)


def _title(index: Index, fiche_id: str) -> str:
    fiche = index.fiche(fiche_id)
    return _short(fiche.title if fiche else fiche_id)


def _short(text: str) -> str:
    return text if len(text) <= 90 else text[:89].rsplit(" ", 1)[0] + "…"
