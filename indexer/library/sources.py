"""Where the fiches of an index come from, file by file, as a person would name it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from corpus import Reading, read
from corpus.reading import READERS
from indexer.sources import SHIPPED, default_sources

EXAMPLES_NAME = "fiches d'exemple"

Kind = Literal["original", "elsewhere", "examples"]

_SHIPPED = SHIPPED.resolve()


@dataclass(frozen=True, slots=True)
class Source:
    """Something that fiches come from: a file of `var/corpus/`, a folder or file elsewhere,
    or the shipped examples. `waiting` counts its fiches that the index hasn't yet."""

    key: str
    name: str
    kind: Kind
    fiches: int
    waiting: int
    problems: int
    added: datetime | None


class Sources:
    """The sources of one index: those that its manifest names, and the files of `folder`."""

    def __init__(self, index: Path, folder: Path) -> None:
        self._index = index
        self.folder = folder
        self._kept: tuple[object, Reading] | None = None

    def originals(self, without: Collection[str] = ()) -> list[Path]:
        """The files of the folder that can be read, in the order of a build, those of the
        keys `without` left out."""
        found = sorted(p for p in self._root().rglob("*") if p.suffix.lower() in READERS)
        return [path for path in found if path.is_file() and self.key(path) not in without]

    def places(self) -> list[tuple[Path, Kind]]:
        """Every source, the files of the folder one by one."""
        rows: list[tuple[Path, Kind]] = []
        for path in self._listed():
            if path == _SHIPPED:
                rows.append((path, "examples"))
            elif not path.is_relative_to(self._root()):
                rows.append((path, "elsewhere"))
        return rows + [(path, "original") for path in self.originals()]

    def rows(self, indexed: Collection[str]) -> list[Source]:
        """What is in, own files first, the newest addition first; `indexed` are the ids that
        the index holds."""
        reading = self.reading()
        rows = [self._row(place, kind, reading, indexed) for place, kind in self.places()]
        order = {"original": 0, "elsewhere": 1, "examples": 2}
        rows.sort(key=lambda row: row.name.casefold())
        rows.sort(key=lambda row: row.added or datetime.min, reverse=True)
        return sorted(rows, key=lambda row: order[row.kind])

    def reading(self) -> Reading:
        """What every source gives, read again only when a file has changed."""
        places = [place for place, _ in self.places()]
        stamp = [_stamp(path) for place in places for path in _files(place)]
        if self._kept is None or self._kept[0] != stamp:
            self._kept = (stamp, read(places) if places else Reading((), ()))
        return self._kept[1]

    def holders(self, without: Collection[str] = ()) -> dict[str, str]:
        """Fiche id to the name of the source that holds it, the keys `without` left out."""
        return {
            fiche_id: self.name(place)
            for place, _ in self.places()
            if self.key(place) not in without
            for file in self.reading().files
            if _within(file.path, place)
            for fiche_id in file.fiches
        }

    def reading_with(
        self, files: Mapping[str, Path], without: Collection[str], examples: bool | None
    ) -> Reading:
        """What the sources would give with `files` put in the folder under those names, in
        the order in which a build will read them."""
        declared, _ = self.declared(without, examples, bool(files))
        rows = [(path.relative_to(self._root()), path) for path in self.originals(without)]
        rows += [(Path(name), path) for name, path in files.items()]
        own = [path for _, path in sorted(rows)]
        return read([*(path for path in declared if path != self._root()), *own])

    def declared(
        self, without: Collection[str], examples: bool | None, more: bool = False
    ) -> tuple[list[Path], bool]:
        """The sources that a build would be given, and whether the examples come back since
        nothing else is left. `examples` is None to leave them as they are; `more` says that
        files are still to be put in the folder."""
        own = [
            place
            for place, kind in self.places()
            if kind == "elsewhere" and self.key(place) not in without
        ]
        if more or self.originals(without):
            own.append(self._root())
        wanted = self.has_examples() if examples is None else examples
        alone = not own and not wanted
        return [*([_SHIPPED] if wanted or alone else []), *own], alone

    def has_examples(self) -> bool:
        """True when the shipped examples are among the sources."""
        return _SHIPPED in self._listed()

    def key(self, place: Path) -> str:
        """The path within the folder, with `/`; else the whole path."""
        root = self._root()
        return place.relative_to(root).as_posix() if place.is_relative_to(root) else str(place)

    def name(self, place: Path) -> str:
        """What a person calls it."""
        return EXAMPLES_NAME if place == _SHIPPED else place.name

    def readable(self, sentence: str, shown: Mapping[str, str]) -> str:
        """A reader's sentence, names in place of paths; `shown` maps paths to names."""
        for path, name in shown.items():
            sentence = sentence.replace(path, name)
        return sentence.replace(f"{self._root()}/", "")

    def _row(self, place: Path, kind: Kind, reading: Reading, indexed: Collection[str]) -> Source:
        files = [file for file in reading.files if _within(file.path, place)]
        ids = [fiche_id for file in files for fiche_id in file.fiches]
        return Source(
            key=self.key(place),
            name=self.name(place),
            kind=kind,
            fiches=len(ids),
            waiting=sum(fiche_id not in indexed for fiche_id in ids),
            problems=sum(file.problems for file in files),
            added=_date(place) if kind == "original" else None,
        )

    def _listed(self) -> Sequence[Path]:
        return [path.resolve() for path in default_sources(self._index)]

    def _root(self) -> Path:
        return self.folder.resolve()


def _within(path: str, place: Path) -> bool:
    return Path(path) == place or place in Path(path).parents


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
