"""From fiches to an index: passages, sentences, vectors, terms, generations."""

from indexer.build import Summary, build, default_sources
from indexer.generations import BusyError, UnusableIndexError
from indexer.index import Index, default_folder, open_index
from indexer.passages import Passage, Sentence, Span
from indexer.store import FaissStore, Store

__all__ = [
    "BusyError",
    "FaissStore",
    "Index",
    "Passage",
    "Sentence",
    "Span",
    "Store",
    "Summary",
    "UnusableIndexError",
    "build",
    "default_folder",
    "default_sources",
    "open_index",
]
