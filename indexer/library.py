"""One's own fiches: what is in the index and from where, and every change of it.

A change is previewed, then applied: files go to `var/corpus/`, each addition in a folder
named by its date (a build reads in the order of names, so the newest version of a fiche
wins), and the index is built again. Whatever fails, originals and index stay as they were.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from corpus import Fiche, Reading, read
from corpus.reading.reader import READERS
from embeddings import home
from indexer.build import SHIPPED, build, default_sources
from indexer.generations import UnusableIndexError, current, previous
from indexer.imports import Imports, distinct, safe_name
from indexer.index import default_folder
from indexer.job import Progress
from indexer.limits import Limits, check_open
from indexer.manifest import Manifest
from indexer.originals import undo
from indexer.preview import Change, Preview, Remark, Upload, compare

EXAMPLES_NAME = "fiches d'exemple"

_ALREADY = "est déjà lue ailleurs"
"""A problem of the reader that the entries of a preview say better."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something that fiches come from: a file of `var/corpus/`, a folder or file elsewhere,
    or the shipped examples. `waiting` counts its fiches that the index hasn't yet."""

    key: str
    name: str
    kind: Literal["original", "elsewhere", "examples"]
    fiches: int
    waiting: int
    problems: int
    added: datetime | None


@dataclass(frozen=True, slots=True)
class Done:
    """What a change did: ids of the fiches added and changed, and of those that went."""

    kind: Literal["added", "removed", "undone", "updated"]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    total: int


