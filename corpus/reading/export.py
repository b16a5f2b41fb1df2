"""The export's present layout: labels, closed values and free text of one fiche.

A label is recognised by its words *and* by its place in the constant order of the export,
because authors write bullets such as « - Public » inside their own text: of all the lines
that could be labels, the longest run in the right order is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from types import MappingProxyType

from rapidfuzz.distance import Indel

from corpus import labels
from corpus.fiche import Fiche, Problem, normalise
from corpus.labels import label_of
from corpus.places import COLLECTIVITES, departement_named
from corpus.reading.label_order import begins_next_label, label_run
from corpus.reading.pages import FileHead, Line

_LONE_DASH = re.compile(r"[-–]")
_UNKNOWN_LABEL = re.compile(r"(?:[-–] ?)?(?P<name>[^\s:-][^:]{1,88}?)\s*:")
_LABEL_FAMILY = re.compile(
    r"(partenaires?|financeurs?|financements?|cofinanceurs?|mots cles|statut|structure"
    r"|publics?|territoires?|dimension|resultats? (sur|pour)|suite de l action|ressources"
    r"|nombre de personnes|fichiers?|raisons?|precisions?|qui est a l initiative"
    r"|avec qui)\b"
)
_FINANCERS = re.compile(r"(partenaires? financiers?|financeurs?|cofinanceurs?)\b")
_ALONE_SIZE = re.compile(r"\(?\s*[\d.,]+\s*[KMG]?[OB]?\s*\)|[\d.,]+\s*[KMG][OB]?", re.IGNORECASE)
_SIZE_AFTER_NAME = re.compile(r"\s*[\d.,]+\s*[KMGOB]{1,2}\s*\)", re.IGNORECASE)
_ALIKE = 0.9
_LONG_KEYS = {label: normalise(label) for label in labels.ORDER if len(label) >= 15}
_COLLECTIVITE_KEYS = frozenset(map(normalise, COLLECTIVITES))


def parse_fiche(block: Sequence[Line], head: FileHead, file: str) -> tuple[Fiche, list[Problem]]:
    """One fiche from its lines; the id is left empty for the reader to give."""
    problems: list[Problem] = []
    first = block[0][0] if block else 0
    known = _labels(block, file, problems)
    run = label_run(known)
    label_lines = {index for index, _ in run}
    for index, label in enumerate(known):
        if label and index not in label_lines and label != labels.WITH_WHOM:
            number, text = block[index]
            sentence = f"« {text} » n'est pas à sa place habituelle ; laissé dans le texte"
            problems.append(Problem(file, number, sentence))
    head_lines = block[: run[0][0]] if run else _drop_cut_label(block, -1, file, problems)
    title = " ".join(text for _, text in head_lines if text)
    if not title:
        problems.append(Problem(file, first, "fiche sans titre ; elle est gardée sans nom"))

    sections: dict[str, list[str]] = {}
    has_partners = any(labels.ORDER[place] == labels.PARTNERS for _, place in run)
    ends = [*(index for index, _ in run[1:]), len(block)][: len(run)]
    for (index, place), end in zip(run, ends, strict=True):
        label = labels.ORDER[place]
        body = block[index + 1 : end]
        if end == len(block):
            body = _drop_cut_label(body, place, file, problems)
        if label == labels.WITH_WHOM and not has_partners:
            label = labels.PARTNERS
        for name, lines in _values(label, body, file, problems):
            kept = sections.setdefault(name, [])
            once = name == labels.TERRITORY
            kept.extend(line for line in lines if not (once and line in kept))
    _report_missing(run, block, file, problems)
    fiche = _fiche(title, {k: v for k, v in sections.items() if v}, head)
    problems.extend(_closed_problems(fiche, first, file))
    return fiche, problems


def _labels(block: Sequence[Line], file: str, problems: list[Problem]) -> list[str | None]:
    """The label that each line could be; one that is absent may be there misspelt."""
    known = [label_of(text) for _, text in block]
    present = set(known)
    keys = {label: key for label, key in _LONG_KEYS.items() if label not in present}
    bullets = {
        index: normalise(text)
        for index, (_, text) in enumerate(block)
        if keys and not known[index] and text[:1] in ("-", "–") and 9 < len(text) < 100
    }
    for label, key in keys.items():
        for index, name in bullets.items():
            close = known[index] is None and abs(len(name) - len(key)) <= 6
            # The cheap measure is never below the other.
            close = close and Indel.normalized_similarity(name, key) >= _ALIKE
            if close and SequenceMatcher(None, name, key).ratio() >= _ALIKE:
                known[index] = label
                number, text = block[index]
                sentence = f"« {text} » est lue comme l'étiquette « {label} »"
                problems.append(Problem(file, number, sentence))
                break
    return known


def _drop_cut_label(
    body: Sequence[Line], place: int, file: str, problems: list[Problem]
) -> Sequence[Line]:
    """Without a last line that is only the beginning of a label (the file was cut there)."""
    last = max((index for index, (_, text) in enumerate(body) if text), default=-1)
    if last < 0:
        return body
    number, text = body[last]
    announced = text[:1] == "-" or normalise(labels.PARTNERS).startswith(normalise(text))
    if announced and begins_next_label(text, place):
        problems.append(Problem(file, number, f"étiquette coupée : « {text} »"))
        return body[:last]
    return body


def _values(
    label: str, body: Sequence[Line], file: str, problems: list[Problem]
) -> list[tuple[str, list[str]]]:
    """The section's lines; a label that we don't know opens a section of its own."""
    parts: list[tuple[str, list[str]]] = [(label, [])]
    closed = label in labels.LISTS or label == labels.WITH_WHOM
    for number, text in body:
        if _LONE_DASH.fullmatch(text) or (not text and (closed or not parts[-1][1])):
            continue
        unknown = _unknown_label(text, closed)
        if unknown and closed:
            sentence = f"étiquette inconnue « {unknown} » ; son contenu est gardé sous ce nom"
            problems.append(Problem(file, number, sentence))
            parts.append((unknown, []))
            continue
        if unknown:
            sentence = f"« {text} » ressemble à une étiquette inconnue ; laissé dans le texte"
            problems.append(Problem(file, number, sentence))
        if closed and text[:2] in ("- ", "– "):
            text = text[2:].strip()
        elif closed and len(parts) == 1 and label != labels.FILES:
            sentence = f"ligne inattendue sous « {label} » : {_short(text)}"
            problems.append(Problem(file, number, sentence))
        parts[-1][1].append(text)
        if label == labels.STATUS and len(parts[0][1]) == 2:
            sentence = f"ligne de trop sous « {label} » : {_short(text)}"
            problems.append(Problem(file, number, sentence))
    for _, lines in parts:
        while lines and not lines[-1]:
            lines.pop()
    return parts


def _unknown_label(text: str, closed: bool) -> str | None:
    """The name on a line that looks like a label we don't know.

    Inside free text a colon is the author's more often than the export's, so that only the
    words of the export's own family of labels tell.
    """
    match = _UNKNOWN_LABEL.fullmatch(text)
    if match is None:
        name = text.lstrip("-– ")
        financers = closed and len(name) < 60 and _FINANCERS.match(normalise(name))
        return name if financers else None
    name = match["name"].strip()
    return name if closed or _LABEL_FAMILY.match(normalise(name)) else None


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:80].rstrip() + "…"


def _report_missing(
    run: Sequence[tuple[int, int]], block: Sequence[Line], file: str, problems: list[Problem]
) -> None:
    found = {labels.ORDER[place] for _, place in run}
    last = max((place for _, place in run), default=-1)
    first, end = (block[0][0], block[-1][0]) if block else (0, 0)
    missing = [
        place
        for place, label in enumerate(labels.ORDER)
        if label not in found and label not in labels.OPTIONAL
    ]
    if any(place > last for place in missing):
        after = f"après « {labels.ORDER[last]} »" if last >= 0 else "après le titre"
        problems.append(Problem(file, end, f"fiche coupée {after} ; gardée telle quelle"))
    for label in dict.fromkeys(labels.ORDER[place] for place in missing if place < last):
        if label != labels.WITH_WHOM:
            problems.append(Problem(file, first, f"l'étiquette « {label} » manque"))


def _fiche(title: str, sections: Mapping[str, list[str]], head: FileHead) -> Fiche:
    def values(label: str) -> tuple[str, ...]:
        return tuple(value for value in sections.get(label, ()) if value)

    def text(label: str) -> str | None:
        return "\n".join(sections[label]) if label in sections else None

    organiser, departement = split_structure(sections.get(labels.STRUCTURE, ()))
    files = (_without_size(value) for value in values(labels.FILES))
    return Fiche(
        id="",
        title=title,
        organiser=organiser,
        departement=departement,
        status=next(iter(values(labels.STATUS)), None),
        end_reason=text(labels.END_REASON),
        initiative_note=text(labels.INITIATIVE_NOTE),
        source=head.source,
        url=head.url,
        year=head.take_year(title, departement),
        origin=head.origin,
        dimensions=values(labels.DIMENSION),
        keywords=values(labels.KEYWORDS),
        initiative=values(labels.INITIATIVE),
        territory=values(labels.TERRITORY),
        publics=values(labels.PUBLIC),
        partners=values(labels.PARTNERS),
        attachments=tuple(name for name in files if name),
        sections=MappingProxyType({label: "\n".join(rows) for label, rows in sections.items()}),
    )


def _without_size(text: str) -> str:
    """The name of a file less its size; nothing of a line that is only a size."""
    if _ALONE_SIZE.fullmatch(text):
        return ""
    name, bracket, size = text.rpartition("(")
    return name.strip() if bracket and _SIZE_AFTER_NAME.fullmatch(size) else text.strip()


def split_structure(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """« NAME - Département » split at the last « - »; names may hold dashes themselves.

    A name that runs over two lines is joined again, unless the first is whole by itself.
    """
    if not lines:
        return None, None
    name, dash, departement = f" {lines[0]} ".rpartition(" - ")
    if len(lines) > 1 and not (dash and departement_named(departement)):
        name, dash, departement = f" {' '.join(lines)} ".rpartition(" - ")
    if not dash:
        name, departement = departement, ""
    return name.strip() or None, departement.strip() or None


def _closed_problems(fiche: Fiche, line: int, file: str) -> list[Problem]:
    sentences: list[str] = []
    if not fiche.organiser:
        sentences.append("structure organisatrice non renseignée")
    elif fiche.departement is None:
        sentences.append(f"pas de département après « {fiche.organiser} »")
    elif normalise(fiche.departement) not in _COLLECTIVITE_KEYS and not departement_named(
        fiche.departement
    ):
        sentences.append(f"département inconnu : « {fiche.departement} »")
    if fiche.status and fiche.status not in ("En cours", "Terminée"):
        sentences.append(f"statut inconnu : « {fiche.status} »")
    return [Problem(file, line, sentence) for sentence in sentences]
