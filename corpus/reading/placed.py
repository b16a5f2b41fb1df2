"""What every reader of a kind of file gives: a fiche, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.fiche import Fiche, Problem


@dataclass(frozen=True, slots=True)
class Placed:
    """A fiche whose id is still to be given (unless its source has one), its file, its line.

    `rubrics` are the folded wordings of the sheet that told it, empty for the bank's own
    pages: an action told on two kinds of sheet is two fiches, on two copies of one, one.
    """

    fiche: Fiche
    file: str
    line: int
    rubrics: frozenset[str] = frozenset()


class RefusedError(ValueError):
    """A file that can't be read; its text is a French sentence that says what to do."""


FileReader = Callable[[Path, list[Problem]], list[Placed]]
"""Reads one file, adding to the problems. Raises OSError where the file can't be read, and
RefusedError where it is not what its name says."""
