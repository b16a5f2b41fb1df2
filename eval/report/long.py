"""The long tables behind the report, as Markdown: `eval/report/TABLES.md`."""

from __future__ import annotations

from collections.abc import Mapping

from eval import answers
from eval.own import own
from eval.rankers import OURS
from eval.report import printed, tables
from eval.report.ablation import Without, lexicon_gains
from eval.report.figures import ELSEWHERE, Everything, OfSet
from eval.report.guard import data_digests
from eval.run import Evaluation, compared, halves
from eval.speed.machine import machine
from french.lexicon import entries
from search import Bank

LEGS = ("bm25", "bm25-french", "dense", "dense-adapted")
WORST = 10


def as_text(found: Everything) -> str:
    """Every ranker on every kind, ablations, the worst queries of dev, answers, the method."""
    test, dev = (found.sets[split] for split in ("test", "dev"))
    bank = test.bank
    parts = [
        "# What search and answers are worth, measured: the tables",
        "`test` is what counts: no rule, weight, threshold or lexicon entry comes from it. `dev` "
        "is what Essaimer was fitted on, and flatters it. Rankers and sets are described at the "
        "end; the short of it is in `eval/REPORT.md`.",
    ]
    parts += [part for split, one in (("test", test), ("dev", dev)) for part in _split(split, one)]
    for split in ("test", "dev"):
        parts += _split(f"The small bank, {split}", found.sets[f"small {split}"])
    evaluations = {"test": test.evaluation, "dev": dev.evaluation}
    parts += ["## Against the better single leg", _legs(evaluations)]
    parts += ["## The lexicon, by kind of entry", *_lexicon(bank)]
    parts += [f"## The {WORST} worst queries of dev", _worst(dev)]
    parts += ["## Answers"]
    for split, measured in found.answers.items():
        parts += [f"On {split}:", printed.answers_table(answers.summary(measured))]
    if elsewhere := found.sets.get(ELSEWHERE.name):
        parts += [f"## A set that nobody here wrote: {ELSEWHERE.name}"]
        parts += [tables.by_measure(elsewhere.evaluation)]
    parts += ["## How it was measured", _method(bank)]
    return "\n\n".join(parts) + "\n"


def _split(title: str, one: OfSet) -> list[str]:
    evaluation, judged = one.evaluation, one.judged
    counts = [
        [kind, str(sum(row.values())), str(row.get("blind", 0)), str(row.get("read", 0))]
        for kind, row in halves(judged).items()
    ]
    return [
        f"## {title}: {len(judged.queries)} queries, {len(evaluation.queries)} of them answerable",
        "nDCG@10 by kind:",
        tables.by_kind(evaluation),
        "All kinds together, by measure:",
        tables.by_measure(evaluation),
        tables.gains(evaluation, OURS),
        "Silence:",
        tables.silence_tables(one.silence),
        "Queries by kind, and by half (written without or after reading the fiches):",
        tables.table(["kind", "n", "blind", "read"], counts),
    ]


def _legs(evaluations: Mapping[str, Evaluation]) -> str:
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


def _lexicon(bank: Bank) -> list[str]:
    def row(found: Without) -> list[str]:
        name = found.kinds[0] if len(found.kinds) == 1 else "all of them"
        return [name, str(found.entries), str(found.changed), tables.gain_cell(found.gain)]

    header = ["kind of entry", "entries", "queries that move", "gain of having them"]
    shown = []
    for split in ("test", "dev"):
        shown += [
            f"On {split}:",
            tables.table(header, list(map(row, lexicon_gains(bank, own(split))))),
        ]
    return shown


def _worst(dev: OfSet) -> str:
    """Never called for `test`, whose queries nobody reads."""
    evaluation, bank, qrels = dev.evaluation, dev.bank, dev.judged.qrels
    values = evaluation.values[OURS]["ndcg10"]
    rows = []
    for query in sorted(evaluation.queries, key=lambda q: (values[q.id], q.id))[:WORST]:
        found = [document for document, _ in evaluation.runs[OURS][query.id]]
        judged = qrels.of(query.id)
        best = max(judged, key=lambda document: judged[document])
        place = str(found.index(best) + 1) if best in found else "beyond 100"
        first = f"{_title(bank, found[0])} ({judged.get(found[0], 'unjudged')})"
        wanted = f"{_title(bank, best)} ({judged[best]}), {place}"
        rows.append(
            [_short(query.text), query.kind, tables.decimal(values[query.id]), first, wanted]
        )
    header = ["query", "kind", "nDCG@10", "came first (grade)", "a best one (grade), its place"]
    return tables.table(header, rows)


def _method(bank: Bank) -> str:
    known = data_digests()
    counts = bank.manifest.counts
    notes = [
        f"Corpus: the {counts['fiches']} shipped fiches, {counts['passages']} passages, "
        f"{counts['sentences']} sentences (digest {known['corpus']}).",
        f"Model: the bundled multilingual-e5-small and its adapter (digest {known['model']}).",
        f"Judged sets: digest {known['judged']}; how they were made: "
        "`eval/data/judged/METHOD.md`. The small bank is the récits alone, "
        "every one of them graded for each of its queries.",
        f"Weights and data of `french/`, `corpus/`, `search/` and `answers/`: digest "
        f"{known['data']}; {len(entries())} lexicon entries.",
        f"Machine: {machine()}.",
        "Rankers: `bm25` is bm25s with its own settings; `bm25-french` the same over our terms; "
        "`dense` the encoder as it came, over passages, a fiche being its best one; `fusion` .7 "
        "dense + .3 bm25-french, both min-max: the baseline; `dense-adapted` and "
        "`fusion-adapted` the same two with the adapted encoder (`eval/data/training/README.md`), "
        "`two-grains-adapted` its passages and sentences, each min-max, summed; "
        "`late-interaction` MaxSim over the adapted encoder's token vectors, nothing trained for "
        "it; `essaimer` today's ranking.",
        "The lexicon's gain: our ranking against the same without the entries of a kind.",
        *tables.NOTES,
        *tables.SILENCE_NOTES,
        *printed.ANSWERS_NOTES,
    ]
    return tables.footnotes(*notes)


def _title(bank: Bank, fiche_id: str) -> str:
    fiche = bank.fiche(fiche_id)
    return _short(fiche.title if fiche else fiche_id)


def _short(text: str) -> str:
    return text if len(text) <= 90 else text[:89].rsplit(" ", 1)[0] + "…"
