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
from indexer.generations import current, previous, restore_previous
from indexer.index import Index, default_folder, open_index
from indexer.job import Job, Standing, refusal
from indexer.manifest import Manifest
from indexer.originals import imported, undo
from indexer.passages import Passage, Sentence, Span
from indexer.sources import SHIPPED, default_sources
from indexer.store import FaissStore, Store
from indexer.terms import FIELDS, TermCounts

__all__ = [
    "FIELDS",
    "SHIPPED",
    "BusyError",
    "DamagedIndexError",
    "FaissStore",
    "Index",
    "Job",
    "LostSourcesError",
    "Manifest",
    "MissingSourceError",
    "Passage",
    "RecipeError",
    "Sentence",
    "Span",
    "Standing",
    "Store",
    "Summary",
    "TermCounts",
    "UnusableIndexError",
    "build",
    "current",
    "default_folder",
    "default_sources",
    "imported",
    "open_index",
    "previous",
    "refusal",
    "restore_previous",
    "undo",
]
