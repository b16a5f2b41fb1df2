"""The export's present layout: separators, labels, closed values and free text.

A label is recognised by its words *and* by its place in the constant order of the export,
because authors write bullets such as « - Public » inside their own text: of all the lines
that could be labels, the longest run in the right order is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from corpus import labels
from corpus.fiche import Fiche, Origin, Problem, normalise
from corpus.places import departement_named

Line = tuple[int, str]

SEPARATOR = "Actions"
_FIRST_LABELS = frozenset({labels.STRUCTURE, labels.FILES, labels.STATUS})
_LABEL_KEYS = {normalise(label): label for label in labels.ORDER}
_LONE_DASH = re.compile(r"[-–]")
_UNKNOWN_LABEL = re.compile(r"(?P<dash>[-–] )?(?P<name>[^\s:-][^:]{1,88}?)\s*:")
_LABEL_FAMILY = re.compile(
    r"(partenaires?|financeurs?|financements?|cofinanceurs?|mots cles|statut|structure"
    r"|publics?|territoires?|dimension|resultats? (sur|pour)|suite de l action|ressources"
    r"|nombre de personnes|fichiers?|raisons?|precisions?|qui est a l initiative"
    r"|avec qui)\b"
)
_FILE_SIZE = re.compile(r"\(?\s*[\d.,]+\s*[KkMmGg]?[oOBb]?\s*\)?")


@dataclass(frozen=True, slots=True)
class FileHead:
    """What stands before the first fiche: header lines and the table of years."""

    origin: Origin = "banque"
    source: str | None = None
    url: str | None = None
    year: int | None = None
    years: Mapping[tuple[str, str], list[int]] = field(default_factory=dict)


def split_fiches(rows: Sequence[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The lines before the first fiche, then one list of lines a fiche (title first)."""
    starts: list[int] = []
    at = 0
    while at < len(rows):
        end = _head_end(rows, at) if rows[at][1] == SEPARATOR else None
        if end is None:
            at += 1
        else:
            starts.append(at)
            at = end
    bounds = [*starts, len(rows)]
    blocks = [list(rows[a + 1 : b]) for a, b in zip(bounds, bounds[1:], strict=False)]
    return list(rows[: bounds[0]]), blocks


def _head_end(rows: Sequence[Line], at: int) -> int | None:
    """Where the labels of a fiche that starts at `at` begin; None if no fiche starts there."""
    seen = 0
    for index in range(at + 1, len(rows)):
        text = rows[index][1]
        if not text:
            continue
        if _label(text) in _FIRST_LABELS:
            return index
        seen += 1
        if seen > 3:
            return None
    # The file stops right after a title: a fiche cut as early as can be.
    return len(rows) if seen == 1 and at > 0 else None


def _label(text: str) -> str | None:
    """The known label that a line is, curly apostrophes and loose spacing allowed."""
    name = text[1:].strip() if text[:1] in "-–" else text
    label = _LABEL_KEYS.get(normalise(name)) if len(name) < 100 else None
    if label is None or (text[:1] not in "-–" and label != labels.PARTNERS):
        return None
    if label == labels.PARTNERS and ":" not in name:
        return None
    return label


def _positions(block: Sequence[Line]) -> list[tuple[int, int]]:
    """(line index, place in ORDER) of the label lines: the longest run in order.

    Of two lines that could be the same closed label the later is taken, since a bullet of
    a text comes before the closed list that repeats it; of free labels, the earlier.
    """
    candidates: list[tuple[int, int]] = []
    for index, (_, text) in enumerate(block):
        label = _label(text)
        places = [p for p, known in enumerate(labels.ORDER) if known == label]
        candidates.extend((index, place) for place in reversed(places))
    best: list[tuple[int, int, int]] = []  # length, closed-label lateness, previous
    for k, (index, place) in enumerate(candidates):
        late = index if labels.ORDER[place] in labels.LISTS else -index
        options = [(1, late, -1)]
        options.extend(
            (best[j][0] + 1, best[j][1] + late, j)
            for j in range(k)
            if candidates[j][1] < place and candidates[j][0] < index
        )
        best.append(max(options, key=lambda option: (option[0], option[1])))
    run: list[tuple[int, int]] = []
    k = max(range(len(best)), key=lambda i: (best[i][0], best[i][1]), default=-1)
    while k >= 0:
        run.append(candidates[k])
        k = best[k][2]
    return run[::-1]


def parse_fiche(block: Sequence[Line], head: FileHead, file: str) -> tuple[Fiche, list[Problem]]:
    """One fiche from its lines; the id is left empty for the reader to give."""
    problems: list[Problem] = []
    first = block[0][0] if block else 0
    run = _positions(block)
    label_lines = {index for index, _ in run}
    for index, (number, text) in enumerate(block):
        known = _label(text)
        if known and index not in label_lines and known != labels.WITH_WHOM:
            sentence = f"« {text} » n'est pas à sa place habituelle ; laissé dans le texte"
            problems.append(Problem(file, number, sentence))
    title = " ".join(t for _, t in block[: run[0][0] if run else len(block)] if t)
    if not title:
        problems.append(Problem(file, first, "fiche sans titre ; elle est gardée sans nom"))

    sections: dict[str, list[str]] = {}
    ends = [*(index for index, _ in run[1:]), len(block)]
    for (index, place), end in zip(run, ends, strict=True):
        label = labels.ORDER[place]
        body = list(block[index + 1 : end])
        if end == len(block):
            body = _drop_cut_label(body, place, file, problems)
        for name, lines in _values(label, body, file, problems):
            kept = sections.setdefault(name, [])
            if not (name == labels.TERRITORY and kept):
                kept.extend(lines)
    _report_missing(run, block, file, problems)
    fiche = _fiche(title, {k: v for k, v in sections.items() if v}, head)
    problems.extend(_closed_problems(fiche, first, file))
    return fiche, problems


