"""Cut French text as people type it into sentences, as places in the text.

Lines are always cut: the bank's lists rarely end in a full stop. Inside a line a full stop
cuts even when the space after it is missing (« consommation locale.47 usagers »), but not in
abbreviations, dotted acronyms, decimals and web addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

VERSION = "1"

_BULLET = re.compile(r"[\s]*(?:-\)|-->|=>|→|[-–—*•·>o](?=[\s])|[-–*•])?[\s]*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|St|Ste|art|cf|ex|etc|env|min|max|nb|n|p|pp|tél|tel|av"
    r"|bd|resp|hab|chap|vol|fig|ed|éd|dép|nov|déc|janv|févr|juil|sept|oct|approx)"
    r"|\b[^\W\d_](?:\.[^\W\d_])*)$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…]+[\"»”’')\]]*")
_GLUED = re.compile(r"\)(?=[A-ZÉÈÀÇÔÎÊ][a-zéèàçôîê])")
_INLINE_ITEM = re.compile(r"(?<=\S)\s+(?=\*\s+\S)|;\s+")


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, without bullet, outer spaces, or empty ones."""
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        for start, end in _cut_line(line):
            bullet = _BULLET.match(line, start, end)
            inner = bullet.end() if bullet else start
            while end > inner and line[end - 1].isspace():
                end -= 1
            if any(character.isalnum() for character in line[inner:end]):
                found.append((at + inner, at + end))
        at += len(line) + 1
    return found


def _cut_line(line: str) -> Iterator[tuple[int, int]]:
    cuts = {match.end() for match in _STOP.finditer(line) if _ends_sentence(line, match)}
    cuts |= {match.end() for match in _GLUED.finditer(line)}
    cuts |= {match.end() for match in _INLINE_ITEM.finditer(line)}
    start = 0
    for end in [*sorted(cuts), len(line)]:
        if end > start:
            yield start, end
        start = max(start, end)


def _ends_sentence(line: str, stop: re.Match[str]) -> bool:
    before, after = line[: stop.start()], line[stop.end() :]
    marks = stop[0]
    if not after or not before:
        return bool(before)
    following = after.lstrip()
    spaced = len(following) < len(after)
    if not following:
        return True
    if marks[0] == "…" or marks.startswith("..."):
        return spaced and following[0].isupper()
    if marks[0] in "!?":
        return spaced
    if marks == "." and _ABBREVIATION.search(before):
        return False
    if spaced:
        return following[0].isupper() or following[0].isdigit() or following[0] in '«"-“'
    last_word = re.search(r"[^\W\d_]*$", before)
    word = last_word[0] if last_word else ""
    # Without a space: « locale.47 usagers », « bateau..)Retour », but not « 3.5 », « site.fr ».
    if len(word) < 3 and before[-1:] not in ")%":
        return False
    return following[0].isdigit() or (following[0].isupper() and following[1:2].islower())
