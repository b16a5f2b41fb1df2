"""`python -m corpus FILE… [--json]`: read and check saved pages of the bank."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from corpus import read
from french import escaped, visible


@click.command(help="Lire et vérifier des fichiers ou des dossiers de fiches actions.")
@click.argument("sources", metavar="FICHIER…", nargs=-1, required=True, type=Path)
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par fiche.")
def main(sources: tuple[Path, ...], as_json: bool) -> None:
    """Print the fiches on stdout and the problems on stderr; exit 1 if nothing was read."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What is piped to a file must be read back, whatever the system's own encoding.
            stream.reconfigure(encoding="utf-8", errors="replace")
    reading = read(sources)
    for problem in reading.problems:
        click.echo(visible(str(problem)), err=True)
    for fiche in reading.fiches:
        if as_json:
            click.echo(escaped(fiche.to_json()))
        else:
            place = fiche.departement or "sans département"
            row = (fiche.id, fiche.title, fiche.organiser or "—", place)
            click.echo("\t".join(visible(" ".join(cell.split())) for cell in row))
    if not as_json:
        count, problems = len(reading.fiches), len(reading.problems)
        click.echo(f"{count} fiche(s) lue(s), {problems} problème(s)", err=True)
    if not reading.fiches:
        raise SystemExit(1)


if __name__ == "__main__":
    main(prog_name="python -m corpus")
