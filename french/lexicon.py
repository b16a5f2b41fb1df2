"""The sector's language: acronyms, near-synonyms, truncations and renamed bodies.

The entries are data, in `lexicon.tsv`: kind, forms separated by « | », and a note. Forms of
one entry mean the same; an acronym with several meanings has an entry for each, and all its
readings are kept. A `narrow` entry goes one way: its first form also finds the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from french.folding import fold
from french.terms import stem, stop_words, words

EntryKind = Literal["acronym", "synonym", "narrow", "truncation", "renamed"]

PATH = Path(__file__).with_name("lexicon.tsv")

_EVERYDAY = frozenset(
    {"ami", "amis", "leader", "sel", "pic", "plie", "cc", "cal", "puma", "vrac", "cigales", "fol"}
)
"""Acronyms that are also everyday words."""


_TELLING = 4
"""The least length of a stem that stands for a word."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon; `keys` are the folded words of each form."""

    kind: EntryKind
    forms: tuple[str, ...]
    note: str
    keys: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A form of the lexicon found in a text: words `first` to `last` (excluded)."""

    first: int
    last: int
    entry: Entry
    form: str

    @property
    def others(self) -> tuple[str, ...]:
        """The forms that this one may be replaced by."""
        if self.entry.kind == "narrow" and self.form != self.entry.forms[0]:
            return ()
        return tuple(form for form in self.entry.forms if form != self.form)


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry of `lexicon.tsv`. Raises ValueError at a line of another form."""
    found: list[Entry] = []
    for number, line in enumerate(PATH.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, _, rest = line.partition("\t")
        forms_text, _, note = rest.partition("\t")
        forms = tuple(form.strip() for form in forms_text.split("|"))
        if kind not in get_args(EntryKind) or len(forms) < 2 or not all(forms):
            raise ValueError(f"{PATH.name}:{number}: expected kind, two forms or more, note")
        keys = tuple(_key(form) for form in forms)
        found.append(Entry(kind, forms, note.strip(), keys))  # type: ignore[arg-type]
    return tuple(found)


def readings(surfaces: Sequence[str], typed: Sequence[str] | None = None) -> list[Reading]:
    """Every form of the lexicon in a sequence of lower-case words, longest first at a place.

    Words meet whatever their accents and their plural; an acronym only as it is written, so
    that « café » is no CAF. `typed` gives the words as they were typed: an acronym that is
    also an everyday word (AMI, SEL) is read only in capitals, or in a query of two words.
    """
    loose = [_loose(surface) for surface in surfaces]
    exact = [_exact(surface) for surface in surfaces]
    found: list[Reading] = []
    for first in range(len(surfaces)):
        alone = False
        options = (*_by_first().get(exact[first], ()), *_by_first().get(loose[first], ()))
        for entry, form, key in options:
            last = first + len(key)
            if key[0].startswith("="):
                everyday = surfaces[first] in _EVERYDAY and len(surfaces) > 2
                if everyday and not (typed and typed[first].isupper()):
                    continue
            elif tuple(loose[first:last]) != key:
                continue
            found.append(Reading(first, last, entry, form))
            alone = alone or len(key) == 1
        if not alone:
            # « on papote » for « papoter »: a verb's other forms, where nothing meets as it is.
            for entry in _by_stem().get(_stem_key(surfaces[first]), ()):
                found.append(Reading(first, first + 1, entry, entry.forms[0]))
    return list(_outermost(found))


def _outermost(found: Sequence[Reading]) -> Iterator[Reading]:
    """The readings, in the order of their places, that no longer one holds."""
    last_at: dict[int, int] = {}
    for reading in found:
        last_at[reading.first] = max(last_at.get(reading.first, 0), reading.last)
    reached, place = 0, -1
    for reading in found:
        if reading.first != place:
            # Those that begin before this one, where the furthest of them ends.
            reached, place = max(reached, last_at.get(place, 0)), reading.first
        if reached < reading.last == last_at[place]:
            yield reading


@cache
def known_words() -> frozenset[str]:
    """The folded words of all forms: spelling leaves them alone."""
    return frozenset(
        fold(surface)
        for entry in entries()
        for form in entry.forms
        for _, _, surface in words(form)
    )


@cache
def _by_first() -> Mapping[str, tuple[tuple[Entry, str, tuple[str, ...]], ...]]:
    index: dict[str, list[tuple[Entry, str, tuple[str, ...]]]] = {}
    for entry in entries():
        for form, key in zip(entry.forms, entry.keys, strict=True):
            index.setdefault(key[0], []).append((entry, form, key))
    return {
        first: tuple(sorted(rows, key=lambda row: -len(row[2]))) for first, rows in index.items()
    }


@cache
def _by_stem() -> Mapping[str, tuple[Entry, ...]]:
    """The one-word `narrow` entries by the stem of what they start from."""
    index: dict[str, list[Entry]] = {}
    for entry in entries():
        if entry.kind == "narrow" and len(entry.keys[0]) == 1 and not entry.forms[0].isupper():
            index.setdefault(_stem_key(entry.forms[0]), []).append(entry)
    index.pop("", None)
    return {key: tuple(rows) for key, rows in index.items()}


def _stem_key(surface: str) -> str:
    """A word's stem where it is long enough to tell words apart, else nothing."""
    found = stem(surface.lower())
    return found if len(found) >= _TELLING else ""


def _key(form: str) -> tuple[str, ...]:
    pieces = [surface for _, _, surface in words(form)]
    if form.isupper() and len(pieces) == 1:
        return (_exact(pieces[0]),)
    return tuple(map(_loose, pieces))


def _exact(surface: str) -> str:
    """The key of an acronym: its letters, accents and all, perhaps with a plural s."""
    return "=" + (surface[:-1] if len(surface) > 4 and surface.endswith("s") else surface)


def _loose(surface: str) -> str:
    """The key of any other word: folded, freed of its plural."""
    plain = fold(surface)
    if plain in stop_words() or len(plain) < 4:
        return plain
    return plain[:-1] if plain[-1] in "sx" else plain
