"""`python -m answers QUESTION | --batch FILE.jsonl`."""

from __future__ import annotations

from pathlib import Path

import click

from answers import Answer, UnknownFicheError, answer
from embeddings import Encoder, EncoderError
from french import as_json, visible
from indexer import UnusableIndexError
from search import Bank, encodable, rows


@click.command(
    help="Répondre à une question par des citations des fiches, ou dire qu'elles ne disent rien."
)
@click.argument("question", required=False)
@click.option(
    "--batch",
    type=Path,
    metavar="FICHIER.jsonl",
    help='Lignes {"id", "question"}, avec "fiche" au besoin.',
)
@click.option("--fiche", "fiche_id", metavar="ID", help="La question porte sur cette fiche.")
@click.option("--index", "folder", type=Path, help="Dossier de l'index (var/index par défaut).")
@click.option("--json", "json_wanted", is_flag=True, help="Un objet JSON.")
@click.option(
    "--modeles/--sans-modeles", "models", default=None,
    help="Les exemples inventés peuvent dire combien, qui paie et où.",
)  # fmt: skip
@click.pass_obj
def main(
    encoder: Encoder | None,
    /,
    question: str | None,
    batch: Path | None,
    fiche_id: str | None,
    folder: Path | None,
    json_wanted: bool,
    models: bool | None,
) -> None:
    """Answer once, or a batch."""
    if (question is None) == (batch is None):
        raise click.UsageError("donnez une question, ou --batch FICHIER")
    lines = list(rows(batch, "question")) if batch is not None else []
    try:
        bank = Bank.open(folder, encoder)
        if bank.index.notice:
            click.echo(f"Attention : {bank.index.notice}", err=True)
        if batch is not None:
            for row in lines:
                about = row.get("fiche") or fiche_id
                found = answer(bank, row["question"], about, models)
                click.echo(as_json(found.as_dict(row.get("id"))))
            return
        found = answer(bank, encodable(question or ""), fiche_id, models)
        if json_wanted:
            click.echo(as_json(found.as_dict()))
            return
        for note in found.notes:
            click.echo(note, err=True)
        click.echo(visible(_as_text(found)))
    except (UnusableIndexError, EncoderError, UnknownFicheError) as error:
        click.echo(visible(f"Erreur : {error}"), err=True)
        raise SystemExit(1) from None


def _as_text(found: Answer) -> str:
    lines = [found.text or "Les fiches ne répondent pas à cette question."]
    if found.missing:
        lines.append(found.missing)
    for row in found.rows:
        said = _line(row.citation.quote) if row.citation else "non renseigné"
        lines.append(f"- {_line(row.fiche.title)} : {said}")
    if found.nearest:
        lines.append("Fiches les plus proches :")
        lines += [f"- {_line(near.fiche.title)}" for near in found.nearest]
    return "\n".join(lines)


def _line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main(prog_name="python -m answers")
