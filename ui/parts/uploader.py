"""The box into which files are dropped, in French: Streamlit's own words are English only."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from indexer.library import Upload

MAX_SENT_MEGABYTES = 200
"""What the browser sends at all; the library's own limits, far below, say their sentence."""

_FRENCH = Path(__file__).resolve().parents[1] / "js" / "uploader.js"


def show(label: str, key: str) -> None:
    """Write the box. Any kind of file may be dropped: the reader says what it can't read."""
    st.file_uploader(label, accept_multiple_files=True, key=key, max_upload_size=MAX_SENT_MEGABYTES)


def speak_french() -> None:
    """Put Streamlit's own words into French, for as long as the page is shown."""
    component = st.components.v2.component("essaimer_uploader", js=_script())
    component(key="uploader-french", height=1)


def uploads(key: str) -> tuple[Upload, ...]:
    """The files that lie in the box."""
    return tuple(Upload(file.name, file.getvalue()) for file in st.session_state.get(key) or ())


def _script() -> str:
    return _FRENCH.read_text(encoding="utf-8").replace("LIMIT", str(MAX_SENT_MEGABYTES))
