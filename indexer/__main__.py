"""`python -m indexer [SOURCE…]`: make the index hold exactly these sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from embeddings import Encoder, EncoderError, LazyEncoder, VectorCache
from french import visible
from indexer import Summary, UnusableIndexError, build, default_folder, open_index
from indexer.check import check_index


@click.command(help="Construire l'index, qui contient ensuite exactement ces sources.")
@click.argument("sources", metavar="[SOURCE…]", nargs=-1, type=Path)
@click.option("--index", "folder", type=Path, help="Dossier de l'index (var/index par défaut).")
@click.option("--purge", is_flag=True, help="Oublier aussi les vecteurs qui ne servent plus.")
@click.option("--check", is_flag=True, help="Vérifier l'index sans rien construire.")
@click.option("--missing-ok", is_flag=True, help="Construire même si une source n'est pas là.")
@click.pass_obj
def main(
    given: Encoder | None,
    /,
    sources: tuple[Path, ...],
    folder: Path | None,
    purge: bool,
    check: bool,
    missing_ok: bool,
) -> None:
    """Build or check; exit 1 when there is nothing usable."""
    folder, encoder = folder or default_folder(), given or LazyEncoder()
    try:
        if check:
            click.echo(visible(check_index(folder, sources, encoder.name)))
            return
        with _ProgressBar() as bar:
            summary = build(sources, folder, bar, encoder=encoder, missing_ok=missing_ok)
        for problem in summary.problems:
            click.echo(visible(str(problem)), err=True)
        click.echo(closing_lines(summary))
        if purge:
            click.echo(f"{_purge(folder, encoder)} vecteur(s) oublié(s)")
    except (UnusableIndexError, EncoderError) as error:
        click.echo(visible(f"Erreur : {error}"), err=True)
        raise SystemExit(1) from None


def closing_lines(summary: Summary) -> str:
    """What the build did, in French."""
    return (
        f"{summary.fiches} fiches, {summary.passages} passages, {summary.sentences} phrases ; "
        f"{summary.embedded} textes vectorisés, {summary.reused} repris ; "
        f"{len(summary.problems)} problème(s) ; {summary.seconds:.1f} s\n"
        f"{summary.added} fiche(s) ajoutée(s), {summary.changed} modifiée(s), "
        f"{summary.removed} retirée(s)"
    )


def _purge(folder: Path, encoder: Encoder) -> int:
    index = open_index(folder, encoder.name)
    texts = [p.text(index.fiches[index.row_of[p.fiche_id]]) for p in index.passages]
    texts += [s.text(index.fiches[index.row_of[s.fiche_id]]) for s in index.sentences]
    cache = VectorCache(encoder)
    try:
        return cache.purge(texts)
    finally:
        cache.close()


class _ProgressBar:
    """One tqdm bar on stderr, renamed as the work goes on."""

    def __enter__(self) -> _ProgressBar:
        from tqdm import tqdm

        shown = "{desc} {percentage:3.0f} % |{bar}| {elapsed}"
        self._bar: Any = tqdm(total=1, disable=None, leave=False, bar_format=shown)
        return self

    def __call__(self, what: str, done: int, todo: int) -> None:
        self._bar.set_description(what, refresh=False)
        self._bar.total = todo
        self._bar.n = done
        self._bar.refresh()

    def __exit__(self, *_: object) -> None:
        self._bar.close()


if __name__ == "__main__":
    main(prog_name="python -m indexer")
