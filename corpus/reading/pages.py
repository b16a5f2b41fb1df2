"""From clean lines to pages of the bank: the head of each, then one block of lines a fiche."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus import labels
from corpus.fiche import Origin, Problem, normalise
from corpus.labels import SEPARATOR, label_of

Line = tuple[int, str]

_OPENING = frozenset({labels.STRUCTURE, labels.FILES, labels.STATUS})
_OLD_OPENING = frozenset({normalise(labels.OLD_AUTHOR), normalise(labels.OLD_THEMES)})
_HEADER = re.compile(r"(Nature|Source|Adresse|Année)\s*:\s*(.+)", re.IGNORECASE)
_TABLE_HEAD = re.compile(r"\|?\s*Nom\s*\|\s*Département\s*\|\s*Année\s*\|?", re.IGNORECASE)
_YEAR = re.compile(r"(?:\d{4})?")
_TABLE_RULE = re.compile(r"[|:\s]*-[-|:\s]*")
_ORIGINS: Mapping[str, Origin] = {"recit": "recit", "modele": "modele", "banque": "banque"}


@dataclass(frozen=True, slots=True)
class FileHead:
    """What stands before the first fiche: header lines and the table of years."""

    origin: Origin = "banque"
    source: str | None = None
    url: str | None = None
    year: int | None = None
    years: Mapping[tuple[str, str], list[int | None]] = field(default_factory=dict)

    def take_year(self, title: str, departement: str | None) -> int | None:
        """The year of the next fiche of that title and département, each row used once."""
        key = (normalise(title), normalise(departement))
        if not departement:
            same = [known for known in self.years if known[0] == key[0]]
            key = same[0] if len(same) == 1 else key
        rows = self.years.get(key)
        return (rows.pop(0) if rows else None) or self.year


@dataclass(frozen=True, slots=True)
class Page:
    """One saved page; a file may hold several, one after the other."""

    head: Sequence[Line]
    blocks: list[Sequence[Line]] = field(default_factory=list)


def split_pages(rows: Sequence[Line], file: str, problems: list[Problem]) -> list[Page]:
    """Pages with a block of lines for each fiche, its title first."""
    starts, complete = _starts(rows)
    end = _without_cut_separator(rows, file, problems) if starts and complete else len(rows)
    bounds = [*(at for at, _ in starts), end]
    pages = [Page(rows[: bounds[0]])]
    for (at, first), stop in zip(starts, bounds[1:], strict=True):
        if rows[at][1] != SEPARATOR:
            sentence = "la ligne « Actions » manque avant cette fiche ; elle est lue quand même"
            problems.append(Problem(file, rows[at][0], sentence))
        tail = _next_head(rows, first, stop)
        pages[-1].blocks.append(rows[first:tail])
        if tail < stop:
            pages.append(Page(rows[tail:stop]))
    return pages


def _starts(rows: Sequence[Line]) -> tuple[list[tuple[int, int]], bool]:
    """(line where a fiche begins, its first own line) each; whether the last has all labels."""
    starts: list[tuple[int, int]] = []
    complete = any(_is_page_title(text) or _is_nature(text) for _, text in rows[:6])
    inside = False  # among the first labels of a fiche, where no other can begin
    at = 0
    while at < len(rows):
        text = rows[at][1]
        label = label_of(text)
        head_end = _head_end(rows, at, complete) if text == SEPARATOR else None
        if head_end is not None:
            starts.append((at, at + 1))
            inside, complete, at = True, False, head_end
        elif label == labels.STRUCTURE and not inside and _status_follows(rows, at):
            title = _title_before(rows, at)
            starts.append((title, title))
            inside, complete = True, False
        elif label is not None and label not in _OPENING:
            inside, complete = False, complete or label == labels.PROSPECTS
        at += 1
    return starts, complete


def _head_end(rows: Sequence[Line], at: int, complete: bool) -> int | None:
    """Where the labels of a fiche that starts at `at` begin; None if no fiche starts there."""
    between: list[str] = []
    for index in range(at + 1, len(rows)):
        text = rows[index][1]
        if label_of(text) in _OPENING or _old_opening(text):
            # With a second « Actions » on the way, that one is the separator.
            return None if SEPARATOR in between[:-1] else index
        if text:
            between.append(text)
        if len(between) > 3:
            return None
    # The file stops in the head of a fiche, which can only follow a complete one.
    cut_label = len(between) == 2 and f"- {labels.STRUCTURE}".startswith(between[1])
    return len(rows) if complete and (len(between) == 1 or cut_label) else None


def _old_opening(text: str) -> bool:
    return text[:1] in ("-", "•", "*") and normalise(text) in _OLD_OPENING


def _status_follows(rows: Sequence[Line], at: int) -> bool:
    """Whether a structure label opens a fiche: its status comes soon, no separator before."""
    for _, text in rows[at + 1 : at + 12]:
        if text == SEPARATOR:
            return False
        if label_of(text) == labels.STATUS:
            return True
    return False


def _title_before(rows: Sequence[Line], at: int) -> int:
    above = at - 1
    while above >= 0 and not rows[above][1]:
        above -= 1
    text = rows[above][1] if above >= 0 else ""
    known = label_of(text) or _is_page_title(text) or _is_head_line(text)
    return at if not text or known or text == SEPARATOR or text.startswith("-") else above


def _without_cut_separator(rows: Sequence[Line], file: str, problems: list[Problem]) -> int:
    """The end of the rows, less a last line that is only the beginning of « Actions »."""
    last = max((index for index, (_, text) in enumerate(rows) if text), default=-1)
    if last < 0 or not SEPARATOR.startswith(rows[last][1]):
        return len(rows)
    sentence = f"fichier coupé sur la ligne « {rows[last][1]} » ; la fiche suivante manque"
    problems.append(Problem(file, rows[last][0], sentence))
    return last


def _next_head(rows: Sequence[Line], first: int, stop: int) -> int:
    """Where the head of a following page begins at the end of a fiche; `stop` if none does."""
    start = stop
    for index in range(stop - 1, first, -1):
        text = rows[index][1]
        if begins_page(text):
            start = index
        elif text and not _is_head_line(text):
            break
    return start


def begins_page(text: str) -> bool:
    """Whether a line is one that only the head of a page has."""
    return _is_page_title(text) or bool(_TABLE_HEAD.fullmatch(text)) or _is_nature(text)


def _is_page_title(text: str) -> bool:
    return normalise(text) == normalise(labels.PAGE_TITLE)


def _is_nature(text: str) -> bool:
    header = _HEADER.fullmatch(text)
    return (
        header is not None and normalise(header[1]) == "nature" and _origin(header[2]) is not None
    )


def _is_head_line(text: str) -> bool:
    table = "|" in text and (_table_row(text) or _TABLE_RULE.fullmatch(text))
    return bool(_HEADER.fullmatch(text) or table)


def _table_row(text: str) -> tuple[str, str, str] | None:
    """Title, place and year of a row « title | place | year | », the year and the outer bars
    optional; a title may hold bars. By splitting: a pattern would take quadratic time."""
    cells = [cell.strip() for cell in text.split("|")]
    if not cells[0]:
        del cells[0]
    if len(cells) > 3 and not cells[-1] and _YEAR.fullmatch(cells[-2]):
        del cells[-1]
    if len(cells) < 3 or not _YEAR.fullmatch(cells[-1]):
        return None
    title = " | ".join(cells[:-2])
    return (title, cells[-2], cells[-1]) if title else None


def _origin(value: str | None) -> Origin | None:
    return _ORIGINS.get(normalise(value))


def parse_head(rows: Sequence[Line], name: str, file: str, problems: list[Problem]) -> FileHead:
    """The header lines and the table of years; labels found there are reported."""
    values: dict[str, str] = {}
    years: dict[tuple[str, str], list[int | None]] = defaultdict(list)
    lost: list[int] = []
    for number, text in rows:
        if match := _HEADER.fullmatch(text):
            key, value = normalise(match[1]), match[2].strip()
            if key == "annee" and not re.fullmatch(r"[0-9]{4}", value):
                problems.append(Problem(file, number, f"année illisible : {value}"))
                continue
            if key == "nature" and _origin(value) is None:
                sentence = f"nature inconnue : {value} ; lue comme une fiche de la banque"
                problems.append(Problem(file, number, sentence))
            values[key] = value
        elif _TABLE_HEAD.fullmatch(text) or _TABLE_RULE.fullmatch(text):
            continue
        elif row := _table_row(text):
            title, place, year = row
            years[normalise(title), normalise(place)].append(int(year) if year else None)
        elif label_of(text):
            lost.append(number)
    if lost:
        sentence = (
            "début de fiche absent : les lignes avant la première « Actions » ne sont pas lues"
        )
        problems.append(Problem(file, lost[0], sentence))
    return FileHead(
        origin=_origin(values.get("nature")) or "banque",
        source=values.get("source", name),
        url=values.get("adresse"),
        year=int(values["annee"]) if "annee" in values else None,
        years=years,
    )
