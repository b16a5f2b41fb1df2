"""The index and the encoder, shared by every session of the process."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from embeddings import WeightsError, embed_query
from indexer import Index, UnusableIndexError, default_folder, open_index


@dataclass
class _Opened:
    lock: threading.Lock = field(default_factory=threading.Lock)
    index: Index | None = None


def opened() -> Index:
    """The current generation of the index, newer ones being picked up as they come.

    Raises UnusableIndexError when there is none that can be used.
    """
    folder = default_folder()
    kept = _opened(folder)
    with kept.lock:
        kept.index = newest(folder, kept.index)
        return kept.index


def newest(folder: Path, known: Index | None = None) -> Index:
    """The current generation of an index, which is `known` if no newer one has come.

    Raises UnusableIndexError when there is none or when its files are damaged.
    """
    try:
        return known.refreshed() if known else open_index(folder)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise UnusableIndexError(f"l'index {folder} est abîmé ({error})") from error


@st.cache_resource(show_spinner=False)
def _opened(folder: Path) -> _Opened:  # noqa: ARG001 - the cache's key
    return _Opened()


class Encoder:
    """The encoder's loading, in a thread of its own, so that the first screen doesn't wait."""

    def __init__(self) -> None:
        self._thread = threading.Thread(target=self._load, name="encoder", daemon=True)
        self._begun = False
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Load in the background; the second call and those after do nothing."""
        with self._lock:
            if not self._begun:
                self._begun = True
                self._thread.start()

    def wait(self) -> None:
        """Come back when it is loaded, or when it failed: the search then says why."""
        self.begin()
        self._thread.join()

    @property
    def ready(self) -> bool:
        """True once there is nothing to wait for."""
        return self._begun and not self._thread.is_alive()

    @staticmethod
    def _load() -> None:
        with contextlib.suppress(WeightsError, OSError):
            embed_query("mise en route")


@st.cache_resource(show_spinner=False)
def encoder() -> Encoder:
    """The process's encoder."""
    return Encoder()
