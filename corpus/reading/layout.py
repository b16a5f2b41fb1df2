"""Lines as a page lays them out: how far they are indented, their bullet, and where a browser or
a mail program folded one line of the author into several.

Firefox folds at 72 columns (a paragraph of 76 stays whole), at spaces and after a hyphen or a
slash: measured on Firefox 153, « Enregistrer sous… Fichiers texte ».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus import labels
from corpus.fiche import normalise

FOLD = 72
_USUAL_FOLDS = (72, 76, 78, 80)
_NEARLY_ALL = 0.95
_ENOUGH = 20
"""Folded lines after which the longest one tells the fold by itself."""

_BULLET = re.compile(r"(?:[-–•*+#◦▪‣·●○■□➢]|[o§](?=[ \t])|[0-9]{1,2}[.)](?=[ \t]))[ \t]*")
_BULLET_STARTS = frozenset("-–•*+#◦▪‣·●○■□➢o§0123456789")
_DASHES = ("-", "–")
_AUTHORS = ("*", "•", "·")
_ITEM = re.compile(r"[-*•] ?[^\W_]")
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", ")")
_QUOTES = ("«", "“", '"')
_LINK_WORDS = frozenset(
    normalise(
        "à au aux avec ce ces cette chez d dans de des du elle en entre et il ils l la le les leur "
        "lors mais notre nos ou par pour que qui sa sans ses son sous sur un une vers via"
    ).split()
)
MIN_OWN_BREAKS = 0.6
"""Of a section's plain breaks, own ones a folded one from which a doubtful one at the end of a
sentence is the author's: on the 25 fiches of the real export, 11 of 25 such and 2 of 24 folds."""

_UNIT = re.compile(r"(?:« )?[^ ]*(?: [/!?:;»)\]][^ ]*)*")
"""What no browser folds: a word with the marks that French sets apart."""

_INSIDE_WORD = re.compile(r"[^\W_][-/]")

_Break = Literal["apart", "own", "fold", "sentence", "word"]

_LABEL_KEYS = {normalise(label): label for label in labels.ORDER}
_INITIALS = frozenset(label[0] for label in labels.ORDER) | {
    label[0].lower() for label in labels.ORDER
}
_LABEL_STARTS = frozenset(
    " ".join(key.split()[:count]) for key in _LABEL_KEYS for count in range(1, len(key.split()))
)
_LONGEST_LABEL = max(map(len, labels.ORDER)) + 20


@dataclass(frozen=True, slots=True)
class Laid:
    """A clean line, the column (from 0) where it begins, and the line as it was typed."""

    number: int
    text: str
    indent: int = 0
    tab: bool = False
    """Whether a tab stands after its bullet, as word processors put one."""
    typed: str = ""

    @property
    def first_word(self) -> str:
        """Its first word, with the marks that spaces that don't break join to it."""
        unit = _UNIT.match(self.typed)
        return unit[0].rstrip() if unit else ""

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
    match = _BULLET.match(text) if text[:1] in _BULLET_STARTS else None
    return (match[0].strip(), text[match.end() :]) if match else ("", text)


def label_at(rows: Sequence[Laid], at: int) -> LabelLine | None:
    """The label whose words begin at this line, with or without a bullet."""
    bullet, rest = bullet_of(rows[at].text)
    if rest[:1] not in _INITIALS:
        return None
    key = _key(rest)
    count = 1
    while key in _LABEL_STARTS and key not in _LABEL_KEYS and count < 4:
        if at + count >= len(rows) or not (more := _key(rows[at + count].text)):
            return None
        rest, key = f"{rest} {rows[at + count].text}", f"{key} {more}"
        count += 1
    label = _LABEL_KEYS.get(key)
    if label is None:
        return None
    if label == labels.PARTNERS and ":" not in rest:
        return None
    return LabelLine(label, bullet, rows[at].indent, count)


def _key(text: str) -> str:
    return normalise(text) if 0 < len(text) <= _LONGEST_LABEL else ""


def fold_of(rows: Sequence[Laid]) -> int:
    """The column at which the lines were folded, from those that go on in the next line.

    Nearly all of these end before it; a few are lines that the author broke.
    """
    ends = sorted(
        row.end
        for row, after in pairwise(rows)
        if row.text and after.text[:1].islower() and row.indent == after.indent
    )
    if not ends:
        return FOLD
    longest = ends[int(len(ends) * _NEARLY_ALL)]
    if longest < FOLD - 2:
        return longest if len(ends) >= _ENOUGH else FOLD
    return next((fold for fold in _USUAL_FOLDS if fold - 2 <= longest <= fold), longest)


