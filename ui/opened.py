"""The bank and its encoder, shared by every session of the process."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import streamlit as st

from embeddings import Encoder, EncoderError, LazyEncoder
from indexer import UnusableIndexError, default_folder
from search import Bank


class Shared:
    """One encoder, and the bank of an index's current generation, warmed in a thread of its own
    so that the first screen doesn't wait."""

    def __init__(self, folder: Path) -> None:
        self.encoder: Encoder = LazyEncoder()
        self._folder = folder
        self._lock = threading.Lock()
        self._bank: Bank | None = None
        self._warming: threading.Thread | None = None

    def bank(self) -> Bank:
        """The bank, newer generations being picked up as they come; see `newest`."""
        with self._lock:
            known, self._bank = self._bank, newest(self._folder, self._bank, self.encoder)
            if self._warming and self._bank is not known:
                self._warm(self._bank)
            return self._bank

    def begin(self) -> None:
        """Warm in the background; the second call and those after do nothing."""
        with self._lock:
            if self._bank and not self._warming:
                self._warm(self._bank)

    def wait(self) -> None:
        """Come back when it is warm, or when it failed: the search then says why."""
        self.begin()
        if self._warming:
            self._warming.join()

    @property
    def ready(self) -> bool:
        """True once there is nothing to wait for."""
        return self._warming is not None and not self._warming.is_alive()

    def _warm(self, bank: Bank) -> None:
        def warm() -> None:
            with contextlib.suppress(EncoderError):
                bank.warm()

        self._warming = threading.Thread(target=warm, name="warming", daemon=True)
        self._warming.start()


@st.cache_resource(show_spinner=False)
def shared(folder: Path) -> Shared:
    """What the sessions of an index share."""
    return Shared(folder)


def opened() -> Bank:
    """The current generation's bank. Raises UnusableIndexError when none can be used."""
    return shared(default_folder()).bank()


def encoder() -> Shared:
    """What to begin, or to wait for, before something is looked for."""
    return shared(default_folder())


def newest(folder: Path, known: Bank | None = None, encoder: Encoder | None = None) -> Bank:
    """The current generation of an index, which is `known` if no newer one has come.

    Raises UnusableIndexError when there is none or when its files are damaged.
    """
    try:
        return known.refreshed() if known else Bank.open(folder, encoder)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise UnusableIndexError(f"l'index {folder} est abîmé ({error})") from error
