"""How much may be brought at once, and whether anything may."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.errors import UnusableIndexError
from indexer.library.preview import Upload

SETTING = "ESSAIMER_IMPORT"
"""Set to `non` (or `0`), it closes the page « Mes fiches »: for a server that people share."""

CLOSED = (
    "l'ajout de fiches est fermé sur ce serveur ; pour en ajouter, demandez à la personne qui "
    "s'en occupe"
)

_MEGABYTE = 1_000_000


class ClosedError(UnusableIndexError):
    """Fiches can't be brought here; the message says whom to ask."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes. Beyond them a laptop of the people for whom this is made would stall."""

    file: int = 20 * _MEGABYTE
    total: int = 60 * _MEGABYTE
    files: int = 300
    fiches: int = 20_000

    def refusals(self, uploads: Sequence[Upload]) -> list[str]:
        """A French sentence for each limit that these files pass."""
        said = [
            f"« {upload.name} » fait {_size(len(upload.data))}, et un fichier ne peut en faire "
            f"plus de {_size(self.file)} ; partagez-le en plusieurs"
            for upload in uploads
            if len(upload.data) > self.file
        ]
        if len(uploads) > self.files:
            said.append(
                f"{len(uploads)} fichiers d'un coup, c'est trop ({self.files} au plus) ; "
                "ajoutez-les en plusieurs fois"
            )
        total = sum(len(upload.data) for upload in uploads)
        if not said and total > self.total:
            said.append(
                f"ces fichiers font ensemble {_size(total)}, et un ajout ne peut en faire plus de "
                f"{_size(self.total)} ; ajoutez-les en plusieurs fois"
            )
        return said

    def check_fiches(self, number: int) -> None:
        """Raises UnusableIndexError when an index would hold that many fiches and can't."""
        if number > self.fiches:
            raise UnusableIndexError(
                f"il y aurait {number} fiches, et il ne peut y en avoir plus de {self.fiches} ; "
                "retirez d'abord une source"
            )


def is_open() -> bool:
    """False where `ESSAIMER_IMPORT` closes the page."""
    return os.environ.get(SETTING, "").strip().lower() not in {"non", "no", "0", "false", "off"}


def check_open() -> None:
    """Raises ClosedError where `ESSAIMER_IMPORT` closes the page."""
    if not is_open():
        raise ClosedError(CLOSED)


def _size(size: int) -> str:
    number = size / _MEGABYTE
    text = f"{number:.1f}" if number < 10 else f"{number:.0f}"
    return f"{text.removesuffix('.0').replace('.', ',')} Mo"
