"""What each sentence states, whatever is asked of it: worked out when it is indexed, as arrays.

Tables are numpy's structured arrays. `lines` has one row a sentence; a row of the others says
by `sentence` whose it is, and they are in the order of the sentences, so that those of one
fiche lie side by side.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, get_args

import numpy as np
from numpy.typing import NDArray

from corpus.facts.bodies import BODIES, bodies_named
from corpus.facts.detectors import DETECTORS, Said
from french import AmountKind, Role, lowered, read_years, stem

KINDS: Final[tuple[str, ...]] = get_args(AmountKind)
_ROLES: Final[tuple[str | None, ...]] = (None, *get_args(Role))
_COUNTING: Final = frozenset({"count", "share", "money"})
_HUNDREDTHS: Final = 100.0
_MOST_WORDS: Final = 255

_LINE: Final = np.dtype(
    [
        ("degrees", np.uint8, (len(DETECTORS),)),
        ("bodies", np.bool_, (len(BODIES),)),
        ("words", np.uint8),
        ("colon", np.bool_),
        ("digits", np.bool_),
    ]
)
_AMOUNT: Final = np.dtype(
    [
        ("sentence", np.int32),
        ("start", np.int32),
        ("end", np.int32),
        ("kind", np.uint8),
        ("role", np.uint8),
        ("value", np.float64),
        ("noun", np.int64),
    ]
)
_YEARS: Final = np.dtype([("sentence", np.int32), ("year", np.int16)])
_WORDS: Final = np.dtype([("sentence", np.int32), ("word", np.int64)])

Table = NDArray[np.void]


@dataclass(frozen=True, eq=False)
class SentenceFacts:
    """What some sentences state.

    `lines`, (sentences,): how well each holds what each of `DETECTORS` looks for, in
    hundredths; which of `BODIES` it names; words (255 at most), whether it ends with a colon,
    whether it has a digit. `amounts`: as `french.amounts.Amount`, places from the sentence's
    start, NaN for no value, `noun` by its stem's `key`. `years`: those it gives. `words`: the
    keys of the stems of a sentence that counts something.
    """

    lines: Table
    amounts: Table
    years: Table
    words: Table

    def __len__(self) -> int:
        return len(self.lines)

    def degrees(self, detector: str) -> NDArray[np.float64]:
        """How well each sentence holds what a detector looks for, 0 to 1, shape (sentences,);
        0 for « », which is none.
        """
        if not detector:
            return np.zeros(len(self))
        column: NDArray[np.float64] = self.lines["degrees"][:, _DETECTOR[detector]] / _HUNDREDTHS
        return column

    def having(self, kind: str) -> NDArray[np.bool_]:
        """Which sentences have an amount of that kind, shape (sentences,)."""
        return self._marked(self.amounts["sentence"][self.amounts["kind"] == KINDS.index(kind)])

    def naming(self, named: Iterable[str]) -> NDArray[np.bool_]:
        """Which sentences name one of these bodies, shape (sentences,)."""
        found: NDArray[np.bool_] = self.lines["bodies"][:, [BODIES.index(n) for n in named]]
        return np.asarray(found.any(axis=1))

    def counting(self, stems: Iterable[str]) -> NDArray[np.bool_]:
        """Which sentences count one of these nouns, shape (sentences,)."""
        counted = np.isin(self.amounts["noun"], [key(word) for word in stems])
        return self._marked(self.amounts["sentence"][counted])

    def counting_beside(self, stems: Iterable[str]) -> NDArray[np.bool_]:
        """Which sentences count something and have one of these words, shape (sentences,)."""
        held = np.isin(self.words["word"], [key(word) for word in stems])
        return self._marked(self.words["sentence"][held])

    def years_given(self) -> list[frozenset[int]]:
        """The years that each sentence gives."""
        given: list[set[int]] = [set() for _ in range(len(self))]
        for sentence, year in self.years.tolist():
            given[sentence].add(year)
        return [frozenset(years) for years in given]

    def totals(self) -> list[tuple[int, int, int, float]]:
        """Sentence, start and end there, and value of each sum given for a total, in order."""
        kind, role = KINDS.index("money"), _ROLES.index("total")
        found = self.amounts
        found = found[(found["kind"] == kind) & (found["role"] == role) & (found["value"] > 0)]
        totals: list[tuple[int, int, int, float]] = found[
            ["sentence", "start", "end", "value"]
        ].tolist()
        return totals

    def of(self, start: int, end: int) -> SentenceFacts:
        """The sentences from `start` to `end`."""
        tables = []
        for name, starts in self._starts.items():
            part = getattr(self, name)[starts[start] : starts[end]].copy()
            part["sentence"] -= start
            tables.append(part)
        return SentenceFacts(self.lines[start:end], *tables)

    @classmethod
    def together(cls, parts: Sequence[SentenceFacts]) -> SentenceFacts:
        """The sentences of all parts, one part after the other."""
        starts = np.cumsum([0, *(len(part) for part in parts)])
        tables: list[Table] = []
        for name, dtype in _TABLES.items():
            rows = [np.zeros(0, dtype), *(getattr(part, name) for part in parts)]
            tables.append(np.concatenate(rows))
        for table, name in zip(tables[1:], _OTHERS, strict=True):
            rows_of = np.asarray([len(getattr(part, name)) for part in parts], np.int64)
            table["sentence"] += np.repeat(starts[:-1], rows_of)
        return cls(*tables)

    def save(self, path: Path) -> None:
        """Write a `.npz` file."""
        np.savez_compressed(path, **{name: getattr(self, name) for name in _TABLES})

    @classmethod
    def load(cls, path: Path) -> SentenceFacts:
        """Read what `save` wrote. Raises ValueError when the tables are of another form."""
        with np.load(path) as file:
            found = cls(*(file[name] for name in _TABLES))
        if any(getattr(found, name).dtype != dtype for name, dtype in _TABLES.items()):
            raise ValueError(f"{path.name}: other columns")
        return found

    @cached_property
    def _starts(self) -> dict[str, NDArray[np.int64]]:
        """Where the rows of each sentence begin in each table, with a last entry for the end."""
        every = np.arange(len(self) + 1)
        return {n: np.searchsorted(getattr(self, n)["sentence"], every) for n in _OTHERS}

    def _marked(self, sentences: NDArray[Any]) -> NDArray[np.bool_]:
        marked = np.zeros(len(self), np.bool_)
        marked[sentences] = True
        return marked


_TABLES: Final = {"lines": _LINE, "amounts": _AMOUNT, "years": _YEARS, "words": _WORDS}
_OTHERS: Final = ("amounts", "years", "words")
_DETECTOR: Final = {name: column for column, name in enumerate(DETECTORS)}


def key(word: str) -> int:
    """Sixty-four bits that stand for a stem: no list of words need be kept."""
    digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def read_sentences(texts: Sequence[str]) -> SentenceFacts:
    """What each of some sentences states."""
    read = [Said.read(text) for text in texts]
    numbered = list(enumerate(read))
    return SentenceFacts(
        np.asarray([_line(said) for said in read], _LINE),
        np.asarray([row for n, said in numbered for row in _amounts(n, said)], _AMOUNT),
        np.asarray([(n, int(y[0])) for n, said in numbered for y in read_years(said.text)], _YEARS),
        np.asarray([(n, word) for n, said in numbered for word in _words(said)], _WORDS),
    )


def _line(said: Said) -> tuple[Any, ...]:
    degrees = [round(detect(said) * _HUNDREDTHS) for detect in DETECTORS.values()]
    named = bodies_named(said.text)
    return (
        degrees,
        [body in named for body in BODIES],
        min(len(said.text.split()), _MOST_WORDS),
        said.text.rstrip().endswith(":"),
        any(character.isdigit() for character in said.text),
    )


def _amounts(number: int, said: Said) -> Iterator[tuple[Any, ...]]:
    for amount in said.amounts:
        value = np.nan if amount.value is None else amount.value
        noun = key(stem(lowered(amount.noun))) if amount.noun else 0
        kind, role = KINDS.index(amount.kind), _ROLES.index(amount.role)
        yield number, amount.start, amount.end, kind, role, value, noun


def _words(said: Said) -> set[int]:
    if not any(amount.kind in _COUNTING for amount in said.amounts):
        return set()
    return {key(stem(word)) for word in said.plain.replace("'", " ").split()}
