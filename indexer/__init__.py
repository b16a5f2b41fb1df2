"""From fiches to an index: passages, sentences, vectors, terms, generations."""

from indexer.building import Summary, build
from indexer.errors import (
    BusyError,
    DamagedIndexError,
    LostSourcesError,
    MissingSourceError,
    RecipeError,
    UnusableIndexError,
)
from indexer.generations import previous, restore_previous
from indexer.index import Index, default_folder, open_index
from indexer.originals import imported, undo
from indexer.passages import Passage, Sentence, Span
from indexer.sources import SHIPPED, default_sources
from indexer.store import FaissStore, Store

__all__ = [
    "SHIPPED",
    "BusyError",
    "DamagedIndexError",
    "FaissStore",
    "Index",
    "LostSourcesError",
    "MissingSourceError",
    "Passage",
    "RecipeError",
    "Sentence",
    "Span",
    "Store",
    "Summary",
    "UnusableIndexError",
    "build",
    "default_folder",
    "default_sources",
    "imported",
    "open_index",
    "previous",
    "restore_previous",
    "undo",
]