class Library:
    """The fiches of one index. Safe to share between threads: changes go one at a time.

    `clock` gives the local time.
    """

    def __init__(
        self,
        index: Path | None = None,
        *,
        limits: Limits | None = None,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.index = index or default_folder()
        self.folder = home() / "corpus"
        self.limits = limits or Limits()
        self._clock = clock
        self._imports = Imports(self.folder, self.index)
        self._read: tuple[object, Reading] | None = None

    def recover(self) -> bool:
        """Tidy what a change that was cut short left behind; True if there was any."""
        return self._imports.recover()

    def sources(self) -> list[Source]:
        """What is in, own fiches first, the newest addition first."""
        reading = self._present()
        known = self._digests()
        counts = {Path(file.path): file for file in reading.files}
        rows: list[Source] = []
        for place, kind in self._places():
            files = [file for path, file in counts.items() if path == place or place in path.parents]
            ids = [fiche_id for file in files for fiche_id in file.fiches]
            rows.append(
                Source(
                    key=self._key(place),
                    name=self._name(place),
                    kind=kind,
                    fiches=len(ids),
                    waiting=sum(fiche_id not in known for fiche_id in ids),
                    problems=sum(file.problems for file in files),
                    added=_date(place) if kind == "original" else None,
                )
            )
        order = {"original": 0, "elsewhere": 1, "examples": 2}
        rows.sort(key=lambda row: row.name.casefold())
        rows.sort(key=lambda row: row.added or datetime.min, reverse=True)
        return sorted(rows, key=lambda row: order[row.kind])

    def preview(self, change: Change, present: Sequence[Fiche]) -> Preview:
        """What the change would do to an index that holds `present`; nothing is written.

        Raises ClosedError where the page is closed, UnusableIndexError, with a sentence for
        each, when a limit is passed.
        """
        check_open()
        if refused := self.limits.refusals(change.uploads):
            raise UnusableIndexError(" ; ".join(refused))
        with tempfile.TemporaryDirectory(prefix="essaimer-") as temporary:
            staged = self._staged(change.uploads, Path(temporary))
            shown = {str(path): upload.name for path, upload in staged.items()}
            alone = read(staged) if staged else Reading((), (), ())
            left_out = self._left_out(alone, staged, change)
            kept = [path for path in staged if shown[str(path)] not in left_out]
            after, examples_return = self._after(change, kept)
        if len(after.fiches) > self.limits.fiches:
            raise UnusableIndexError(
                f"il y aurait {len(after.fiches)} fiches, et il ne peut y en avoir plus de "
                f"{self.limits.fiches} ; retirez d'abord une source"
            )
        removed = set(change.remove)
        before = {
            fiche_id: self._name(place)
            for place, _ in self._places()
            if self._key(place) not in removed
            for file in self._present().files
            if Path(file.path) == place or place in Path(file.path).parents
            for fiche_id in file.fiches
        }
        entries, gone, others = compare(alone, after, shown, before, present)
        said = [p for p in alone.problems if p.file in shown]
        said += [
            p
            for p in after.problems
            if p.file in shown and p not in said and _ALREADY not in p.sentence
        ]
        remarks = [Remark(shown[p.file], p.line, self._readable(p.sentence, shown)) for p in said]
        remarks += [Remark(name, 0, sentence) for name, sentence in left_out.items()]
        return Preview(
            change=change,
            stored={path.name: staged[path].data for path in kept},
            entries=tuple(entries),
            gone=tuple(gone),
            remarks=tuple(dict.fromkeys(remarks)),
            left_out=tuple(left_out),
            others=others,
            total=len(after.fiches),
            examples_return=examples_return,
        )

    def apply(self, preview: Preview, progress: Progress) -> Done:
        """Do what was previewed.

        Raises ClosedError, BusyError when another change or build is under way, and what
        `build` raises, OSError too; originals and index are then as before.
        """
        check_open()
        folder = self._addition()
        put = {f"{folder}/{name}": data for name, data in preview.stored.items()}
        originals = {self._key(place) for place, kind in self._places() if kind == "original"}
        gone = [key for key in preview.change.remove if not Path(key).is_absolute()]
        if lost := [key for key in gone if key not in originals]:
            raise UnusableIndexError(f"« {lost[0]} » n'est plus là ; rechargez la page")
        before = self._digests()
        with self._imports.changing(put, gone):
            build(self._declared(preview.change)[0], self.index, progress)
        kind: Literal["added", "removed", "updated"] = "updated"
        if preview.change.uploads:
            kind = "added"
        elif preview.change.remove:
            kind = "removed"
        return self._done(kind, before)

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
        progress("Retour en arrière", 0, 1)
        before = self._digests()
        with self._imports.alone():
            undo(self.index)
        progress("Retour en arrière", 1, 1)
        return self._done("undone", before)

    def examples_are_in(self) -> bool:
        """True when the shipped examples are among the sources."""
        return _SHIPPED in self._listed()

    def _done(self, kind: Literal["added", "removed", "undone", "updated"], before: dict[str, str]) -> Done:
        return _difference(kind, before, self._digests())

    def _digests(self) -> dict[str, str]:
        generation = current(self.index)
        try:
            return dict(Manifest.load(generation).fiches) if generation else {}
        except UnusableIndexError:
            return {}

    def _listed(self) -> list[Path]:
        return [path.resolve() for path in default_sources(self.index)]

    def _places(self) -> list[tuple[Path, Literal["original", "elsewhere", "examples"]]]:
        """Every source, the files of `var/corpus/` one by one."""
        corpus = self.folder.resolve()
        rows: list[tuple[Path, Literal["original", "elsewhere", "examples"]]] = []
        for path in self._listed():
            if path == _SHIPPED:
                rows.append((path, "examples"))
            elif not path.is_relative_to(corpus):
                rows.append((path, "elsewhere"))
        return rows + [(path.resolve(), "original") for path in self._imports.files(READERS)]

    def _present(self) -> Reading:
        """The reading of every source, made again only when a file has changed."""
        places = [place for place, _ in self._places()]
        stamp = [_stamp(path) for place in places for path in _files(place)]
        if self._read is None or self._read[0] != stamp:
            self._read = (stamp, read(places) if places else Reading((), (), ()))
        return self._read[1]

    def _key(self, place: Path) -> str:
        corpus = self.folder.resolve()
        if place.is_relative_to(corpus):
            return place.relative_to(corpus).as_posix()
        return str(place)

    @staticmethod
    def _name(place: Path) -> str:
        return EXAMPLES_NAME if place == _SHIPPED else place.name

    def _addition(self) -> str:
        """The folder of this addition, named by its date."""
        taken = [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []
        return distinct(f"{self._clock():%Y-%m-%d %Hh%M}", taken)

    def _staged(self, uploads: Sequence[Upload], folder: Path) -> dict[Path, Upload]:
        staged: dict[Path, Upload] = {}
        for upload in uploads:
            name = distinct(safe_name(upload.name, READERS), [path.name for path in staged])
            path = folder / name
            path.write_bytes(upload.data)
            staged[path] = upload
        return staged

    def _left_out(
        self, alone: Reading, staged: dict[Path, Upload], change: Change
    ) -> dict[str, str]:
        """The files brought that won't be kept, each with the sentence that says why."""
        empty = {file.path for file in alone.files if not file.fiches}
        there = {
            path.stat().st_size: path
            for path in self._imports.files(READERS)
            if self._key(path.resolve()) not in change.remove
        }
        said: dict[str, str] = {}
        for path, upload in staged.items():
            twin = there.get(len(upload.data))
            if twin is not None and twin.read_bytes() == upload.data:
                said[upload.name] = "ce fichier est déjà dans vos fiches, à l'identique"
            elif str(path) in empty:
                said[upload.name] = "aucune fiche n'y a été lue ; ce fichier n'est pas gardé"
        return said

    def _after(self, change: Change, kept: Sequence[Path]) -> tuple[Reading, bool]:
        """What the sources would give, in the order in which a build will read them."""
        sources, examples_return = self._declared(change, bool(kept))
        corpus = self.folder.resolve()
        folder = self._addition()
        rows = [(path.resolve().relative_to(corpus), path) for path in self._imports.files(READERS)]
        rows = [(name, path) for name, path in rows if name.as_posix() not in change.remove]
        rows += [(Path(folder) / path.name, path) for path in kept]
        own = [path for _, path in sorted(rows)]
        rest = [path for path in sources if path != corpus]
        return read([*rest, *own]), examples_return

    def _declared(self, change: Change, more: bool = False) -> tuple[list[Path], bool]:
        """The sources that a build would be given, and whether the examples come back since
        nothing else is left; `more`: files are still to be added."""
        listed = self._listed()
        examples = _SHIPPED in listed if change.examples is None else change.examples
        corpus = self.folder.resolve()
        own = [
            path
            for path in listed
            if path != _SHIPPED
            and not path.is_relative_to(corpus)
            and str(path) not in change.remove
        ]
        left = [
            path
            for path in self._imports.files(READERS)
            if self._key(path.resolve()) not in change.remove
        ]
        if left or more:
            own.append(corpus)
        alone = not own and not examples
        return [*([_SHIPPED] if examples or alone else []), *own], alone

    def _readable(self, sentence: str, shown: dict[str, str]) -> str:
        """The sentence with the names that a person knows in place of paths."""
        for path, name in shown.items():
            sentence = sentence.replace(path, name)
        return sentence.replace(f"{self.folder.resolve()}/", "").replace(f"{self.folder}/", "")


_SHIPPED = SHIPPED.resolve()


def _difference(
    kind: Literal["added", "removed", "undone", "updated"],
    before: dict[str, str],
    after: dict[str, str],
) -> Done:
    return Done(
        kind,
        added=tuple(i for i in after if i not in before),
        changed=tuple(i for i in after if i in before and after[i] != before[i]),
        removed=tuple(i for i in before if i not in after),
        total=len(after),
    )


def _files(place: Path) -> list[Path]:
    return sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (str(path), -1, -1)
    return (str(path), stat.st_size, stat.st_mtime_ns)


def _date(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return None
