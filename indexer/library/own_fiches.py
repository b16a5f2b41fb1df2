"""Every change of one's own fiches: previewed, then applied whole or not at all.

Files go to `var/corpus/`, each addition in a folder named by its date: a build reads in the
order of names, so that the newest version of a fiche wins. Then the index is built again.
Whatever fails, originals and index stay as they were.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from corpus import Fiche, Reading, read
from corpus.reading import READERS
from embeddings import Encoder, home
from indexer.building import build
from indexer.errors import UnusableIndexError
from indexer.generations import current, previous
from indexer.index import default_folder
from indexer.job import Progress
from indexer.library.imports import Imports, distinct, safe_name
from indexer.library.limits import Limits, check_open
from indexer.library.preview import Change, Preview, Remark, Upload, compare
from indexer.library.sources import Source, Sources
from indexer.manifest import Manifest
from indexer.originals import undo

What = Literal["added", "removed", "undone", "updated"]

_ALREADY = "est déjà lue ailleurs"
"""A problem of the reader that the entries of a preview say better."""

_NOT_READ = "aucune fiche n'y a été lue ; ce fichier n'est pas gardé"


@dataclass(frozen=True, slots=True)
class Done:
    """What a change did: ids of the fiches added and changed, and of those that went."""

    what: What
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    total: int


class Library:
    """The fiches of one index. Changes go one at a time, between processes too.

    `clock` gives the local time; `encoder` is the one in use when none is given.
    """

    def __init__(
        self,
        index: Path | None = None,
        *,
        limits: Limits | None = None,
        encoder: Encoder | None = None,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.index = index or default_folder()
        self.folder = home() / "corpus"
        self.limits = limits or Limits()
        self._clock = clock
        self._encoder = encoder
        self._sources = Sources(self.index, self.folder)
        self._imports = Imports(self.folder, self.index)

    def recover(self) -> bool:
        """Tidy what a change that was cut short left behind; True if there was any."""
        return self._imports.recover()

    def sources(self) -> list[Source]:
        """What is in, own files first, the newest addition first."""
        return self._sources.rows(self._digests())

    def examples_are_in(self) -> bool:
        """True when the shipped examples are among the sources."""
        return self._sources.has_examples()

    def preview(self, change: Change, present: Sequence[Fiche]) -> Preview:
        """What the change would do to an index that holds `present`; nothing is changed.

        Raises ClosedError where the page is closed, UnusableIndexError, with a sentence for
        each, when a limit is passed.
        """
        check_open()
        if refused := self.limits.refusals(change.uploads):
            raise UnusableIndexError(" ; ".join(refused))
        with tempfile.TemporaryDirectory(prefix="essaimer-") as temporary:
            staged = _staged(change.uploads, Path(temporary).resolve())
            alone = read(staged) if staged else Reading((), ())
            left_out = self._left_out(alone, staged, change)
            kept = {path: upload for path, upload in staged.items() if path not in left_out}
            folder = self._addition()
            files = {f"{folder}/{path.name}": path for path in kept}
            after = self._sources.reading_with(files, change.remove, change.examples)
        self.limits.check_fiches(len(after.fiches))
        shown = {str(path): upload.name for path, upload in staged.items()}
        before = self._sources.holders(change.remove)
        entries, gone, others = compare(alone, after, shown, before, present)
        return Preview(
            change=change,
            stored={path.name: upload.data for path, upload in kept.items()},
            entries=tuple(entries),
            gone=tuple(gone),
            remarks=self._remarks(alone, after, shown, left_out),
            left_out=tuple(staged[path].name for path in left_out),
            others=others,
            total=len(after.fiches),
            examples_return=self._sources.declared(change.remove, change.examples, bool(kept))[1],
        )

    def apply(self, preview: Preview, progress: Progress) -> Done:
        """Do what was previewed.

        Raises ClosedError, BusyError when another change or build is under way, and what
        `build` raises, OSError too; originals and index are then as before.
        """
        check_open()
        change = preview.change
        known = {self._sources.key(place): kind for place, kind in self._sources.places()}
        if lost := [key for key in change.remove if key not in known]:
            raise UnusableIndexError(f"« {lost[0]} » n'est plus là ; rechargez la page")
        folder = self._addition()
        put = {f"{folder}/{name}": data for name, data in preview.stored.items()}
        take = [key for key in change.remove if known[key] == "original"]
        before = self._digests()
        sources, _ = self._sources.declared(change.remove, change.examples, bool(put))
        with self._imports.changing(put, take):
            build(sources, self.index, progress, encoder=self._encoder)
        what: What = "added" if put else "removed" if change.remove else "updated"
        return _difference(what, before, self._digests())

    def undoable(self) -> Done | None:
        """What an undo would do, as if it were done; None when there is nothing to undo."""
        generation = previous(self.index)
        if generation is None:
            return None
        try:
            back = dict(Manifest.load(generation).fiches)
        except UnusableIndexError:
            return None
        return _difference("undone", self._digests(), back)

    def undo(self, progress: Progress) -> Done:
        """Bring back the former generation and its originals, one step.

        Raises ClosedError, and what `indexer.undo` raises.
        """
        check_open()
        progress("Retour à l'état précédent", 0, 1)
        before = self._digests()
        with self._imports.alone():
            undo(self.index)
        progress("Retour à l'état précédent", 1, 1)
        return _difference("undone", before, self._digests())

    def _digests(self) -> dict[str, str]:
        generation = current(self.index)
        try:
            return dict(Manifest.load(generation).fiches) if generation else {}
        except UnusableIndexError:
            return {}

    def _addition(self) -> str:
        """The folder of an addition made now."""
        taken = [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []
        return distinct(f"{self._clock():%Y-%m-%d %Hh%M}", taken)

    def _left_out(
        self, alone: Reading, staged: Mapping[Path, Upload], change: Change
    ) -> dict[Path, str]:
        """The files brought that won't be kept, each with the sentence that says why."""
        empty = {file.path for file in alone.files if not file.fiches}
        there = self._sources.originals(change.remove)
        said: dict[Path, str] = {}
        for path, upload in staged.items():
            same_size = (p for p in there if p.stat().st_size == len(upload.data))
            if any(twin.read_bytes() == upload.data for twin in same_size):
                said[path] = "ce fichier est déjà dans vos fiches, à l'identique"
            elif str(path) in empty:
                said[path] = _NOT_READ
        return said

    def _remarks(
        self,
        alone: Reading,
        after: Reading,
        shown: Mapping[str, str],
        left_out: Mapping[Path, str],
    ) -> tuple[Remark, ...]:
        said = [problem for problem in alone.problems if problem.file in shown]
        said += [p for p in after.problems if p.file in shown and _ALREADY not in p.sentence]
        remarks = [
            Remark(shown[p.file], p.line, self._sources.readable(p.sentence, shown), p.kind)
            for p in said
        ]
        # What the reader has said of a file tells why it is left out.
        told = {problem.file for problem in said}
        remarks += [
            Remark(shown[str(path)], 0, why)
            for path, why in left_out.items()
            if why != _NOT_READ or str(path) not in told
        ]
        return tuple(dict.fromkeys(remarks))


def _staged(uploads: Sequence[Upload], folder: Path) -> dict[Path, Upload]:
    """The files brought, written where they can be read, under the names that they would have."""
    staged: dict[Path, Upload] = {}
    for upload in uploads:
        name = distinct(safe_name(upload.name, READERS), [path.name for path in staged])
        path = folder / name
        path.write_bytes(upload.data)
        staged[path] = upload
    return staged


def _difference(what: What, before: Mapping[str, str], after: Mapping[str, str]) -> Done:
    return Done(
        what,
        added=tuple(i for i in after if i not in before),
        changed=tuple(i for i in after if i in before and after[i] != before[i]),
        removed=tuple(i for i in before if i not in after),
        total=len(after),
    )
