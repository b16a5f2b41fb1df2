"""What a change of one's fiches would do, worked out before anything is done."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus import Fiche, ProblemKind, Reading

State = Literal["nouvelle", "modifiée", "identique", "ailleurs"]
"""« ailleurs »: another source holds that fiche too, and its version is the one kept."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person brought, or a text pasted: its own name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked: files to add, sources to take away (by their `Source.key`), and whether
    the shipped examples are in; None leaves them as they are."""

    uploads: tuple[Upload, ...] = ()
    remove: tuple[str, ...] = ()
    examples: bool | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem of a file, under the name by which the person knows it; line 0 is the whole."""

    file: str
    line: int
    sentence: str
    kind: ProblemKind = "reading"


@dataclass(frozen=True, slots=True)
class Entry:
    """A fiche that was read: its file, what it is to the present index, and the other
    sources that hold it already."""

    fiche: Fiche
    file: str
    state: State
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change does. `stored` maps each name to be written in the folder of originals to
    its bytes; `left_out` are files that gave no fiche, and aren't kept; `gone` are the fiches
    that leave the index; `others` counts what changes besides, in files put there by hand."""

    change: Change
    stored: Mapping[str, bytes]
    entries: tuple[Entry, ...]
    gone: tuple[Fiche, ...]
    remarks: tuple[Remark, ...]
    left_out: tuple[str, ...]
    others: int
    total: int
    examples_return: bool = False

    def count(self, state: State) -> int:
        """How many of the fiches read are in that state."""
        return sum(entry.state == state for entry in self.entries)

    @property
    def useful(self) -> bool:
        """False when doing it would change nothing that a search shows."""
        return bool(
            self.gone
            or self.others
            or self.change.remove
            or self.change.examples is not None
            or any(entry.state in ("nouvelle", "modifiée") for entry in self.entries)
        )


def compare(
    alone: Reading,
    after: Reading,
    shown: Mapping[str, str],
    before: Mapping[str, str],
    present: Sequence[Fiche],
) -> tuple[list[Entry], list[Fiche], int]:
    """The fiches of the files brought, those that go, and how many others change.

    `alone` is the reading of the files brought, `after` that of all there would be; `shown`
    maps the path of each file brought to its name; `before` maps the id of each fiche present
    to the source that holds it, a source that is to go left out.
    """
    known = {fiche.id: fiche for fiche in present}
    coming = {fiche.id: fiche for fiche in after.fiches}
    brought = {i: shown[f.path] for f in after.files if f.path in shown for i in f.fiches}
    entries: list[Entry] = []
    for fiche_id, file in brought.items():
        fiche = coming[fiche_id]
        also = (before[fiche_id],) if fiche_id in before else ()
        entries.append(Entry(fiche, file, _state(fiche, known.get(fiche_id)), also))
    elsewhere = {i: f.path for f in after.files if f.path not in shown for i in f.fiches}
    names = {i: shown[f.path] for f in alone.files for i in f.fiches}
    for fiche in alone.fiches:
        if fiche.id in elsewhere:
            kept_by = before.get(fiche.id, elsewhere[fiche.id])
            entries.append(Entry(fiche, names[fiche.id], "ailleurs", (kept_by,)))
    gone = [fiche for fiche in present if fiche.id not in coming]
    others = sum(
        _state(fiche, known.get(fiche.id)) != "identique"
        for fiche in after.fiches
        if fiche.id not in brought
    )
    return entries, gone, others


def _state(fiche: Fiche, known: Fiche | None) -> State:
    if known is None:
        return "nouvelle"
    # The name of its file is no part of what a fiche says.
    same = dataclasses.replace(fiche, source=None) == dataclasses.replace(known, source=None)
    return "identique" if same else "modifiée"
