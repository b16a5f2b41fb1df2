"""Read saved pages of the bank, folders of them, or JSON Lines, into fiches."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.export import parse_fiche
from corpus.fiche import Fiche, Problem, fiche_id, normalise
from corpus.old_layout import looks_old, old_part, parse_old
from corpus.pages import FileHead, Line, parse_head, split_pages
from corpus.source_text import clean_lines, decode

SUFFIXES = (".txt", ".jsonl", ".json")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a set of sources gave: fiches in source order, and what went wrong."""

    fiches: tuple[Fiche, ...]
    problems: tuple[Problem, ...]


def read(sources: Iterable[Path | str]) -> Reading:
    """Read files and folders (their .txt, .jsonl and .json files, by name).

    Never raises for what a file holds: each trouble is a `Problem`. The same fiche in two
    sources is kept once, the last named winning.
    """
    problems: list[Problem] = []
    read_fiches: list[tuple[Fiche, Problem]] = []
    for path in _files(sources, problems):
        for fiche, line in _read_file(path, problems):
            read_fiches.append((fiche, Problem(str(path), line, "")))
    return Reading(tuple(_identify(read_fiches, problems)), tuple(problems))


def _files(sources: Iterable[Path | str], problems: list[Problem]) -> list[Path]:
    files: list[Path] = []
    for source in map(Path, sources):
        if source.is_dir():
            found = sorted(
                path
                for path in source.rglob("*")
                if path.is_file() and path.suffix.lower() in SUFFIXES
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


def _read_file(path: Path, problems: list[Problem]) -> list[tuple[Fiche, int]]:
    """The file's fiches with the line where each begins; ids not yet given for text files."""
    try:
        text, remark = decode(path)
    except OSError as error:
        problems.append(Problem(str(path), 0, f"fichier illisible : {error.strerror}"))
        return []
    except ValueError as error:
        problems.append(Problem(str(path), 0, str(error)))
        return []
    if remark:
        problems.append(Problem(str(path), 0, remark))
    if path.suffix.lower() in (".jsonl", ".json") or text.lstrip()[:1] == "{":
        return _read_jsonl(text, str(path), problems)
    rows = clean_lines(text)
    found: list[Problem] = []
    pages = split_pages(rows, str(path), found)
    result: list[tuple[Fiche, int]] = []
    if not any(page.blocks for page in pages):
        if looks_old(rows):
            head = FileHead(source=path.name)
            result = _old(rows, head, str(path), found)
        else:
            found = [Problem(str(path), 0, _NO_EXPORT if text.strip() else "fichier vide")]
        problems.extend(found)
        return result
    problems.extend(found)
    for page in pages:
        head = parse_head(page.head, path.name, str(path), problems)
        for block in page.blocks:
            result.extend(_block(block, head, str(path), problems))
    return result


_NO_EXPORT = (
    "ce fichier n'est pas un export de fiches actions (aucune ligne « Actions » suivie "
    "de « - Structure organisatrice ») ; enregistrez la page de la banque au format texte"
)


def _block(
    block: Sequence[Line], head: FileHead, file: str, problems: list[Problem]
) -> list[tuple[Fiche, int]]:
    """The fiche of a block, and those of the older layout that may follow it there."""
    result: list[tuple[Fiche, int]] = []
    old = old_part(block)
    if old > 0 or not block:
        fiche, found = parse_fiche(block[:old], head, file)
        problems.extend(found)
        result.append((fiche, block[0][0] if block else 0))
    if old < len(block):
        result.extend(_old(block[old:], head, file, problems))
    return result


def _old(
    rows: Sequence[Line], head: FileHead, file: str, problems: list[Problem]
) -> list[tuple[Fiche, int]]:
    read_fiches, found = parse_old(rows, file)
    problems.extend(found)
    return [
        (
            dataclasses.replace(
                fiche,
                source=head.source,
                url=head.url,
                year=head.take_year(fiche.title, fiche.departement),
                origin=head.origin,
            ),
            line,
        )
        for fiche, line in read_fiches
    ]


def _read_jsonl(text: str, file: str, problems: list[Problem]) -> list[tuple[Fiche, int]]:
    result: list[tuple[Fiche, int]] = []
    found: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            # An escaped lone surrogate could never be written out again.
            plain = json.dumps(json.loads(line), ensure_ascii=False)
            row = json.loads(plain.encode("utf-8", errors="replace"))
            if not isinstance(row, dict):
                raise ValueError("une fiche s'écrit entre accolades, une par ligne")
            result.append((Fiche.from_dict(row), number))
        except json.JSONDecodeError as error:
            sentence = f"ligne JSON illisible (colonne {error.colno}) ; une fiche par ligne"
            found.append(Problem(file, number, sentence))
        except (ValueError, RecursionError) as error:
            found.append(Problem(file, number, f"fiche JSON refusée : {error}"))
    if not text.strip():
        found.append(Problem(file, 0, "fichier vide"))
    # Of a file that holds no fiche at all, the first trouble says enough.
    problems.extend(found if result else found[:1])
    return result


def _identify(rows: Sequence[tuple[Fiche, Problem]], problems: list[Problem]) -> list[Fiche]:
    """Give each fiche its id and keep one of each, the last named.

    Fiches of one title, organiser and département *inside one source* are several actions:
    see `_discriminants`. In two sources they are the same action.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for index, (fiche, _) in enumerate(rows):
        if not fiche.id:
            groups[_base(fiche)].append(index)
    ids = {index: fiche.id for index, (fiche, _) in enumerate(rows)}
    for members in groups.values():
        by_source: dict[str, set[tuple[int | None, str]]] = defaultdict(set)
        for index in members:
            fiche, where = rows[index]
            by_source[where.file].add((fiche.year, _digest(fiche)))
        several = any(len(contents) > 1 for contents in by_source.values())
        fiches = [rows[index][0] for index in members]
        extras = _discriminants(fiches) if several else [""] * len(fiches)
        for index, fiche, extra in zip(members, fiches, extras, strict=True):
            ids[index] = _base(fiche, extra)
    kept: dict[str, tuple[int, Fiche]] = {}
    for index, (fiche, where) in enumerate(rows):
        fiche = dataclasses.replace(fiche, id=ids[index])
        if fiche.id in kept:
            same = _digest(kept[fiche.id][1]) == _digest(fiche)
            sentence = (
                f"« {fiche.title} » est déjà lue ailleurs"
                + ("" if same else ", avec un autre contenu")
                + " ; la dernière lue est gardée"
            )
            problems.append(Problem(where.file, where.line, sentence))
        kept[fiche.id] = (index, fiche)
    return [fiche for _, fiche in sorted(kept.values(), key=lambda row: row[0])]


def _discriminants(fiches: Sequence[Fiche]) -> list[str]:
    """What tells fiches of one name apart: the year, else the résumé, else the whole text."""
    contents = [_digest(fiche) for fiche in fiches]
    years = [str(fiche.year or "") for fiche in fiches]
    summaries = [_digest(fiche, "Résumé") for fiche in fiches]
    for extras in (years, summaries):
        apart = len(set(zip(extras, contents, strict=True))) == len(set(extras))
        if all(extras) and apart:
            return extras
    return contents


def _base(fiche: Fiche, extra: str = "") -> str:
    return fiche_id(fiche.title, fiche.organiser, fiche.departement, extra)


def _digest(fiche: Fiche, label: str | None = None) -> str:
    """8 hex digits of one section, or of all; empty when there is nothing."""
    text = fiche.sections.get(label, "") if label else "\n".join(fiche.sections.values())
    folded = normalise(text)
    return hashlib.sha256(folded.encode()).hexdigest()[:8] if folded else ""
