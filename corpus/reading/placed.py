"""What every reader of a kind of file gives: a fiche, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.fiche import Fiche, Problem


@dataclass(frozen=True, slots=True)
class Placed:
    """A fiche whose id is still to be given (unless its source has one), its file, its line."""

    fiche: Fiche
    file: str
    line: int


FileReader = Callable[[Path, list[Problem]], list[Placed]]
"""Reads one file, adding to the problems. Raises OSError where the file can't be read, and
ValueError, with a French sentence that says what to do, where it is not what its name says."""
