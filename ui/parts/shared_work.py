"""What every session of the process shares: one's own fiches, and the work on them."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from embeddings import home
from indexer import Job, default_folder
from indexer.library import Done, Library
from ui.opened import shared


def library() -> Library:
    """The process's library; what a crash left is tidied when it is first asked for."""
    return _library(default_folder(), home())


def job() -> Job[Done]:
    """The process's work on its library."""
    return _job(default_folder())


@st.cache_resource(show_spinner=False)
def _library(folder: Path, _home: Path) -> Library:
    found = Library(folder, encoder=shared(folder).encoder)
    try:
        found.recover()
    except OSError:
        # Searching must not wait for a disk that can't be written; the next change will.
        logging.getLogger("essaimer").exception("a change that was cut short is still there")
    return found


@st.cache_resource(show_spinner=False)
def _job(folder: Path) -> Job[Done]:  # noqa: ARG001 - the cache's key
    return Job()
