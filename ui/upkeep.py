"""What the server's process does for itself: collecting memory between steps, asking nothing
outside.

Streamlit collects all memory after each rerun while the user waits; `.streamlit/config.toml`
turns that off. Reference counting frees nearly everything at once; what stands in cycles is
collected here, when nobody is served.
"""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import streamlit as st
from streamlit import net_util

from french import visible

QUIET_SECONDS: Final = 2.0
"""Without a step for so long, nobody waits for the collection."""
MOST_STEPS: Final = 200
"""Steps after which it is made even so: memory stays bounded on a server that never rests."""


class Collector:
    """Collects once after some steps, in a thread of its own, when none has run for a while."""

    def __init__(
        self,
        collect: Callable[[], Any] = gc.collect,
        quiet: float = QUIET_SECONDS,
        most: int = MOST_STEPS,
    ) -> None:
        self._collect, self._quiet, self._most = collect, quiet, most
        self._changed = threading.Condition()
        self._running, self._steps = 0, 0
        threading.Thread(target=self._work, name="collector", daemon=True).start()

    @contextmanager
    def step(self) -> Iterator[None]:
        """Around one rerun of the app."""
        with self._changed:
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._steps += 1
                self._changed.notify()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._steps)
                while self._steps < self._most:
                    if not self._changed.wait(self._quiet) and not self._running:
                        break
                self._steps = 0
            self._collect()


@st.cache_resource(show_spinner=False)
def collector() -> Collector:
    """The process's collector; the first call sets the process up."""
    _keep_inside()
    _log_plainly()
    return Collector()


def _keep_inside() -> None:
    """Streamlit doesn't ask the web for this machine's address.

    It would, twice a second long and with every session waiting, whenever a page of another
    origin tries to open a session; the answer could only let that page in.
    """
    net_util.get_external_ip = lambda: None


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return visible(super().format(record))


def _log_plainly() -> None:
    """What Essaimer logs (queries, file names, traces) can't command the terminal."""
    logger = logging.getLogger("essaimer")
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(_Plain("%(asctime)s %(message)s"))
        logger.addHandler(handler)
        logger.propagate = False
