"""Read what people have, files or folders of them, into fiches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.fiche import Fiche, Problem
from corpus.reading.files import files_of
from corpus.reading.identity import identify
from corpus.reading.json_lines import read_json_lines
from corpus.reading.placed import FileReader, Placed
from corpus.reading.source_text import decode
from corpus.reading.text_page import read_text


@dataclass(frozen=True, slots=True)
class Reading:
    """What a set of sources gave: fiches in source order, and what went wrong."""

    fiches: tuple[Fiche, ...]
    problems: tuple[Problem, ...]


def read(sources: Iterable[Path | str]) -> Reading:
    """Read files and folders (their files of the kinds in `READERS`, by name).

    Never raises for what a file holds: each trouble is a `Problem`. The same fiche in two
    sources is kept once, the last named winning.
    """
    problems: list[Problem] = []
    placed: list[Placed] = []
    for path in files_of(sources, READERS, problems):
        reader = READERS.get(path.suffix.lower(), _text)
        try:
            placed.extend(reader(path, problems))
        except OSError as error:
            problems.append(Problem(str(path), 0, f"fichier illisible : {error.strerror}"))
        except ValueError as error:
            problems.append(Problem(str(path), 0, str(error)))
    return Reading(tuple(identify(placed, problems)), tuple(problems))


def _text(path: Path, problems: list[Problem]) -> list[Placed]:
    text = _decoded(path, problems)
    if text.lstrip()[:1] == "{":
        return read_json_lines(text, str(path), problems)
    return read_text(text, path.name, str(path), problems)


def _json(path: Path, problems: list[Problem]) -> list[Placed]:
    return read_json_lines(_decoded(path, problems), str(path), problems)


def _decoded(path: Path, problems: list[Problem]) -> str:
    text, remark = decode(path)
    if remark:
        problems.append(Problem(str(path), 0, remark))
    return text


READERS: Final[Mapping[str, FileReader]] = {".txt": _text, ".jsonl": _json, ".json": _json}
"""The reader of each kind of file; a file named outright with another ending is read as text."""
