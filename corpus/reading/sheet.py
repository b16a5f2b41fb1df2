"""Action sheets other than the bank's pages: where each begins, and the fiche that it gives."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from corpus import labels
from corpus.fiche import Fiche, Problem, normalise
from corpus.reading import values
from corpus.reading.blocks import Block
from corpus.reading.entries import Entry, entries_of
from corpus.reading.placed import Placed
from corpus.reading.rubrics import folded

HEAD: Final = "En-tête de la feuille"
"""The section of what a sheet says before its first rubric."""
MIN_RUBRICS: Final = 3
"""Known rubrics below which a text is no action sheet: a letter may have a date and a place."""

_LISTS: Final = frozenset({"publics", "partners", "keywords", "dimensions", "initiative"}) | {
    "territory",
    "attachments",
}
_DATES: Final = frozenset(
    map(folded, ("Date", "Dates", "Date de réalisation", "Date de l'action", "Période"))
)
_YEARLY: Final = frozenset(
    ["action", "actions", "annee", "annuel", "bilan", "bilans", "clas", "fiche", "fiches"]
) | {"laep", "programme", "projet", "projets", "reaap", "tableau"}
"""Words of a head whose year is that of its actions; a decision or a convention has its own."""
_ORGANISERS: Final = ("organiser", "pilot")


def read_sheets(
    blocks: Sequence[Block], name: str, file: str, problems: list[Problem]
) -> list[Placed]:
    """The fiches of a document of action sheets; none where it has too few known rubrics."""
    entries = entries_of(blocks)
    waiting: list[Entry] = []
    sheets: list[list[Entry]] = []
    for sheet in _sheets(entries):
        if is_sheet(sheet):
            sheets.append([*waiting, *sheet])
            waiting = []
        elif sheets:
            sheets[-1].extend(sheet)
        else:
            waiting.extend(sheet)
    return [place(sheet, name, file, problems) for sheet in sheets]


def is_sheet(entries: Sequence[Entry]) -> bool:
    """Whether enough of the rubrics are known, one of them a title or what was done."""
    known = {
        folded(entry.wording): entry.rubric
        for entry in entries
        if entry.wording and entry.rubric and (entry.rubric.field or entry.rubric.section)
    }
    tells = any(r.field == "title" or r.section in labels.TEXTS for r in known.values())
    return len(known) >= MIN_RUBRICS and tells


def _sheets(entries: Sequence[Entry]) -> list[Sequence[Entry]]:
    """The entries of each sheet of a document."""
    titles = [i for i, e in enumerate(entries) if e.rubric and e.rubric.field == "title"]
    starts = [i for i, e in enumerate(entries) if e.starts]
    firsts = [i for i, e in enumerate(entries) if e.wording]
    again = [i for i in firsts if entries[i].wording == entries[firsts[0]].wording]
    best = next((s for s in (starts, again) if len(s) > 1 and len(s) >= len(titles)), titles)
    if len(best) < 2:
        return [entries] if entries else []
    bounds = [0, *best[1:], len(entries)]
    return [entries[a:b] for a, b in itertools.pairwise(bounds)]


@dataclass(slots=True)
class _Draft:
    """What a sheet's entries gave so far; sections keep the wording of each text."""

    fields: dict[str, Any] = field(default_factory=dict)
    sections: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    organisers: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def keep(self, label: str | None, wording: str, text: str) -> None:
        """Add a text under that label, or under the sheet's own wording."""
        name = label or wording
        if label is None and any(normalise(name) == normalise(each) for each in labels.LISTS):
            name = f"{wording} (texte)"
        self.sections.setdefault(name, []).append((wording, text))


