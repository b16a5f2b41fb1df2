"""Which files a set of sources is made of, and what is said of those that are not read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from corpus.fiche import Problem
from corpus.reading.refusals import system_sentence

MAX_NAMED: Final = 3
"""Files of one kind that a folder's problems name one by one; more are counted."""

_SYSTEM: Final = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx"})
_IMAGE: Final = "les images ne sont pas lues ; recopiez leur texte dans un document"
_SOUND: Final = "les films et les sons ne sont pas lus"
_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".svg"),
        ("images", _IMAGE),
    ),
    **dict.fromkeys((".mp3", ".mp4", ".mov", ".avi", ".wav", ".m4a"), ("films ou sons", _SOUND)),
    ".doc": ("documents", "l'ancien format de Word n'est pas lu ; enregistrez-le en .docx"),
    ".rtf": ("documents", "ce format n'est pas lu ; enregistrez-le en .docx"),
    ".pages": ("documents", "le format de Pages n'est pas lu ; exportez-le en .docx ou en .pdf"),
    ".xls": ("classeurs", "l'ancien format d'Excel n'est pas lu ; enregistrez-le en .xlsx"),
    ".xlsb": ("classeurs", "ce format d'Excel n'est pas lu ; enregistrez-le en .xlsx"),
    ".numbers": ("classeurs", "le format de Numbers n'est pas lu ; exportez-le en .xlsx"),
    **dict.fromkeys(
        (".ppt", ".pptx", ".odp", ".key", ".pub"),
        ("présentations", "les présentations ne sont pas lues ; enregistrez-les en .pdf"),
    ),
    **dict.fromkeys(
        (".zip", ".rar", ".7z", ".gz", ".tar"),
        ("archives", "les archives ne sont pas ouvertes ; extrayez-en les fichiers"),
    ),
    **dict.fromkeys((".css", ".js", ".woff", ".woff2", ".ico"), ("restes de pages web", "")),
}


def refusal_of(path: Path) -> str | None:
    """The sentence of a kind of file that is known and not read; None for any other."""
    kind = _KINDS.get(path.suffix.lower())
    return (
        (kind[1] or "ce reste de page web n'est pas lu ; donnez la page elle-même")
        if kind
        else None
    )


def files_of(
    sources: Iterable[Path | str], suffixes: Collection[str], problems: list[Problem]
) -> list[Path]:
    """The files named and those of the folders named that have one of the suffixes, once each."""
    files: list[Path] = []
    for source in map(Path, sources):
        try:
            if source.is_dir():
                files.extend(_folder(source, suffixes, problems))
            elif source.is_file():
                files.append(source)
            else:
                sentence = "fichier introuvable ; vérifiez le chemin"
                problems.append(Problem(str(source), 0, sentence))
        except OSError as error:
            problems.append(Problem(str(source), 0, system_sentence(error)))
        except ValueError:
            sentence = "ce chemin n'est pas un nom de fichier ; vérifiez-le"
            problems.append(Problem(repr(str(source)), 0, sentence))
    return list(dict.fromkeys(files))


def _folder(folder: Path, suffixes: Collection[str], problems: list[Problem]) -> list[Path]:
    """The files to read under a folder, by path; each other file is said."""
    found: list[Path] = []
    others: dict[str, list[Path]] = defaultdict(list)
    seen: set[Path] = set()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            # A link to a folder above would be walked for ever.
            real = here.resolve()
            if real in seen:
                continue
            seen.add(real)
            children = sorted(here.iterdir())
        except OSError as error:
            problems.append(Problem(str(here), 0, system_sentence(error)))
            continue
        except RuntimeError:
            continue
        for path in children:
            if _is_noise(path):
                continue
            try:
                if path.is_dir():
                    if not path.name.endswith(("_files", "_fichiers")):
                        waiting.append(path)
                elif not path.is_file():
                    sentence = "ce raccourci ne mène nulle part ; supprimez-le"
                    problems.append(Problem(str(path), 0, sentence))
                elif path.suffix.lower() in suffixes:
                    found.append(path)
                else:
                    others[path.suffix.lower()].append(path)
            except OSError as error:
                problems.append(Problem(str(path), 0, system_sentence(error)))
    for suffix, paths in sorted(others.items()):
        _say(folder, suffix, sorted(paths), problems)
    if not found:
        kinds = ", ".join(sorted(suffixes))
        sentence = f"dossier sans fichier à lire (sont lus : {kinds}) ; vérifiez le dossier"
        problems.append(Problem(str(folder), 0, sentence))
    return sorted(found)


def _is_noise(path: Path) -> bool:
    """Whether a file is the system's own, or the mark of a document open elsewhere."""
    return path.name.startswith((".", "~$")) or path.name.lower() in _SYSTEM


def _say(folder: Path, suffix: str, paths: list[Path], problems: list[Problem]) -> None:
    name, reason = _KINDS.get(suffix, ("fichiers", ""))
    ending = f"({suffix})" if suffix else "sans extension"
    reason = reason or "ce format n'est pas connu ; enregistrez en .docx, .pdf, .xlsx ou .txt"
    if len(paths) > MAX_NAMED:
        sentence = f"{len(paths)} {name} {ending} laissés de côté : {reason}"
        problems.append(Problem(str(folder), 0, sentence))
        return
    for path in paths:
        problems.append(Problem(str(path), 0, f"non lu : {reason}"))
