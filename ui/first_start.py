"""The first start: the index is made, once, while every session watches the same bar."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import streamlit as st

from embeddings import EncoderError
from indexer import BusyError, UnusableIndexError, build, default_folder
from indexer.generations import current
from ui import safe
from ui.french import fr, sentence
from ui.opened import newest, shared

_POLL_SECONDS = 1.0

_STEPS = {
    "Calcul des vecteurs": "Préparation de la recherche",
    "Écriture de l'index": "Enregistrement",
}
"""The build's own words for its steps, to words that say no more than a user needs."""


class Construction:
    """One build for the whole process; another process's build is waited for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.what, self.done, self.todo = "Préparation", 0, 0
        self.error: str | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def running(self) -> bool:
        """True while the index is being made, here or by another process."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self) -> None:
        """Start, unless it is running already."""
        with self._lock:
            if not self.running:
                self.what, self.done, self.todo, self.error = "Préparation", 0, 0, None
                self._thread = threading.Thread(target=self._run, name="build", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                # Another session or process may have finished in the meantime.
                newest(self.folder)
                return
            except UnusableIndexError:
                pass
            try:
                build((), self.folder, self._report, encoder=shared(self.folder).encoder)
                return
            except BusyError:
                self.what, self.done, self.todo = "Une autre fenêtre prépare l'index", 0, 0
                time.sleep(_POLL_SECONDS)
            except (UnusableIndexError, EncoderError, OSError) as error:
                self.error = str(error)
                return

    def _report(self, what: str, done: int, todo: int) -> None:
        self.what, self.done, self.todo = what, done, todo


@st.cache_resource(show_spinner=False)
def construction(folder: Path) -> Construction:
    """The process's construction of that index."""
    return Construction(folder)


def show() -> None:
    """Make the index and show how far it is."""
    work = construction(default_folder())
    st.html("<h1 class='es-brand'>Essaimer</h1>")
    if work.error is None:
        work.begin()
    first = (
        "L'index est refait" if current(work.folder) else "Premier démarrage : l'index est préparé"
    )
    st.html(
        f"<p class='es-lead'>{safe.text(fr(first))}, une seule fois. "
        "Cela prend d'une à quelques minutes selon l'ordinateur ; "
        "laissez cette page ouverte, elle s'ouvrira d'elle-même.</p>"
    )
    _watch()


@st.fragment(run_every=_POLL_SECONDS)
def _watch() -> None:
    work = construction(default_folder())
    if work.error is not None:
        st.html(
            "<div class='es-notice' role='alert'><strong>L'index n'a pas pu être préparé.</strong>"
            f"<p>{safe.text(sentence(work.error))}</p></div>"
        )
        st.button("Réessayer", on_click=work.begin)
    elif work.running:
        share = min(work.done / work.todo, 1.0) if work.todo else 0.0
        st.progress(share, text=_caption(work))
    else:
        st.rerun(scope="app")


def _caption(work: Construction) -> str:
    what = _STEPS.get(work.what, work.what)
    steps = f" : {work.done} textes sur {work.todo}" if work.todo > 1 else "…"
    return fr(what + steps)
