"""Which files an index is made of, when nobody says, or when one of them is not there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indexer.errors import LostSourcesError, MissingSourceError, UnusableIndexError
from indexer.generations import candidates, ever_built, pointed
from indexer.manifest import Manifest
from indexer.originals import imported, settle

SHIPPED = Path(__file__).resolve().parent.parent / "corpus" / "fiches"
"""The fiches that come with the code."""


def default_sources(folder: Path) -> list[Path]:
    """The manifest's sources, else what users imported, else the shipped fiches.

    Where the current manifest can't be read, the last one that can says the sources, and what
    users imported is added to them. Raises LostSourcesError where there was an index and
    nothing says of what any more: the shipped fiches don't take the place of a user's.
    """
    settle(imported())
    own = [imported()] if imported().is_dir() and any(imported().iterdir()) else []
    for generation in candidates(folder):
        try:
            sources = [Path(source) for source in Manifest.load(generation).sources]
        except UnusableIndexError:
            continue
        if generation != pointed(folder):
            sources += [path for path in own if path.resolve() not in sources]
        return sources
    if own:
        return own
    if ever_built(folder):
        raise LostSourcesError(
            f"l'index {folder} est abîmé, et rien n'y dit plus de quelles fiches il était fait ; "
            f"nommez-les : python -m indexer SOURCE… --index {folder} (celles fournies avec "
            f"Essaimer sont dans {SHIPPED})"
        )
    return [SHIPPED]


def refuse_missing(sources: Sequence[Path]) -> None:
    """Raises MissingSourceError when one of several sources is not there."""
    missing = [str(path) for path in sources if not path.exists()]
    # One that is alone gives no fiche, and is refused for that.
    if missing and len(sources) > 1:
        raise MissingSourceError(
            f"source introuvable : {', '.join(missing)} ; l'index reste comme il est. Vérifiez "
            "le chemin (une clé USB, un lecteur réseau ?), ou donnez --missing-ok pour "
            "construire sans"
        )
