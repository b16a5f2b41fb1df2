"""What browsers and word processors make of the bank's pages, put back into the export's lines.

The web extractor that the export came from writes « - » before labels and closed values.
Chromium, Edge and Safari write nothing there, Firefox indents, folds lines and writes its own
bullets, word processors write theirs. Labels are recognised by their words alone, by the look
that a fiche's labels share, and by their constant order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus import labels
from corpus.fiche import Problem
from corpus.labels import SEPARATOR
from corpus.reading.furniture import without_furniture, without_links
from corpus.reading.label_order import begins_next_label, label_run
from corpus.reading.layout import (
    LabelLine,
    Laid,
    bullet_of,
    fold_of,
    has_breaks,
    label_at,
    unfolded,
)
from corpus.reading.pages import Line, begins_page

_OPENING = frozenset({labels.STRUCTURE, labels.FILES, labels.STATUS})
_DASHES = ("-", "–")
_SEPARATORS = frozenset({SEPARATOR, SEPARATOR.upper()})
_HEAD_LINES = 6
"""At most so many lines stand between « Actions » and the first label: a folded title."""

_NEAR = 12
"""A structure label opens a fiche where the label of its status comes within so many lines."""

_WIDEST_FOLD = 80

_Labels = Mapping[int, LabelLine]


@dataclass(frozen=True, slots=True)
class _Fiche:
    """Where a fiche begins, where its first label stands, where the next fiche begins."""

    start: int
    first: int
    stop: int


def as_export(rows: Sequence[Laid], file: str, problems: list[Problem]) -> list[Line]:
    """The lines as the export would have them.

    Fiches that are in the export's own shape are left as they are, and so is what stands
    before the first fiche.
    """
    found = {at: label for at in range(len(rows)) if (label := label_at(rows, at)) is not None}
    fiches = _fiches(rows, found)
    copied = [_is_copied(found, fiche) for fiche in fiches]
    if not any(copied):
        return [(row.number, row.text) for row in rows]
    folded = [_is_folded(rows, found, fiche) for fiche in fiches]
    fold = fold_of(
        [
            row
            for fiche, narrow in zip(fiches, folded, strict=True)
            for row in rows[fiche.start : fiche.stop]
            if narrow
        ]
    )
    lines = [(row.number, row.text) for row in rows[: fiches[0].start]]
    for fiche, changed, narrow in zip(fiches, copied, folded, strict=True):
        if changed:
            lines.extend(_lines(rows, found, fiche, fold if narrow else None, file, problems))
        else:
            lines.extend((row.number, row.text) for row in rows[fiche.start : fiche.stop])
    return lines


def _fiches(rows: Sequence[Laid], found: _Labels) -> list[_Fiche]:
    openings: list[tuple[int, int]] = []
    separator: int | None = None
    between = 0
    for at, row in enumerate(rows):
        if not row.text:
            continue
        label = found.get(at)
        if row.text in _SEPARATORS:
            separator, between = at, 0
        elif label is not None and label.label in _OPENING:
            if separator is not None:
                openings.append((separator, at))
            elif label.label == labels.STRUCTURE and _status_follows(rows, found, at):
                openings.append((at, at))
            separator = None
        else:
            between += 1
            separator = None if between > _HEAD_LINES else separator
    stops = [*(start for start, _ in openings[1:]), len(rows)]
    return [_Fiche(*opening, stop) for opening, stop in zip(openings, stops, strict=False)]


def _status_follows(rows: Sequence[Laid], found: _Labels, at: int) -> bool:
    near = [index for index in range(at + 1, min(at + 3 * _NEAR, len(rows))) if rows[index].text]
    for index in near[:_NEAR]:
        label = found.get(index)
        if label is not None and label.label == labels.STATUS:
            return True
        if rows[index].text in _SEPARATORS:
            return False
    return False


def _is_copied(found: _Labels, fiche: _Fiche) -> bool:
    """Whether a fiche is in another shape than the export's: no dash, or folded labels."""
    dashed = found[fiche.first].bullet in _DASHES
    return not dashed or any(
        found[at].folded for at in range(fiche.first, fiche.stop) if at in found
    )


