"""`python -m eval [search|answers|speed|tune|fit|report|golden|weights]`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from embeddings import Encoder, EncoderError
from eval.rankers import RANKERS
from eval.sets import SetError
from indexer import UnusableIndexError

FILE = click.Path(exists=True, path_type=Path)
COMMANDS = ("search", "answers", "speed", "tune", "fit", "report", "golden", "weights")


@click.command(help="Measure search, answers and speed over judged sets.")
@click.argument("what", type=click.Choice(COMMANDS), default="search")
@click.option("--corpus", type=FILE, help="Another corpus: fiches, or lines of id, title, text.")
@click.option("--queries", type=FILE, help="Its queries: lines of id and query (or text).")
@click.option("--qrels", type=FILE, help="Its judgements: query, document, grade.")
@click.option(
    "--split",
    type=click.Choice(["dev", "test", "test2", "all"]),
    help="Which of our own queries: dev to tune, test (the default) and test2 to report.",
)
@click.option(
    "--ranker", "rankers", multiple=True, type=click.Choice(list(RANKERS)), help="Only this one."
)
@click.option("--write", is_flag=True, help="With `golden`: keep what is given today.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, nothing else.")
@click.pass_obj
def main(
    encoder: Encoder | None,
    /,
    what: str,
    corpus: Path | None,
    queries: Path | None,
    qrels: Path | None,
    split: str | None,
    rankers: tuple[str, ...],
    write: bool,
    as_json: bool,
) -> None:
    """Measure what is asked; heavy imports wait until it is known."""
    given = [path for path in (corpus, queries, qrels) if path is not None]
    if len(given) not in (0, 3):
        raise click.UsageError("--corpus, --queries and --qrels go together")
    if given and (what != "search" or split):
        raise click.UsageError("--corpus goes with `search`, and has no --split")
    if rankers and what != "search":
        raise click.UsageError("--ranker goes with `search`")
    if write and what != "golden":
        raise click.UsageError("--write goes with `golden`")
    if split == "test2" and what != "search":
        raise click.UsageError("test2 has queries alone: it goes with `search`")
    if split and what not in ("search", "answers"):
        raise click.UsageError(f"`{what}` chooses its own queries: leave --split out")
    if as_json and what in ("tune", "report", "golden"):
        raise click.UsageError(f"`{what}` has no JSON: leave --json out")
    try:
        commands: dict[str, Callable[[], str]] = {
            "search": lambda: _search(
                corpus, queries, qrels, split or "test", rankers, as_json, encoder
            ),
            "answers": lambda: _answers(split or "test", as_json),
            "speed": lambda: _speed(as_json),
            "tune": _tune,
            "fit": lambda: _fit(as_json),
            "report": _report,
            "golden": lambda: _golden(write),
            "weights": lambda: _weights(as_json),
        }
        shown = commands[what]()
    except (SetError, UnusableIndexError, EncoderError) as error:
        click.echo(f"Error: {error}", err=True)
        raise SystemExit(1) from None
    click.echo(shown)


def _search(
    corpus: Path | None,
    queries: Path | None,
    qrels: Path | None,
    split: str,
    rankers: tuple[str, ...],
    as_json: bool,
    encoder: Encoder | None,
) -> str:
    from eval import banks
    from eval.measures.silence import measure_silence
    from eval.own import own
    from eval.report import printed
    from eval.run import measure
    from eval.sets import named

    if corpus and queries and qrels:
        judged, index = named(queries, qrels), banks.other(corpus, encoder)
    else:
        judged, index = own(split), banks.shipped()
    evaluation = measure(index, judged, [name for name in RANKERS if name in (rankers or RANKERS)])
    silence = measure_silence(index, judged)
    if as_json:
        return _json(printed.search_json(judged, evaluation, silence))
    return printed.search_text(judged, evaluation, silence, index)


def _answers(split: str, as_json: bool) -> str:
    from eval import answers, banks
    from eval.own import questions
    from eval.report import printed

    measured = answers.measure(banks.shipped(), questions(split))
    found = answers.summary(measured)
    return (
        _json({"set": split, "n": len(measured), **found})
        if as_json
        else printed.answers_text(split, found)
    )


def _speed(as_json: bool) -> str:
    from eval.speed.measured import as_json as plain
    from eval.speed.measured import as_text, measure

    found = measure()
    return _json(plain(found)) if as_json else as_text(found)


def _fit(as_json: bool) -> str:
    from eval.fit.everything import fit_everything
    from search.weights import SEARCH as WEIGHTS

    fit_everything()
    fitted = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    if as_json:
        return _json(fitted)
    rows = [(part, name, w) for part, weights in fitted.items() for name, w in weights.items()]
    return "\n".join(f"{part:10} {name:24} {weight:9.4f}" for part, name, weight in rows)


def _tune() -> str:
    from eval.fit.encoder import tune

    return f"wrote {tune()}"


def _report() -> str:
    from eval.report.write import write

    return "\n".join(f"wrote {path}" for path in write())


def _golden(write: bool) -> str:
    from eval import golden

    if write:
        return "\n".join(f"wrote {path}" for path in golden.write())
    lines = golden.moved()
    if lines:
        click.echo("\n".join(lines))
        raise SystemExit(1)
    return "nothing moved"


def _weights(as_json: bool) -> str:
    from eval.fit.weights import learned

    found = learned()
    total = sum(found.values())
    if as_json:
        return _json({"files": found, "total": total})
    return "\n".join(f"{n:>9,}  {name}" for name, n in [*found.items(), ("in all", total)])


def _json(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False)


if __name__ == "__main__":
    main(prog_name="python -m eval")
