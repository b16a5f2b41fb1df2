"""Lines as a page lays them out: how far they are indented, their bullet, and where a browser or
a mail program folded one line of the author into several.

Firefox folds at 72 columns (a paragraph of 76 stays whole), at spaces and after a hyphen or a
slash: measured on Firefox 153, « Enregistrer sous… Fichiers texte ».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus import labels
from corpus.fiche import normalise

FOLD = 72
_USUAL_FOLDS = (72, 76, 78, 80)
_ENOUGH = 20
"""Folded lines after which the longest one tells the fold by itself."""

_BULLET = re.compile(r"(?:[-–•*+#◦▪‣·●○■□➢]|[o§](?=[ \t])|[0-9]{1,2}[.)](?=[ \t]))[ \t]*")
_DASHED = re.compile(r"[-–] ")
_INSIDE_WORD = re.compile(r"[^\W_][-/]")

_Break = Literal["own", "fold", "either"]

_LABEL_KEYS = frozenset(map(normalise, labels.ORDER))
_LABEL_STARTS = frozenset(
    " ".join(key.split()[:count]) for key in _LABEL_KEYS for count in range(1, len(key.split()))
)
_LONGEST_LABEL = max(map(len, labels.ORDER)) + 20


@dataclass(frozen=True, slots=True)
class Laid:
    """A clean line, the column (from 0) where it begins, and its first word as it was typed:
    spaces that don't break are still joined there."""

    number: int
    text: str
    indent: int = 0
    tab: bool = False
    """Whether a tab stands after its bullet, as word processors put one."""
    first_word: str = ""

    @property
    def end(self) -> int:
        """The column where the line ends."""
        return self.indent + len(self.text)


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A line, or several that a fold made of one, whose words are a label's."""

    label: str
    bullet: str
    indent: int
    lines: int

    @property
    def folded(self) -> bool:
        """Whether it took several lines."""
        return self.lines > 1


def bullet_of(text: str) -> tuple[str, str]:
    """The bullet that opens a line, "" if none does, and what follows it."""
    match = _BULLET.match(text)
    return (match[0].strip(), text[match.end() :]) if match else ("", text)


def label_at(rows: Sequence[Laid], at: int) -> LabelLine | None:
    """The label whose words begin at this line, with or without a bullet."""
    bullet, rest = bullet_of(rows[at].text)
    key = _key(rest)
    count = 1
    while key in _LABEL_STARTS and key not in _LABEL_KEYS and count < 4:
        if at + count >= len(rows) or not (more := _key(rows[at + count].text)):
            return None
        rest, key = f"{rest} {rows[at + count].text}", f"{key} {more}"
        count += 1
    if key not in _LABEL_KEYS:
        return None
    label = next(name for name in labels.ORDER if normalise(name) == key)
    if label == labels.PARTNERS and ":" not in rest:
        return None
    return LabelLine(label, bullet, rows[at].indent, count)


def _key(text: str) -> str:
    return normalise(text) if 0 < len(text) <= _LONGEST_LABEL else ""


def fold_of(rows: Sequence[Laid]) -> int:
    """The column at which the lines were folded, from those that go on in the next line."""
    ends = [
        row.end
        for row, after in zip(rows, rows[1:], strict=False)
        if row.text and after.text[:1].islower() and row.end <= 100
    ]
    longest = max(ends, default=0)
    if longest < _USUAL_FOLDS[0] - 2:
        return longest if len(ends) >= _ENOUGH else FOLD
    return next((fold for fold in _USUAL_FOLDS if fold - 2 <= longest <= fold), longest)


def unfolded(
    rows: Sequence[Laid], base: int, fold: int | None, *, closed: bool = False
) -> list[tuple[int, str]]:
    """The author's lines: bullets of the layout taken off, folded lines joined, blanks dropped.

    `base` is the column of the page's plain text; `fold` the column of the fold, None where
    nothing was folded. In a `closed` list every bullet is the layout's.
    """
    parts: list[tuple[Laid, str, _Break]] = []
    column = 0
    before: Laid | None = None
    for row in rows:
        bullet, rest = bullet_of(row.text)
        laid = bool(bullet) and (closed or _is_layout(row, bullet, base))
        text = rest if laid else row.text
        if not text:
            before = None
            continue
        kind: _Break = "own"
        if before is not None and fold is not None and not laid and row.indent == column:
            kind = _break(before, row, fold)
        if kind == "own":
            column = row.end - len(text)
        parts.append((row, text, kind))
        before = row
    kept = [kind for _, _, kind in parts]
    freely = not closed and kept.count("own") - 1 > kept.count("fold")
    listed = any(kind == "own" and _DASHED.match(text) for _, text, kind in parts[1:])
    lines: list[tuple[int, str]] = []
    for row, text, kind in parts:
        dashed = bool(_DASHED.match(text))
        if kind == "own" or (kind == "either" and (listed if dashed else freely)):
            lines.append((row.number, text))
        else:
            number, whole = lines.pop()
            lines.append((number, joined(whole, text)))
    return lines


def _break(before: Laid, row: Laid, fold: int) -> _Break:
    """Whether the author broke the line here (`own`), a fold did (`fold`), or `either`.

    Where the next word would have fitted, the author did. Elsewhere a fold did; where a new
    sentence or item begins as well, the rest of the section decides.
    """
    room = fold - before.end - 1
    if len(row.first_word) <= room or before.end > fold:
        return "own"
    return "fold" if row.text[:1].islower() or row.text[:1].isdigit() else "either"


def joined(before: str, after: str) -> str:
    """Two parts of a folded line; no space where the fold cut a compound or an address."""
    inside = _INSIDE_WORD.fullmatch(before[-2:]) and after[:1].isalnum()
    address = before.endswith("//")
    return before + after if inside or address else f"{before} {after}"


def _is_layout(row: Laid, bullet: str, base: int) -> bool:
    """Whether a bullet is the page's own: browsers put them left of a text that is indented by
    steps of four columns, word processors put a tab after them. Authors do neither."""
    text = row.indent + len(bullet) + 1 - base
    return row.tab or (row.indent > base and text >= 4 and text % 4 == 0)
