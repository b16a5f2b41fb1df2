"""Cut French text as people type it into sentences, as places in the text.

Lines are always cut: the bank's lists rarely end in a full stop. Inside a line a full stop
cuts even when the space after it is missing (« consommation locale.47 usagers »), but not in
abbreviations, dotted acronyms, decimals and web addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

VERSION = "2"

_BULLET = re.compile(r"\s*(?:-\)|-->|->|=>|→|[-–—*•·>](?=\s)|[-–*•])?\s*")
# Word's hollow bullet, pasted as a letter: only ever first on its line.
_LETTER_BULLET = re.compile(r"\s*o\s+")
_ITEM_NUMBER = re.compile(r"\s*\d{1,2}")
_ABBREVIATION = re.compile(
    r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|St|Ste|art|cf|ex|env|min|max|nb|n|p|pp|tél|tel|av"
    r"|bd|resp|hab|chap|vol|fig|ed|éd|dép|nov|déc|janv|févr|juil|sept|oct|approx)"
    r"|\b[^\W\d_](?:\.[^\W\d_])*)$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…]+(?:[\"»”’')\]]|\s»)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]+")
# How far around a stop one looks: longer than any abbreviation or gap, and it keeps a
# pasted page without line ends from costing the square of its length.
_AROUND = 60
_LAST_WORD = re.compile(r"[^\W\d_]*$")
_GLUED = re.compile(r"\)(?=[A-ZÉÈÀÇÔÎÊ][a-zéèàçôîê])")
_INLINE_ITEM = re.compile(r"(?<=\S)\s+(?=\*\s+\S)|;\s+")


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, without bullet, outer spaces, or empty ones."""
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        for start, end in _cut_line(line):
            bullet = None if start else _LETTER_BULLET.match(line, start, end)
            bullet = bullet or _BULLET.match(line, start, end)
            inner = bullet.end() if bullet else start
            while end > inner and line[end - 1].isspace():
                end -= 1
            if any(character.isalnum() for character in line[inner:end]):
                found.append((at + inner, at + end))
        at += len(line) + 1
    return found


def _cut_line(line: str) -> Iterator[tuple[int, int]]:
    cuts = {
        match.end()
        for match in _outside(_STOP.finditer(line), _ADDRESS.finditer(line))
        if _ends_sentence(line, match)
    }
    cuts |= {match.end() for match in _GLUED.finditer(line)}
    cuts |= {match.end() for match in _INLINE_ITEM.finditer(line)}
    start = 0
    for end in [*sorted(cuts), len(line)]:
        if end > start:
            yield start, end
        start = max(start, end)


def _outside(
    stops: Iterator[re.Match[str]], addresses: Iterator[re.Match[str]]
) -> Iterator[re.Match[str]]:
    """The stops that do not stand inside a web or mail address; one that ends it does not."""
    address = next(addresses, None)
    for stop in stops:
        while address and address.end() <= stop.start():
            address = next(addresses, None)
        if not address or stop.start() < address.start() or stop.end() >= address.end():
            yield stop


def _ends_sentence(line: str, stop: re.Match[str]) -> bool:
    before = line[max(0, stop.start() - _AROUND) : stop.start()].rstrip()
    after = line[stop.end() : stop.end() + _AROUND]
    marks = stop[0]
    if not after or not before:
        return bool(before)
    following = after.lstrip()
    spaced = len(following) < len(after)
    if not following:
        return True
    glued = following[0].isupper() and following[1:2].islower()
    if marks[0] == "…" or marks.startswith("..."):
        return glued or (spaced and following[0].isupper())
    if marks[0] in "!?":
        # « qui cuisine ? » : la recette…: the quotation ends, the sentence does not.
        quoted = marks[-1] not in "!?.…" and (following[0].islower() or following[0] in ":,;")
        return glued or (spaced and not quoted)
    if marks == "." and (
        _ABBREVIATION.search(before) or _ITEM_NUMBER.fullmatch(line, 0, stop.start())
    ):
        return False
    if spaced:
        return following[0].isupper() or following[0].isdigit() or following[0] in '«"-“'
    # Without a space: « locale.47 usagers », « bateau..)Retour », « en 2019.Les », but not
    # « 3.5 », « site.fr », « 14h.30 ».
    word = _LAST_WORD.search(before)
    if word and word[0] and len(word[0]) < 3:
        return False
    return glued or (following[0].isdigit() and bool((word and word[0]) or before[-1] in ")%"))