def place(entries: Sequence[Entry], name: str, file: str, problems: list[Problem]) -> Placed:
    """The fiche of one sheet's entries, its id still to be given."""
    draft = _Draft()
    line = next((entry.line for entry in entries), 0)
    for entry in entries:
        text = values.joined(entry.lines)
        if text and entry.wording and entry.rubric:
            _take(entry, text, draft, file, problems)
        elif text:
            draft.keep(HEAD, HEAD, text)
    _organiser(draft)
    if draft.fields.get("year") is None and (year := _year_told(draft)):
        draft.fields["year"] = year
    if not draft.fields.get("title"):
        headings = [entry.lines[0] for entry in entries if entry.heading]
        draft.fields["title"] = headings[-1] if headings else _title_of(draft, name)
        if not headings:
            sentence = f"feuille sans intitulé ; elle est nommée « {draft.fields['title']} »"
            problems.append(Problem(file, line, sentence))
    sections = {label: _section(label, texts) for label, texts in draft.sections.items()}
    fiche = Fiche(
        id="", source=name, origin="banque", sections=MappingProxyType(sections), **draft.fields
    )
    rubrics = frozenset(folded(entry.wording) for entry in entries if entry.wording)
    return Placed(fiche, file, line, rubrics or frozenset({"feuille"}))


def _take(entry: Entry, text: str, draft: _Draft, file: str, problems: list[Problem]) -> None:
    rubric, wording = entry.rubric, entry.wording
    if rubric is None or wording is None:
        return
    name, fields = rubric.field, draft.fields
    one = " ".join(text.split("\n"))
    if name == "title" and "title" not in fields:
        fields["title"] = one
    elif name in _ORGANISERS:
        draft.organisers.setdefault(name, []).append((wording, one))
    elif name in _LISTS:
        found = values.items(text)
        fields[name] = tuple(dict.fromkeys((*fields.get(name, ()), *found)))
        short = sum(map(len, found)) * 2 >= len(text) or not len(text) > values.MAX_VALUE
        draft.keep(rubric.section if short else None, wording, text)
    elif name == "departement":
        fields[name] = fields.get(name) or values.departement(one)
        if fields[name] is None:
            problems.append(Problem(file, entry.line, f"département inconnu : « {one[:80]} »"))
        if fields[name] != one:
            draft.keep(None, wording, text)
    elif name == "year":
        fields[name] = fields.get(name) or values.year(one)
        if fields[name] is None:
            problems.append(Problem(file, entry.line, f"année illisible : « {one[:80]} »"))
        if str(fields[name]) != one:
            draft.keep(None, wording, text)
    elif name in ("status", "initiative_note", "end_reason", "url") and name not in fields:
        fields[name] = one if name != "end_reason" else text
        if rubric.section:
            draft.keep(rubric.section, wording, text)
    else:
        draft.keep(rubric.section if name is None else None, wording, text)


def _organiser(draft: _Draft) -> None:
    """The organiser: who carries the action, else who steers it; the others keep their names."""
    found = [each for kind in _ORGANISERS for each in draft.organisers.get(kind, [])]
    for rank, (wording, text) in enumerate(found):
        if rank:
            draft.keep(None, wording, text)
            continue
        organiser, place = values.split_organiser(text)
        draft.fields["organiser"] = organiser
        draft.fields["departement"] = draft.fields.get("departement") or place
        draft.keep(labels.STRUCTURE, wording, text)


def _year_told(draft: _Draft) -> int | None:
    """The year of the action's own dates, else that of its sheet's head (« BILAN 2022 »); None
    where they tell several."""
    dates = [
        values.year(text)
        for name, texts in draft.sections.items()
        if folded(name) in _DATES
        for _, text in texts
    ]
    heads = [
        values.year(line)
        for _, text in draft.sections.get(HEAD, [])
        for line in text.split("\n")
        if _YEARLY & set(normalise(line[:60]).split()) or normalise(line[:60]).isdigit()
    ]
    for found in (set(dates) - {None}, set(heads) - {None}):
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _title_of(draft: _Draft, name: str) -> str:
    """A title for a sheet without: the last line of its head, else the file's name."""
    lines = [line for _, text in draft.sections.get(HEAD, []) for line in text.split("\n")]
    short = [line for line in lines if 3 < len(line) <= 120]
    return short[-1] if short else name.rpartition(".")[0] or name


def _section(label: str, texts: Sequence[tuple[str, str]]) -> str:
    """One text; of several rubrics in one section, each under its own wording."""
    if len({wording for wording, _ in texts}) < 2 or label in labels.LISTS:
        return "\n".join(text for _, text in texts)
    return "\n".join(
        f"{wording} :\n{text}" if "\n" in text else f"{wording} : {text}" for wording, text in texts
    )
