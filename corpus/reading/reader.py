"""Read what people have, files or folders of them, into fiches."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.fiche import Fiche, Problem
from corpus.reading.blocks import lines_of
from corpus.reading.documents import is_old, read_other
from corpus.reading.files import files_of, refusal_of
from corpus.reading.identity import identify
from corpus.reading.json_lines import read_json_lines
from corpus.reading.mojibake import sound_text
from corpus.reading.office import read_docx, read_ods, read_odt
from corpus.reading.pdf import read_pdf
from corpus.reading.people import report_people
from corpus.reading.placed import FileReader, Placed, RefusedError
from corpus.reading.quoted import unquoted
from corpus.reading.refusals import DAMAGED, system_sentence
from corpus.reading.source_text import decode
from corpus.reading.spreadsheet import read_csv, read_xlsx
from corpus.reading.text_page import read_text
from corpus.reading.web_page import decode_page, pages_of, read_page

_LOG = logging.getLogger(__name__)


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
    sources is kept once, the last named winning; see `identify`.
    """
    problems: list[Problem] = []
    placed: list[Placed] = []
    paths = files_of(sources, READERS, problems)
    for path in paths:
        placed.extend(_read_one(path, problems))
    kept = identify(placed, problems)
    ids: dict[str, list[str]] = defaultdict(list)
    for row in kept:
        ids[row.file].append(row.fiche.id)
    report_people(kept, _source_lines, problems)
    troubles = Counter(problem.file for problem in problems)
    files = (FileRead(file, tuple(ids[file]), troubles[file]) for file in map(str, paths))
    return Reading(tuple(row.fiche for row in kept), tuple(problems), tuple(files))


def _read_one(path: Path, problems: list[Problem]) -> list[Placed]:
    """The fiches of one file; whatever goes wrong with it is a problem."""
    suffix = path.suffix.lower()
    known = suffix in READERS
    refusal = None if known else refusal_of(path)
    if refusal:
        problems.append(Problem(str(path), 0, f"non lu : {refusal}"))
        return []
    try:
        return READERS[suffix](path, problems) if known else _text(path, problems)
    except RefusedError as error:
        sentence = str(error)
    except OSError as error:
        sentence = system_sentence(error)
    except MemoryError:
        sentence = "ce fichier est trop grand pour cet ordinateur ; coupez-le en plusieurs"
    except Exception:  # noqa: BLE001
        # The libraries that open office files and PDF raise anything on a damaged one.
        _LOG.warning("%s", path, exc_info=True)
        sentence = DAMAGED
    problems.append(Problem(str(path), 0, sentence))
    return []


def _text(path: Path, problems: list[Problem]) -> list[Placed]:
    text = unquoted(_decoded(path, problems))
    if text.lstrip()[:1] == "{":
        return read_json_lines(text, str(path), problems)
    return _page_or_sheet(text, path.name, str(path), problems)


def _page_or_sheet(text: str, name: str, file: str, problems: list[Problem]) -> list[Placed]:
    """The fiches of a text of the bank, else of action sheets; else what the bank's reader says."""
    said: list[Problem] = []
    result = read_text(text, name, file, said)
    if not result:
        found: list[Problem] = []
        blocks = lines_of(text)
        result = [] if is_old(blocks) else read_other(blocks, name, file, found)
        said = found if result else said
    problems.extend(said)
    return result


def _json(path: Path, problems: list[Problem]) -> list[Placed]:
    return read_json_lines(_decoded(path, problems), str(path), problems)


def _csv(path: Path, problems: list[Problem]) -> list[Placed]:
    return read_csv(_decoded(path, problems), path, problems)


def _html(path: Path, problems: list[Problem]) -> list[Placed]:
    text = sound_text(decode_page(path.read_bytes()), str(path), problems)
    return read_page(text, path, problems, read_text)


def _mhtml(path: Path, problems: list[Problem]) -> list[Placed]:
    text = sound_text("\n".join(pages_of(path.read_bytes())), str(path), problems)
    return read_page(text, path, problems, read_text)


def _decoded(path: Path, problems: list[Problem]) -> str:
    try:
        text, remark = decode(path)
    except ValueError as error:
        raise RefusedError(str(error)) from error
    if remark:
        problems.append(Problem(str(path), 0, remark))
    return sound_text(text, str(path), problems)


def _source_lines(file: str) -> Iterable[tuple[int, str]]:
    """The numbered lines of a file that a person reads as text; none of another kind."""
    path = Path(file)
    if READERS.get(path.suffix.lower(), _text) not in (_text, _csv):
        return []
    try:
        return enumerate(sound_text(decode(path)[0], file, []).splitlines(), start=1)
    except (OSError, ValueError):
        return []


READERS: Final[Mapping[str, FileReader]] = {
    **dict.fromkeys((".txt", ".text", ".md"), _text),
    **dict.fromkeys((".jsonl", ".json"), _json),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _html),
    **dict.fromkeys((".mhtml", ".mht"), _mhtml),
    **dict.fromkeys((".csv", ".tsv"), _csv),
    **dict.fromkeys((".xlsx", ".xlsm"), read_xlsx),
    **dict.fromkeys((".docx", ".docm"), read_docx),
    ".odt": read_odt,
    ".ods": read_ods,
    ".pdf": read_pdf,
}
"""The reader of each kind of file; a file named outright with another ending is read as text."""
