"""Read saved pages of the bank, folders of them, or JSON Lines, into fiches."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.export import FileHead, Line, parse_fiche, split_fiches
from corpus.fiche import Fiche, Origin, Problem, fiche_id, normalise
from corpus.old_layout import looks_old, parse_old
from corpus.source_text import clean_lines, decode

SUFFIXES = (".txt", ".jsonl", ".json")
_HEADER = re.compile(r"(Nature|Source|Adresse|Année)\s*:\s*(.+)")
_TABLE_ROW = re.compile(r"(.+?)\s*\|\s*(.+?)\s*\|\s*(\d{4})\s*\|?")
_ORIGINS: Mapping[str, Origin] = {"recit": "recit", "modele": "modele", "banque": "banque"}


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
    head_rows, blocks = split_fiches(rows)
    if not blocks:
        if looks_old(rows):
            fiches, found = parse_old(rows, str(path))
            problems.extend(found)
            return [(dataclasses.replace(f, source=path.name), 0) for f in fiches]
        sentence = (
            "ce fichier n'est pas un export de fiches actions (aucune ligne « Actions » suivie "
            "de « - Structure organisatrice ») ; enregistrez la page de la banque au format texte"
            if text.strip()
            else "fichier vide"
        )
        problems.append(Problem(str(path), 0, sentence))
        return []
    head = _head(head_rows, path, problems)
    result: list[tuple[Fiche, int]] = []
    for block in blocks:
        fiche, found = parse_fiche(block, head, str(path))
        problems.extend(found)
        result.append((fiche, block[0][0] if block else 0))
    return result


def _head(rows: Sequence[Line], path: Path, problems: list[Problem]) -> FileHead:
    values: dict[str, str] = {}
    years: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, text in rows:
        if match := _HEADER.fullmatch(text):
            values[match[1]] = match[2].strip()
            if match[1] == "Année" and not re.fullmatch(r"\d{4}", match[2].strip()):
                problems.append(Problem(str(path), number, f"année illisible : {match[2]}"))
                del values["Année"]
            if match[1] == "Nature" and normalise(match[2]) not in _ORIGINS:
                sentence = f"nature inconnue : {match[2]} ; lue comme une fiche de la banque"
                problems.append(Problem(str(path), number, sentence))
        elif match := _TABLE_ROW.fullmatch(text.strip("| ")):
            years[normalise(match[1]), normalise(match[2])].append(int(match[3]))
    return FileHead(
        origin=_ORIGINS.get(normalise(values.get("Nature")), "banque"),
        source=values.get("Source", path.name),
        url=values.get("Adresse"),
        year=int(values["Année"]) if "Année" in values else None,
        years=years,
    )


def _read_jsonl(text: str, file: str, problems: list[Problem]) -> list[tuple[Fiche, int]]:
    result: list[tuple[Fiche, int]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("une fiche s'écrit entre accolades, une par ligne")
            result.append((Fiche.from_dict(row), number))
        except json.JSONDecodeError as error:
            sentence = f"ligne JSON illisible (colonne {error.colno}) ; une fiche par ligne"
            problems.append(Problem(file, number, sentence))
        except ValueError as error:
            problems.append(Problem(file, number, f"fiche JSON refusée : {error}"))
    if not text.strip():
        problems.append(Problem(file, 0, "fichier vide"))
    return result


def _identify(rows: Sequence[tuple[Fiche, Problem]], problems: list[Problem]) -> list[Fiche]:
    """Give each fiche its id and keep one of each.

    Fiches of one title, organiser and département *inside one source* are several actions:
    the year tells them apart, else their résumé. In two sources they are the same action.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for index, (fiche, _) in enumerate(rows):
        groups[fiche.id or _base(fiche)].append(index)
    kept: dict[str, tuple[int, Fiche]] = {}
    for base, members in groups.items():
        by_source: dict[str, set[str]] = defaultdict(set)
        for index in members:
            fiche, where = rows[index]
            by_source[where.file].add(_content(fiche))
        several = any(len(contents) > 1 for contents in by_source.values())
        years = [rows[index][0].year for index in members]
        by_year = None not in years and len(set(years)) > 1
        for index in members:
            fiche, where = rows[index]
            if not fiche.id:
                extra = ""
                if several:
                    extra = str(fiche.year) if by_year else _content(fiche)
                name = base if not extra else _base(fiche, extra)
                fiche = dataclasses.replace(fiche, id=name)
            if fiche.id in kept:
                same = _content(kept[fiche.id][1]) == _content(fiche)
                sentence = (
                    f"« {fiche.title} » est déjà lue ailleurs"
                    + ("" if same else ", avec un autre contenu")
                    + " ; la dernière lue est gardée"
                )
                problems.append(Problem(where.file, where.line, sentence))
            kept[fiche.id] = (index, fiche)
    return [fiche for _, fiche in sorted(kept.values(), key=lambda row: row[0])]


def _base(fiche: Fiche, extra: str = "") -> str:
    return fiche_id(fiche.title, fiche.organiser, fiche.departement, extra)


def _content(fiche: Fiche) -> str:
    text = fiche.sections.get("Résumé") or "\n".join(fiche.sections.values())
    return hashlib.sha256(normalise(text).encode()).hexdigest()[:8]
