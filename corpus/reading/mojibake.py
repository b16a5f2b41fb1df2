"""Text encoded twice (« Ã© » for « é »), put right line by line."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[ÂÃâÅ][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122 ]")
_LOST_SPACE = re.compile(r"Ã (?! )")
MIN_LINES = 3
"""Fewer such lines may speak of encodings; a page that was encoded twice has dozens."""


def without_double_encoding(text: str) -> tuple[str, int]:
    """The text with its double encoding undone, and the first line (from 1) mended, or 0.

    A line is touched only if *all* its accents read as UTF-8 when they are taken back to
    Windows-1252: sound lines of a mixed file stay as they are.
    """
    lines = text.split("\n")
    doubtful = [number for number, line in enumerate(lines) if _SIGNS.search(line)]
    if len(doubtful) < MIN_LINES:
        return text, 0
    mended = {number: fixed for number in doubtful if (fixed := _mended(lines[number]))}
    if len(mended) < MIN_LINES:
        return text, 0
    for number, fixed in mended.items():
        lines[number] = fixed
    return "\n".join(lines), min(mended) + 1


def _mended(line: str) -> str | None:
    import ftfy.bad_codecs

    ftfy.bad_codecs.ok()
    whole = _LOST_SPACE.sub("Ã\u00a0", line)
    fixed: str | None = None
    for _ in range(2):  # some pages were encoded three times
        try:
            whole = whole.encode("sloppy-windows-1252").decode("utf-8")
        except UnicodeError:
            break
        fixed = whole
        if not _SIGNS.search(whole):
            break
    return fixed
