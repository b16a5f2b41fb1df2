"""Text encoded twice (« Ã© » for « é »), put right line by line, in a file of any kind."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Final

from corpus.fiche import Problem
from corpus.reading.blocks import Block

_SIGNS = re.compile(r"[ÂÃâÅ][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122 ]")
_LOST_SPACE = re.compile(r"Ã (?: |(?!\s))")
_TO_LATIN: Final = {
    ord(bytes([code]).decode("cp1252")): chr(code)
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_LETTER = re.compile(r"[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}")
MIN_SIGNS = 3
"""Fewer such signs may speak of encodings; a page that was encoded twice has dozens."""
_SAID: Final = "texte encodé deux fois (« Ã© » pour « é ») ; réparé, vérifiez les accents"


def sound_text(text: str, file: str, problems: list[Problem]) -> str:
    """The text with its double encoding undone, which is then said at the first line mended."""
    lines, first = without_double_encoding(text.split("\n"))
    if first is None:
        return text
    problems.append(Problem(file, first + 1, _SAID))
    return "\n".join(lines)


def sound_blocks(blocks: Sequence[Block], file: str, problems: list[Problem]) -> Sequence[Block]:
    """The same for the blocks of a document, before anything is cleaned off them."""
    texts = [text for block in blocks for text in (block.text, *block.cells)]
    mended, first = without_double_encoding(texts)
    if first is None:
        return blocks
    left = iter(mended)
    result = [
        dataclasses.replace(block, text=next(left), cells=tuple(next(left) for _ in block.cells))
        for block in blocks
    ]
    line = next(new.line for new, old in zip(result, blocks, strict=True) if new != old)
    problems.append(Problem(file, line, _SAID))
    return result


def without_double_encoding(lines: Sequence[str]) -> tuple[list[str], int | None]:
    """The lines mended, and the index of the first that was; None where none was.

    A line whose accents *all* read as UTF-8 is taken back whole, another letter by letter if
    enough of it is encoded twice; sound lines of a mixed file stay as they are.
    """
    mended: dict[int, str] = {}
    signs = 0
    for index, line in enumerate(lines):
        found = len(_SIGNS.findall(line))
        fixed = _mended(line, found) if found else None
        if fixed is not None:
            mended[index] = fixed
            signs += found
    if signs < MIN_SIGNS:
        return list(lines), None
    return [mended.get(index, line) for index, line in enumerate(lines)], min(mended)


def _mended(line: str, signs: int) -> str | None:
    # A space that doesn't break ends « à » encoded twice; copies make it a plain one, or join it
    # to the next.
    whole = _LOST_SPACE.sub(_with_space, line)
    fixed: str | None = None
    for _ in range(2):  # some pages were encoded three times
        try:
            whole = whole.translate(_TO_LATIN).encode("latin-1").decode("utf-8")
        except UnicodeError:
            break
        fixed = whole
        if not _SIGNS.search(whole):
            break
    if fixed is None and signs >= MIN_SIGNS:
        fixed = _LETTER.sub(_letter, whole.translate(_TO_LATIN)).translate(_FROM_LATIN)
    return fixed


_FROM_LATIN: Final = {ord(latin): chr(code) for code, latin in _TO_LATIN.items()}


def _with_space(match: re.Match[str]) -> str:
    follows = match.string[match.end() : match.end() + 1]
    spaced = len(match[0]) == 3 or follows.isalnum() or follows == "_"
    return "Ã\u00a0 " if spaced else "Ã\u00a0"


def _letter(match: re.Match[str]) -> str:
    try:
        return match[0].encode("latin-1").decode("utf-8")
    except UnicodeError:
        return match[0]