def _is_folded(rows: Sequence[Laid], found: _Labels, fiche: _Fiche) -> bool:
    """Whether its lines were folded: the description's label, of 82 characters, then was.

    A fiche that is cut before it was folded if no line is longer than a fold.
    """
    here = [found[at] for at in range(fiche.first, fiche.stop) if at in found]
    if any(label.folded for label in here):
        return True
    if any(label.label == labels.DESCRIPTION for label in here):
        return False
    return all(row.end <= _WIDEST_FOLD for row in rows[fiche.start : fiche.stop])


def _lines(
    rows: Sequence[Laid],
    found: _Labels,
    fiche: _Fiche,
    fold: int | None,
    file: str,
    problems: list[Problem],
) -> list[Line]:
    """The lines of one fiche in the export's shape."""
    run = _run(found, fiche)
    title = [row for row in rows[fiche.start : fiche.first] if row.text]
    lines: list[Line] = []
    if title:
        lines.append((title[0].number, SEPARATOR))
        lines.extend(unfolded(title[1:], title[-1].indent, fold))
    base = _base(rows, found, run, fiche.stop)
    ends = [*(at for at, _ in run[1:]), fiche.stop]
    spans = [(at + found[at].lines, end) for (at, _), end in zip(run, ends, strict=True)]
    broken = any(
        has_breaks(rows[begin:end], base, fold)
        for (_, place), (begin, end) in zip(run, spans, strict=True)
        if not _is_closed(labels.ORDER[place])
    )
    for (at, place), (begin, end) in zip(run, spans, strict=True):
        label = labels.ORDER[place]
        lines.append((rows[at].number, label if label == labels.PARTNERS else f"- {label}"))
        last = end == fiche.stop
        tail: list[Line] = []
        if last:
            end, tail = _tail(rows, begin, end, place)
        closed = _is_closed(label)
        body = unfolded(rows[begin:end], base, fold, closed=closed, broken=broken and not closed)
        if last:
            body = list(without_furniture(body, file, problems))
        if label == labels.FILES:
            body = [(number, without_links(text)) for number, text in body]
        lines.extend((number, f"- {text}" if closed else text) for number, text in body)
        lines.extend(tail)
    return lines


def _is_closed(label: str) -> bool:
    return label in labels.LISTS or label == labels.WITH_WHOM


def _run(found: _Labels, fiche: _Fiche) -> list[tuple[int, int]]:
    """(line, place in the order) of the fiche's labels.

    They share their bullet and their column; a line that looks otherwise is only taken for a
    label that none of them is, such as the announcement of the partners, an item of a list.
    """
    here = {at: found[at] for at in range(fiche.first, fiche.stop) if at in found}
    looks = Counter((label.bullet, label.indent) for label in here.values())
    look = max(looks, key=lambda one: looks[one])
    alike = {label.label for label in here.values() if (label.bullet, label.indent) == look}
    known = [
        label.label
        if (label := here.get(at))
        and ((label.bullet, label.indent) == look or label.label not in alike)
        else None
        for at in range(fiche.first, fiche.stop)
    ]
    return [(fiche.first + index, place) for index, place in label_run(known)]


def _base(rows: Sequence[Laid], found: _Labels, run: Sequence[tuple[int, int]], stop: int) -> int:
    """The column of the page's plain text."""
    plain: Counter[int] = Counter()
    listed: list[int] = []
    ends = [*(at for at, _ in run[1:]), stop]
    for (at, _), end in zip(run, ends, strict=True):
        item = -1
        for row in rows[at + found[at].lines : end]:
            bullet, rest = bullet_of(row.text)
            if bullet:
                item = row.end - len(rest)
                listed.append(item)
            elif row.text and row.indent != item:
                plain[row.indent] += 1
                item = -1
    if plain:
        return plain.most_common(1)[0][0]
    return max(min(listed, default=0) - 4, 0)


def _tail(rows: Sequence[Laid], begin: int, stop: int, place: int) -> tuple[int, list[Line]]:
    """Where a fiche's last text ends, and what stands after it: the head of a following page,
    or the beginning of a label where the file was cut."""
    for at in range(begin, stop):
        if begins_page(rows[at].text):
            return at, [(row.number, row.text) for row in rows[at:stop]]
    last = next((at for at in range(stop - 1, begin - 1, -1) if rows[at].text), begin)
    if stop == len(rows):
        for at in range(max(begin, last - 2), last + 1):
            _, name = bullet_of(" ".join(row.text for row in rows[at : last + 1]))
            if name[:1].isupper() and begins_next_label(name, place):
                return at, [(rows[at].number, f"- {name}")]
    return stop, []
