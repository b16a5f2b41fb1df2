"""Read what people have, files or folders of them, into fiches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.fiche import Fiche, Problem
from corpus.reading.files import files_of
from corpus.reading.identity import identify
from corpus.reading.json_lines import read_json_lines
from corpus.reading.placed import FileReader, Placed, RefusedError
from corpus.reading.refusals import system_sentence
from corpus.reading.source_text import decode
from corpus.reading.text_page import read_text


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file that was opened: the ids of the fiches kept from it, how many problems it has."""

    path: str
    fiches: tuple[str, ...]
    problems: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a set of sources gave: fiches in source order, what went wrong, and file by file."""

    fiches: tuple[Fiche, ...]
    problems: tuple[Problem, ...]
    files: tuple[FileRead, ...] = ()


def read(sources: Iterable[Path | str]) -> Reading:
    """Read files and folders (their files of the kinds in `READERS`, by name).

    Never raises for what a file holds: each trouble is a `Problem`. The same fiche in two
    sources is kept once, the last named winning.
    """
    problems: list[Problem] = []
    placed: list[Placed] = []
    paths = files_of(sources, READERS, problems)
    for path in paths:
        reader = READERS.get(path.suffix.lower(), _text)
        try:
            placed.extend(reader(path, problems))
        except OSError as error:
            problems.append(Problem(str(path), 0, system_sentence(error)))
        except RefusedError as error:
            problems.append(Problem(str(path), 0, str(error)))
    kept = identify(placed, problems)
    ids: dict[str, list[str]] = defaultdict(list)
    for row in kept:
        ids[row.file].append(row.fiche.id)
    troubles = Counter(problem.file for problem in problems)
    files = (FileRead(file, tuple(ids[file]), troubles[file]) for file in map(str, paths))
    return Reading(tuple(row.fiche for row in kept), tuple(problems), tuple(files))


def _text(path: Path, problems: list[Problem]) -> list[Placed]:
    text = _decoded(path, problems)
    if text.lstrip()[:1] == "{":
        return read_json_lines(text, str(path), problems)
    return read_text(text, path.name, str(path), problems)


def _json(path: Path, problems: list[Problem]) -> list[Placed]:
    return read_json_lines(_decoded(path, problems), str(path), problems)


def _decoded(path: Path, problems: list[Problem]) -> str:
    try:
        text, remark = decode(path)
    except ValueError as error:
        raise RefusedError(str(error)) from error
    if remark:
        problems.append(Problem(str(path), 0, remark))
    return text


READERS: Final[Mapping[str, FileReader]] = {".txt": _text, ".jsonl": _json, ".json": _json}
"""The reader of each kind of file; a file named outright with another ending is read as text."""
