"""`python -m search QUERY | --like ID | --batch FILE.jsonl`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from corpus import ORIGINS
from embeddings import Encoder, EncoderError
from french import as_json, visible
from indexer import UnusableIndexError
from search import (
    FIELDS,
    Bank,
    Hit,
    Query,
    Results,
    UnknownValueError,
    search,
    similar,
)
from search.batch import encodable, rows
from search.query import LIMIT


def _filter_options(command: Any) -> Any:
    for field in reversed(list(FIELDS.values())):
        if field.option is None:
            continue
        text = f"{field.title} ; donné deux fois : l'un ou l'autre."
        if field.source != "closed":
            place = " dans le texte" if field.source == "fact" else ""
            text = f"{field.title}{place}, par exemple {field.example}."
        command = click.option(
            f"--{field.option}", field.name, multiple=True, metavar="X", help=text
        )(command)
    return command


@click.command(help="Chercher des fiches actions, en français, avec vos mots.")
@click.argument("query", metavar="RECHERCHE", required=False)
@click.option("--like", metavar="ID", help="Les fiches qui ressemblent à celle-ci.")
@click.option("--batch", type=Path, metavar="FICHIER.jsonl", help='Lignes {"id", "query"}.')
@click.option("-k", "k", type=click.IntRange(1, 1000), default=10, help="Combien de fiches.")
@click.option("--index", "folder", type=Path, help="Dossier de l'index (var/index par défaut).")
@click.option("--json", "json_wanted", is_flag=True, help="Un objet JSON.")
@click.option("--strict", is_flag=True, help="Filtres sur le champ brut seulement.")
@_filter_options
@click.pass_obj
def main(
    encoder: Encoder | None,
    /,
    query: str | None,
    like: str | None,
    batch: Path | None,
    k: int,
    folder: Path | None,
    json_wanted: bool,
    strict: bool,
    **filters: tuple[str, ...],
) -> None:
    """Search once, in a batch, or for what is like a fiche."""
    if sum(given is not None for given in (query, like, batch)) != 1:
        raise click.UsageError("donnez une recherche, ou --like ID, ou --batch FICHIER")
    chosen = {name: values for name, values in filters.items() if values}
    try:
        bank = Bank.open(folder, encoder)
        if bank.index.notice:
            click.echo(f"Attention : {bank.index.notice}", err=True)
        if batch is not None:
            for row in rows(batch, "query"):
                results = search(bank, Query(row["query"], chosen, k, strict))
                click.echo(as_json(results.as_dict(row.get("id"))))
        elif like is not None:
            _print_similar(bank, like, k, json_wanted)
        else:
            results = search(bank, Query(encodable(query or ""), chosen, k, strict))
            if json_wanted:
                click.echo(as_json(results.as_dict()))
            else:
                for item in results.understood:
                    if item.field == LIMIT:
                        click.echo(item.value, err=True)
                click.echo(visible(_as_text(results)))
    except UnknownValueError as error:
        raise click.UsageError(visible(str(error))) from None
    except (UnusableIndexError, EncoderError) as error:
        click.echo(visible(f"Erreur : {error}"), err=True)
        raise SystemExit(1) from None


def _print_similar(bank: Bank, fiche_id: str, k: int, json_wanted: bool) -> None:
    if bank.fiche(fiche_id) is None:
        click.echo(visible(f"Erreur : aucune fiche « {fiche_id} » dans l'bank"), err=True)
        raise SystemExit(1)
    hits = similar(bank, fiche_id, k)
    if json_wanted:
        rows = {"id": None, "like": fiche_id, "results": [hit.as_dict() for hit in hits]}
        click.echo(as_json(rows))
    else:
        click.echo(visible("\n".join(_lines(hits))))


def _as_text(results: Results) -> str:
    if results.found:
        return "\n".join(_lines(results.hits))
    lines = ["Aucune fiche ne répond à cette recherche."]
    if results.nearest:
        lines.append("Les plus proches :")
        lines += [f"  {_line(near.fiche.title)} — {near.why}" for near in results.nearest]
    return "\n".join(lines)


def _lines(hits: tuple[Hit, ...]) -> Iterator[str]:
    for hit in hits:
        fiche = hit.fiche
        place = " · ".join(part for part in (fiche.organiser, fiche.departement) if part)
        facts = [str(fiche.year or "non datée"), fiche.status or "statut non renseigné"]
        if fiche.origin != "banque":
            facts.append(ORIGINS[fiche.origin].lower())
        yield f"{hit.rank:2}. {_line(fiche.title)}"
        yield f"    {_line(place)} · {' · '.join([*facts, *hit.notes])}"
        yield f"    {_line(hit.span.label)} : « {_line(hit.sentence)} »"


def _line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main(prog_name="python -m search")
