"""The rubrics of an action sheet, in order, each with its lines.

Sheets write « Rubrique : texte », a rubric alone on its line or as a heading, or a table whose
first column names the rubrics. What stands before the first rubric has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from corpus import labels
from corpus.fiche import normalise
from corpus.reading.blocks import Block, tables_in
from corpus.reading.rubrics import MAX_WORDING, Rubric, rubric_of

OWN_RUBRIC: Final = Rubric(None, None)

_ORNAMENT: Final = "➢►▶▪■●❖✓☛→➔⇒◆◊#"
_BULLETS: Final = ("- ", "– ", "• ", "* ", "o ", "☐", "☒", "☑", "[")
_LEADERS = re.compile(r"[._…]{4,}|…+")
_COUNTED = re.compile(r"[0-9]{1,2}\s?[.)]\s+")
_AMOUNT = re.compile(r"[0-9][0-9\s.,]{0,20}(?:€|k€|euros?|%)", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:n\s?[°o]\s?)?[0-9][0-9.\-/]{0,7}$", re.IGNORECASE)
_SHEET = re.compile(r"fiches? (?:d )?(?:action|projet|activite)s?(?: n)?(?: [a-z]?[0-9]{1,4}){0,3}")
# Everyday words, which name a title only before a colon or above a column.
_BARE_TITLES = frozenset(
    ["action", "nom", "projet", "atelier", "activite", "titre", "objet", "fiche", "action"]
)
MAX_OWN: Final = 60
"""Characters of the longest wording that is taken for a rubric without being known."""


@dataclass(slots=True)
class Entry:
    """A rubric as the sheet words it (None before the first), and its lines.

    `inline` is set where the text began on the rubric's own line; `starts` on the line that
    names a sheet (« FICHE ACTION N° 7 », or a `heading` above those of the rubrics).
    """

    line: int
    wording: str | None
    rubric: Rubric | None
    lines: list[str] = field(default_factory=list)
    inline: bool = False
    starts: bool = False
    heading: bool = False


def entries_of(blocks: Sequence[Block]) -> list[Entry]:
    """The entries of a document, every line of it in one of them."""
    entries: list[Entry] = []
    forms = {
        index
        for start, stop in tables_in(blocks)
        if _is_form(blocks[start:stop])
        for index in range(start, stop)
    }
    tops = _top_levels(blocks)
    skip = False
    for index, block in enumerate(blocks):
        if skip:
            skip = False
            continue
        if block.cells:
            _row(block, index in forms, entries)
        elif block.text:
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            skip = _wrapped_wording(block, following, entries)
            if not skip:
                _line(block.text, block.line, block.heading, block.heading in tops, entries)
    return entries


def _top_levels(blocks: Sequence[Block]) -> frozenset[int]:
    """The levels of headings that name sheets: those above the headings that are rubrics."""
    levels = {block.heading for block in blocks if block.heading}
    rubrics = [b.heading for b in blocks if b.heading and _head(b.text, b.heading)]
    return frozenset(level for level in levels if not rubrics or level < min(rubrics))


def _is_form(rows: Sequence[Block]) -> bool:
    """Whether the first column of a table names rubrics."""
    pairs = [row for row in rows if len(row.cells) > 1 and row.cells[0] and any(row.cells[1:])]
    known = sum(rubric_of(_name(row.cells[0])) is not None for row in pairs)
    return known >= 2 and known * 2 >= len(pairs)


def _row(block: Block, form: bool, entries: list[Entry]) -> None:
    cells = [cell for cell in block.cells if cell]
    if len(cells) < 2:
        alone = rubric_of(_name(cells[0])) if cells else None
        if cells and form and block.cells[0] and alone is not None:
            entries.append(Entry(block.line, _name(cells[0]), alone))
            return
        _lines(cells, block.line, entries)
        return
    rubrics = [rubric_of(_name(cell)) if len(cell) <= MAX_WORDING else None for cell in cells]
    even = all(rubrics[0::2]) and len(cells) % 2 == 0 and not any(rubrics[1::2])
    if even or (len(cells) == 2 and rubrics[0]):
        for at in range(0, len(cells), 2):
            entry = Entry(block.line, _name(cells[at]), rubrics[at], inline=True)
            entry.lines.extend(_text_lines(cells[at + 1]))
            entries.append(entry)
    elif rubrics[0] or (form and "\n" not in cells[0] and len(cells[0]) <= MAX_WORDING):
        entry = Entry(block.line, _name(cells[0]), rubrics[0] or OWN_RUBRIC, inline=True)
        entry.lines.append(" | ".join(cells[1:]))
        if len(cells) == 2:
            entry.lines[:] = _text_lines(cells[1])
        entries.append(entry)
    elif all(_head(cell.split("\n")[0]) for cell in cells):
        _lines(cells, block.line, entries)
    else:
        _add(" | ".join(" ".join(cell.split("\n")) for cell in cells), block.line, entries)


def _lines(cells: Sequence[str], line: int, entries: list[Entry]) -> None:
    for cell in cells:
        for text in _text_lines(cell):
            _line(text, line, 0, False, entries)


def _text_lines(cell: str) -> list[str]:
    rows = (_LEADERS.sub("", row).strip() for row in cell.split("\n"))
    return [row for row in rows if row]


def _line(text: str, line: int, heading: int, top: bool, entries: list[Entry]) -> None:
    text = _LEADERS.sub("", text).strip()
    if not text:
        return
    if _start(text, line, entries):
        return
    if top and _head(text, heading) is None:
        entries.append(Entry(line, None, None, [text], starts=True, heading=True))
        return
    found = _head(text, heading) or _unknown(text, heading, entries)
    if found is None or _is_share(found, entries):
        _add(text, line, entries)
        return
    wording, rubric, value = found
    entries.append(Entry(line, wording, rubric, [value] if value else [], bool(value)))


def _start(text: str, line: int, entries: list[Entry]) -> bool:
    """Whether the line names a sheet: its number, perhaps its title."""
    name, mark, title = _cut(text)
    if not _SHEET.fullmatch(normalise(name)) or (mark and not _NUMBERED.search(name.rstrip())):
        return False
    entries.append(Entry(line, None, None, [text], starts=True))
    if title:
        entries.append(Entry(line, name, Rubric("title", None), [title], True))
    return True


def _cut(text: str) -> tuple[str, str, str]:
    for mark in (":", " – ", " - ", " — "):
        name, found, value = text.partition(mark)
        if found:
            return name.strip(), found, value.strip()
    return text, "", ""


def _head(text: str, heading: int = 0) -> tuple[str, Rubric, str] | None:
    """(wording, what it is, the text after it) of a line that begins with a known rubric."""
    if text.startswith(_BULLETS):
        return None
    plain = text.lstrip(_ORNAMENT + " ")
    name, colon, value = plain.partition(":")
    name, value = name.strip(), value.strip()
    if not name or len(name) > MAX_WORDING or not (name[0].isupper() or name[0].isdigit()):
        return None
    if not colon:
        rubric = rubric_of(name)
        bare = rubric and rubric.field == "title" and normalise(name) in _BARE_TITLES
        return (name, rubric, "") if rubric and not (bare and not heading) else None
    rubric = rubric_of(name)
    if rubric is not None:
        return name, rubric, value
    if number := _NUMBERED.search(name):
        rubric = rubric_of(name[: number.start()])
        if rubric is not None and rubric.field == "title":
            return name, rubric, value
        if rubric is not None:
            return name[: number.start()].strip(), rubric, plain
    whole = rubric_of(plain.rstrip(" :"))
    return (plain.rstrip(" :"), whole, "") if whole else None


def _unknown(text: str, heading: int, entries: Sequence[Entry]) -> tuple[str, Rubric, str] | None:
    """A rubric that the table doesn't know: a heading, or « Mots : texte » among its like.

    Inside a text that runs over lines, a colon is the author's.
    """
    if text.startswith(_BULLETS) or not entries:
        return None
    name, colon, value = (part.strip() for part in text.partition(":"))
    if heading and len(text) <= MAX_WORDING and any(entry.rubric for entry in entries):
        return (name, OWN_RUBRIC, value) if colon else (text, OWN_RUBRIC, "")
    last = entries[-1]
    among = last.rubric is not None and last.inline and len(last.lines) < 2
    first = name[match.end() :][:1] if (match := _COUNTED.match(name)) else name[:1]
    short = 2 < len(name) <= MAX_OWN and len(name.split()) <= 8 and first.isupper()
    url = value.startswith("//")
    return (name, OWN_RUBRIC, value) if colon and short and among and not url else None


def _is_share(found: tuple[str, Rubric, str], entries: Sequence[Entry]) -> bool:
    """Whether a line tells who pays how much (« Commune : 1 000 € ») under a budget's rubric."""
    last = entries[-1].rubric if entries else None
    _, rubric, value = found
    funding = last is not None and last.section == labels.FUNDING
    return funding and rubric.section != labels.FUNDING and bool(_AMOUNT.fullmatch(value))


def _wrapped_wording(block: Block, following: Block | None, entries: list[Entry]) -> bool:
    """Whether two lines are one rubric that a narrow column cut; it is then added."""
    if following is None or following.cells or not following.text or ":" in block.text:
        return False
    name, colon, value = following.text.partition(":")
    both = f"{block.text} {name.strip()}"
    if not colon or len(both) > MAX_WORDING or not name[:1].islower() or _head(following.text):
        return False
    rubric = rubric_of(both)
    if rubric is None:
        return False
    text = value.strip()
    entries.append(Entry(block.line, both, rubric, [text] if text else [], bool(text)))
    return True


def _add(text: str, line: int, entries: list[Entry]) -> None:
    if not entries:
        entries.append(Entry(line, None, None))
    entries[-1].lines.append(text)


def _name(cell: str) -> str:
    return " ".join(cell.split()).rstrip(" :*").lstrip(_ORNAMENT + " ")


def rubric_line(text: str) -> Rubric | None:
    """What the rubric is with which a line begins; None where it begins with none."""
    found = _head(text)
    return found[1] if found else None