def _drop_cut_label(body: list[Line], place: int, file: str, problems: list[Problem]) -> list[Line]:
    """Without a last line that is only the beginning of a label (the file was cut there)."""
    if not body or place == len(labels.ORDER) - 1:
        return body
    number, text = body[-1]
    piece = normalise(text)
    following = labels.ORDER[place + 1 :]
    if (
        text[:1] == "-"
        and len(piece) > 3
        and any(normalise(label).startswith(piece) for label in following)
    ):
        problems.append(Problem(file, number, f"étiquette coupée : « {text} »"))
        return body[:-1]
    return body


def _values(
    label: str, body: Sequence[Line], file: str, problems: list[Problem]
) -> list[tuple[str, list[str]]]:
    """The section's lines; a label that we don't know opens a section of its own."""
    parts: list[tuple[str, list[str]]] = [(label, [])]
    closed = label in labels.LISTS or label == labels.WITH_WHOM
    for position, (number, text) in enumerate(body):
        if not text and (closed or not parts[-1][1]):
            continue
        if _LONE_DASH.fullmatch(text):
            continue
        name = _unknown_label(text, closed, body[position + 1 :])
        if name is not None:
            own, sentence = name
            problems.append(Problem(file, number, sentence))
            if own:
                parts.append((own, []))
                continue
        in_list = closed and len(parts) == 1
        if (in_list or len(parts) > 1) and text[:2] in ("- ", "– "):
            text = text[2:].strip()
        elif in_list and label != labels.FILES:
            problems.append(Problem(file, number, f"ligne inattendue sous « {label} » : {text}"))
        parts[-1][1].append(text)
    for _, lines in parts:
        while lines and not lines[-1]:
            lines.pop()
    return parts


def _unknown_label(
    text: str, closed: bool, following: Sequence[Line]
) -> tuple[str | None, str] | None:
    """(own section or None, sentence) for a line that looks like a label we don't know."""
    match = _UNKNOWN_LABEL.fullmatch(text)
    if match is None:
        return None
    name = match["name"].strip()
    familiar = _LABEL_FAMILY.match(normalise(name))
    if not closed and not familiar:
        return None
    upcoming = next((t for _, t in following if t), "")
    listed = upcoming[:2] == "- " or bool(_LONE_DASH.fullmatch(upcoming))
    if closed or match["dash"] or listed:
        return name, f"étiquette inconnue « {name} » ; son contenu est gardé sous ce nom"
    return None, f"« {text} » ressemble à une étiquette inconnue ; laissé dans le texte"


def _report_missing(
    run: Sequence[tuple[int, int]], block: Sequence[Line], file: str, problems: list[Problem]
) -> None:
    found = {place for _, place in run}
    last = max(found, default=-1)
    number = block[-1][0] if block else 0
    missing = [
        place
        for place, label in enumerate(labels.ORDER)
        if place not in found and label not in labels.OPTIONAL
    ]
    if any(place > last for place in missing):
        after = f"après « {labels.ORDER[last]} »" if last >= 0 else "après le titre"
        problems.append(Problem(file, number, f"fiche coupée {after} ; gardée telle quelle"))
    for place in missing:
        if place < last and labels.ORDER[place] not in (labels.TERRITORY, labels.WITH_WHOM):
            start = block[0][0] if block else 0
            sentence = f"l'étiquette « {labels.ORDER[place]} » manque"
            problems.append(Problem(file, start, sentence))


def _fiche(title: str, sections: Mapping[str, list[str]], head: FileHead) -> Fiche:
    def values(label: str) -> tuple[str, ...]:
        return tuple(value for value in sections.get(label, ()) if value)

    def text(label: str) -> str | None:
        return "\n".join(sections[label]) if label in sections else None

    organiser, departement = split_structure(text(labels.STRUCTURE))
    years = head.years.get((normalise(title), normalise(departement)), [])
    return Fiche(
        id="",
        title=title,
        organiser=organiser,
        departement=departement,
        status=text(labels.STATUS),
        end_reason=text(labels.END_REASON),
        initiative_note=text(labels.INITIATIVE_NOTE),
        source=head.source,
        url=head.url,
        year=years.pop(0) if years else head.year,
        origin=head.origin,
        dimensions=values(labels.DIMENSION),
        keywords=values(labels.KEYWORDS),
        initiative=values(labels.INITIATIVE),
        territory=values(labels.TERRITORY),
        publics=values(labels.PUBLIC),
        partners=values(labels.PARTNERS),
        attachments=tuple(
            value for value in values(labels.FILES) if not _FILE_SIZE.fullmatch(value)
        ),
        sections=MappingProxyType({label: "\n".join(rows) for label, rows in sections.items()}),
    )


def split_structure(value: str | None) -> tuple[str | None, str | None]:
    """« NAME - Département » split at the last « - »; names may hold dashes themselves."""
    if not value:
        return None, None
    line = " ".join(value.split("\n"))
    name, dash, departement = line.rpartition(" - ")
    return (name.strip() or None, departement.strip() or None) if dash else (line, None)


def _closed_problems(fiche: Fiche, line: int, file: str) -> list[Problem]:
    sentences: list[str] = []
    if not fiche.organiser:
        sentences.append("structure organisatrice non renseignée")
    elif fiche.departement is None:
        sentences.append(f"pas de département après « {fiche.organiser} »")
    elif departement_named(fiche.departement) is None:
        sentences.append(f"département inconnu : « {fiche.departement} »")
    if fiche.status and fiche.status not in ("En cours", "Terminée"):
        sentences.append(f"statut inconnu : « {fiche.status} »")
    return [Problem(file, line, sentence) for sentence in sentences]