def unfolded(
    rows: Sequence[Laid],
    base: int,
    fold: int | None,
    *,
    closed: bool = False,
    broken: bool = False,
) -> list[tuple[int, str]]:
    """The author's lines: bullets of the layout taken off, folded lines joined, blanks dropped.

    `base` is the column of the page's plain text; `fold` the column of the fold, None where
    nothing was folded. In a `closed` list every bullet is the layout's. `broken` says that
    the fiche has line breaks inside of its paragraphs: a doubtful one may then be another.
    """
    parts = _parts(rows, base, fold, closed=closed)
    kinds = [kind for _, _, kind in parts]
    own, folds = kinds.count("own"), kinds.count("fold")
    # A text whose paragraphs stand apart has no need of other breaks.
    broken = broken and (own > 0 or kinds.count("apart") < 2)
    is_own = {
        "apart": True,
        "own": True,
        "fold": False,
        "sentence": broken and own >= MIN_OWN_BREAKS * folds,
        "word": broken and own >= folds,
    }
    lines: list[tuple[int, str]] = []
    for row, text, kind in parts:
        if is_own[kind]:
            lines.append((row.number, text))
        else:
            number, whole = lines.pop()
            lines.append((number, joined(whole, text)))
    return lines


def has_breaks(rows: Sequence[Laid], base: int, fold: int | None) -> bool:
    """Whether the author certainly broke a line inside of a paragraph."""
    return any(kind == "own" for _, _, kind in _parts(rows, base, fold, closed=False))


def _parts(
    rows: Sequence[Laid], base: int, fold: int | None, *, closed: bool
) -> list[tuple[Laid, str, _Break]]:
    """Each line that holds something, without its layout's bullet, and how it begins."""
    parts: list[tuple[Laid, str, _Break]] = []
    column = 0
    before: Laid | None = None
    for row in rows:
        bullet, rest = bullet_of(row.text)
        goes_on = before is not None and fold is not None and row.indent == column > base
        counted = bullet[:1].isdigit() and before is not None and row.end - len(rest) == column
        laid = bool(bullet) and (
            closed or (not goes_on and (counted or _is_layout(row, bullet, base)))
        )
        text = rest if laid else row.text
        if not text:
            before = None
            continue
        kind: _Break = "apart"
        if before is not None and fold is not None and not laid:
            kind = _break(before, row, fold) if row.indent == column else "own"
        if kind in ("apart", "own"):
            column = row.end - len(text)
        parts.append((row, text, kind))
        before = row
    return parts


def _break(before: Laid, row: Laid, fold: int) -> _Break:
    """Whether the author broke the line here (`own`) or a fold did (`fold`).

    Where the next word would have fitted, the author did. Elsewhere a fold did, or the author
    as well where a sentence or a capital begins: the rest of the section then decides.
    """
    text, after = before.text, row.text
    if len(row.first_word) <= fold - before.end - 1 or before.end > fold:
        return "own"
    if _ITEM.match(after):
        return "own"
    if text.endswith(_SENTENCE_ENDS) and not text.endswith("..."):
        return "sentence" if after[:1].isalnum() or after[:1] in _QUOTES else "fold"
    last = text.rpartition(" ")[2]
    name = not last[:1].islower() or last.endswith("-") or normalise(last) in _LINK_WORDS
    return "word" if after[:1].isupper() and not name else "fold"


def joined(before: str, after: str) -> str:
    """Two parts of a folded line; no space where the fold cut a compound or an address."""
    inside = (
        _INSIDE_WORD.fullmatch(before[-2:])
        and after[:1].isalnum()
        and not (before.endswith("-") and after.partition(" ")[0] in _LINK_WORDS)
    )
    address = before.endswith("//")
    return before + after if inside or address else f"{before} {after}"


def _is_layout(row: Laid, bullet: str, base: int) -> bool:
    """Whether a bullet is the page's own: browsers put them left of a text that is indented by
    steps of four columns, word processors put a tab after them. Authors do neither."""
    if row.tab:
        return True
    text = row.indent + len(bullet) + 1 - base
    stepped = (bullet not in _AUTHORS and not bullet[0].isdigit()) or (text >= 4 and text % 4 == 0)
    return row.indent > base and bullet not in _DASHES and stepped
