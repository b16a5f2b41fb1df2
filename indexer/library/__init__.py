"""One's own fiches: what is in the index and from where, and every change of it."""

from indexer.library.limits import CLOSED, SETTING, ClosedError, Limits, is_open
from indexer.library.own_fiches import Done, Library
from indexer.library.preview import Change, Entry, Preview, Remark, Upload
from indexer.library.sources import Source

__all__ = [
    "CLOSED",
    "SETTING",
    "Change",
    "ClosedError",
    "Done",
    "Entry",
    "Library",
    "Limits",
    "Preview",
    "Remark",
    "Source",
    "Upload",
    "is_open",
]
