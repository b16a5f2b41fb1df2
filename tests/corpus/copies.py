"""Pages of fiches as browsers give them: their HTML, and what Chromium, Firefox, Safari and word
processors make of it, written after what real ones gave (see test_browser_copies)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from corpus import Fiche, labels

CLOSED = labels.LISTS - {labels.FILES}
_FOLD, _SPARE = 72, 4
_BREAK = re.compile(r"(?<=[^\s])(?<=[-/?!…–—|])(?=[^\W\d_])")

Section = tuple[str, Sequence[str]]


def sections_of(fiche: Fiche) -> list[Section]:
    """Every label in the order of the page, filled or not, with its lines."""
    found: list[Section] = []
    for label in labels.ORDER:
        lines = fiche.sections.get(label, "").split("\n") if label in fiche.sections else []
        if lines or label not in labels.OPTIONAL:
            found.append((label, lines))
    return found


def table(fiches: Sequence[Fiche]) -> list[tuple[str, str, str]]:
    return [
        (fiche.title, fiche.departement or "", str(fiche.year or ""))
        for fiche in fiches
        if fiche.year
    ]


def listed(label: str, lines: Sequence[str]) -> bool:
    """Whether the page shows these lines as a list."""
    return label in (labels.KEYWORDS, labels.INITIATIVE) or (
        label not in CLOSED and len(lines) > 2 and len(lines) % 2 == 0
    )


# HTML


def as_html(fiches: Sequence[Fiche], *, dl: bool, breaks: bool = False) -> str:
    """The page, as a description list or as headings and divs."""
    between = "<br>" if breaks else "</p><p>"
    parts = ["<!doctype html><meta charset=utf-8><h1>Les actions des centres sociaux</h1>"]
    rows = table(fiches)
    if rows:
        parts.append("<table><tr><th>Nom</th><th>Département</th><th>Année</th></tr>")
        for row in rows:
            parts.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>")
        parts.append("</table>")
    name, value = ("dt", "dd") if dl else ("h4", "div")
    for fiche in fiches:
        parts.append(f"<h2>Actions</h2><h3>{escape(fiche.title)}</h3>")
        parts.append("<dl>" if dl else "<section>")
        for label, lines in sections_of(fiche):
            if label == labels.PARTNERS:
                continue
            parts.append(f"<{name}>{escape(label, quote=False)}</{name}>")
            parts.append(f"<{value}>{_html_lines(fiche, label, lines, between)}</{value}>")
        parts.append("</dl>" if dl else "</section>")
    return "\n".join(parts)


def _html_lines(fiche: Fiche, label: str, lines: Sequence[str], between: str) -> str:
    if label == labels.WITH_WHOM:
        values = fiche.partners
        items = "".join(f"<li>{escape(value)}</li>" for value in values)
        inner = f"<ul>{items}</ul>" if items else ""
        return f"<ul><li>{labels.PARTNERS}{inner}</li></ul>"
    if not lines:
        return ""
    if listed(label, lines):
        return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
    if label in CLOSED:
        return "<br>".join(map(escape, lines))
    return "<p>" + between.join(map(escape, lines)) + "</p>"


# What Chromium, Edge and Safari copy


def bare(fiches: Sequence[Fiche]) -> str:
    """Labels and values alone, a blank line after a paragraph."""
    lines = ["Les actions des centres sociaux", *_tabs(fiches)]
    for fiche in fiches:
        lines += ["Actions", fiche.title]
        for label, values in sections_of(fiche):
            lines += [label, *values]
            if values and label not in CLOSED:
                lines.append("")
    return "\n".join(lines)


def in_rows(fiches: Sequence[Fiche]) -> str:
    """A page whose labels and values are the cells of a table."""
    lines = ["Les actions des centres sociaux", *_tabs(fiches)]
    for fiche in fiches:
        lines += ["Actions", fiche.title]
        for label, values in sections_of(fiche):
            first, *rest = values or [""]
            lines += [f"{label}\t{first}", *rest]
    return "\n".join(lines)


# What Firefox copies, and what word processors do


def indented(fiches: Sequence[Fiche]) -> str:
    lines = ["Les actions des centres sociaux", *_tabs(fiches)]
    for fiche in fiches:
        lines += ["Actions", fiche.title, ""]
        for label, values in sections_of(fiche):
            if label == labels.PARTNERS:
                lines += ["", f"        {label}", *(f"            {value}" for value in values), ""]
            elif listed(label, values):
                lines += [label, "", *(f"        {value}" for value in values), ""]
            else:
                lines += [label, *(f"    {value}" for value in values)]
    return "\n".join(lines)


def bulleted(fiches: Sequence[Fiche]) -> str:
    """As pasted from a word processor: « • », then a tab; « o » one level down."""
    lines = _tabs(fiches)
    for fiche in fiches:
        lines += ["Actions", fiche.title]
        for label, values in sections_of(fiche):
            if label == labels.PARTNERS:
                lines += [f"•\t{label}", *(f"o\t{value}" for value in values)]
            elif listed(label, values):
                lines += [label, *(f"•\t{value}" for value in values)]
            else:
                lines += [label, *values]
    return "\r\n".join(lines)


def listed_out(fiches: Sequence[Fiche], label_bullet: str, bullet: str) -> str:
    """Labels and closed values after bullets, texts as they are."""
    lines = _tabs(fiches)
    for fiche in fiches:
        lines += ["Actions", fiche.title]
        for label, values in sections_of(fiche):
            mark = bullet if label in CLOSED else ""
            lines += [label_bullet + label, *(mark + value for value in values)]
    return "\n".join(lines)


# What Firefox saves as text


def saved(
    fiches: Sequence[Fiche], *, dl: bool = True, numbered: bool = False, breaks: bool = False
) -> str:
    """Indented and folded at 72 columns, as `as_html` comes out of « Fichiers texte ».

    Each line of a text is a paragraph, or all are one with `<br>` between (`breaks`).
    """
    apart = [] if breaks else [""]
    column = 4 if dl else 0
    lines = ["", "  Les actions des centres sociaux", "", *_tabs(fiches), ""]
    for fiche in fiches:
        lines += ["", "    Actions", "", "", *fold(fiche.title, 6), ""]
        for label, values in sections_of(fiche):
            if label == labels.PARTNERS:
                lines += ["", *_item(label, column, "*"), *_items(values, column + 4, "o"), ""]
                continue
            lines += ["", "", *fold(label, 0 if dl else 8)] if not dl else fold(label, 0)
            if not dl:
                lines.append("")
            if values and listed(label, values):
                lines += ["", *_items(values, column, "1" if numbered else "*"), ""]
            elif values:
                for value in values:
                    lines += [*(apart if label not in CLOSED else ()), *fold(value, column)]
                lines.append("")
    return "\n".join(lines) + "\n"


def _items(values: Sequence[str], column: int, bullet: str) -> list[str]:
    return [
        part
        for number, value in enumerate(values, start=1)
        for part in _item(value, column, f"{number}." if bullet == "1" else bullet)
    ]


def _item(value: str, column: int, bullet: str) -> list[str]:
    first, *rest = fold(value, column + 4)
    return [" " * (column + 3 - len(bullet)) + f"{bullet} {first.strip()}", *rest]


def fold(text: str, column: int) -> list[str]:
    """A paragraph as Firefox folds it: at 72 columns, whole up to 76, at spaces and after
    hyphens and slashes."""
    pad = " " * column
    lines: list[str] = []
    while len(pad) + len(text) > _FOLD + _SPARE:
        room = _FOLD - column
        breaks = [match.start() for match in re.finditer(r" +", text)]
        breaks += [match.start() for match in _BREAK.finditer(text)]
        before = [at for at in breaks if 0 < at <= room]
        at = max(before) if before else min((at for at in breaks if at > 0), default=len(text))
        if at >= len(text):
            break
        lines.append(pad + text[:at].rstrip())
        text = text[at:].lstrip()
    lines.append(pad + text)
    return lines


def _tabs(fiches: Sequence[Fiche]) -> list[str]:
    rows = table(fiches)
    return ["Nom\tDépartement\tAnnée", *("\t".join(row) for row in rows)] if rows else []


SHAPES: dict[str, Callable[[Sequence[Fiche]], str]] = {
    "rows of a table": in_rows,
    "Chromium, Edge or Safari, copied": bare,
    "the same, CRLF": lambda fiches: bare(fiches).replace("\n", "\r\n"),
    "Firefox, copied": indented,
    "Firefox, saved, description list": saved,
    "Firefox, saved, headings": lambda fiches: saved(fiches, dl=False),
    "Firefox, saved, numbered": lambda fiches: saved(fiches, numbered=True),
    "labels after *, values after o": lambda fiches: listed_out(fiches, "* ", "    o "),
    "labels after +, values after *": lambda fiches: listed_out(fiches, "  + ", "      * "),
    "labels after –": lambda fiches: listed_out(fiches, "– ", "– "),
    "labels after •": lambda fiches: listed_out(fiches, "• ", "o "),
    "pasted from a word processor": bulleted,
    "quoted by a mail program": lambda fiches: re.sub("^", "> ", saved(fiches), flags=re.M),
}
