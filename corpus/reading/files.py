"""Which files a set of sources is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from corpus.fiche import Problem


def files_of(
    sources: Iterable[Path | str], suffixes: Collection[str], problems: list[Problem]
) -> list[Path]:
    """The files named and those of the folders named, once each."""
    files: list[Path] = []
    for source in map(Path, sources):
        if source.is_dir():
            found = sorted(
                path
                for path in source.rglob("*")
                if path.is_file() and path.suffix.lower() in suffixes
            )
            if not found:
                sentence = "dossier sans fichier .txt ni .jsonl ; rien à lire"
                problems.append(Problem(str(source), 0, sentence))
            files.extend(found)
        elif source.is_file():
            files.append(source)
        else:
            problems.append(Problem(str(source), 0, "fichier introuvable ; vérifiez le chemin"))
    return list(dict.fromkeys(files))
