"""The first start: the index is made, once, while every session watches the same bar."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from embeddings import EncoderError
from indexer import (
    SHIPPED,
    BusyError,
    LostSourcesError,
    MissingSourceError,
    UnusableIndexError,
    build,
    current,
    default_folder,
)
from search import Bank
from ui import safe
from ui.french import fr, sentence
from ui.opened import newest, shared

_POLL_SECONDS = 1.0
_TOLD_AFTER = 3.0
"""Seconds of a step before what is left of it can be told."""

_STEPS = {
    "Calcul des vecteurs": "Préparation de la recherche",
    "Découpage des fiches": "Lecture des phrases",
    "Écriture de l'index": "Enregistrement",
}
"""The build's own words for its steps, to words that say no more than a user needs."""

_SPANS = {
    "Préparation": (0.0, 0.02),
    "Lecture des fiches": (0.02, 0.1),
    "Préparation du modèle": (0.1, 0.55),
    "Découpage des fiches": (0.55, 0.7),
    "Calcul des vecteurs": (0.7, 0.85),
    "Écriture de l'index": (0.85, 1.0),
}
"""Where each step begins and ends on the one bar: by its share of a first start's work."""


class Construction:
    """One build for the whole process; another process's build is waited for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.error: Exception | None = None
        self._set("Préparation", 0, 0)
        self._share = 0.0
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._mended: set[bytes | None] = set()

    @property
    def running(self) -> bool:
        """True while the index is being made, here or by another process."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def share(self) -> float:
        """How much of the whole work is done, 0 to 1; it never goes back."""
        start, end = _SPANS.get(self.what, (self._share, self._share))
        done = min(self.done / self.todo, 1.0) if self.todo else 1.0
        self._share = max(self._share, start + done * (end - start))
        return self._share

    @property
    def seconds_left(self) -> float | None:
        """What is left of the step that takes long, None where nothing can be said yet."""
        spent = time.monotonic() - self.since
        if self.what != "Calcul des vecteurs" or not self.done or spent < _TOLD_AFTER:
            return None
        return spent * (self.todo - self.done) / self.done

    def begin(self, sources: Sequence[Path] = (), missing_ok: bool = False) -> None:
        """Start, unless it is running already."""
        self._start(lambda: self._run(sources, missing_ok))

    def mend(self, index: Bank) -> None:
        """Make again, once, what `index.index.notice` says is damaged."""
        if index.index.named not in self._mended:
            self._mended.add(index.index.named)
            self._start(self._build_once)

    def _start(self, run: Callable[[], None]) -> None:
        with self._lock:
            if not self.running:
                self._share, self.error = 0.0, None
                self._set("Préparation", 0, 0)
                self._thread = threading.Thread(target=run, name="build", daemon=True)
                self._thread.start()

    def _build_once(self) -> None:
        try:
            build((), self.folder, self._set, encoder=shared(self.folder).encoder)
        except (UnusableIndexError, EncoderError, OSError) as error:
            self.error = error

    def _run(self, sources: Sequence[Path], missing_ok: bool) -> None:
        make = functools.partial(build, missing_ok=True) if missing_ok else build
        while True:
            try:
                # Another session or process may have finished in the meantime.
                newest(self.folder)
                return
            except UnusableIndexError:
                pass
            try:
                make(sources, self.folder, self._set, encoder=shared(self.folder).encoder)
                return
            except BusyError:
                self._set("Une autre fenêtre prépare la recherche", 0, 0)
                time.sleep(_POLL_SECONDS)
            except (UnusableIndexError, EncoderError, OSError) as error:
                self.error = error
                return

    def _set(self, what: str, done: int, todo: int) -> None:
        if what != getattr(self, "what", None):
            self.since = time.monotonic()
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
        "La recherche est refaite"
        if current(work.folder)
        else "Premier démarrage : la recherche est préparée"
    )
    st.html(
        f"<p class='es-lead'>{safe.text(fr(first))}, une seule fois. "
        "Cela prend de quelques secondes à quelques minutes selon l'ordinateur ; "
        "laissez cette page ouverte, elle s'ouvrira d'elle-même.</p>"
    )
    _watch()


def notice(index: Bank) -> None:
    """Say that what serves is not what was built last, and have it made again in the background."""
    if not index.index.notice:
        return
    work = construction(index.index.folder)
    work.mend(index)
    if work.error is not None:
        now = f"Elle n'a pas pu être refaite : {_said(work.error)}"
    else:
        now = "Elle est refaite pendant ce temps ; la recherche reste possible."
    st.html(
        f"<div class='es-notice' role='status'><strong>{safe.text(fr(index.index.notice))}</strong>"
        f"<p>{safe.text(fr(sentence(now)))}</p></div>"
    )


@st.fragment(run_every=_POLL_SECONDS)
def _watch() -> None:
    work = construction(default_folder())
    if work.error is not None:
        st.html(
            "<div class='es-notice' role='alert'><strong>La recherche n'a pas pu être préparée."
            "</strong>"
            f"<p>{safe.text(sentence(_said(work.error)))}</p></div>"
        )
        st.button("Réessayer", on_click=work.begin)
        if isinstance(work.error, MissingSourceError):
            options = {"missing_ok": True}
            st.button("Continuer sans ce qui manque", on_click=work.begin, kwargs=options)
        elif isinstance(work.error, LostSourcesError):
            st.button("Partir des fiches fournies", on_click=work.begin, args=((SHIPPED,),))
    elif work.running:
        st.progress(work.share, text=_caption(work))
    else:
        st.rerun(scope="app")


def _caption(work: Construction) -> str:
    what = _STEPS.get(work.what, work.what)
    counted = work.what == "Calcul des vecteurs" and work.todo > 1
    steps = f" : {work.done} textes sur {work.todo}" if counted else "…"
    left = work.seconds_left
    return fr(what + steps + (f", encore {_duration(left)}" if left is not None else ""))


def _said(error: Exception) -> str:
    """What went wrong, without the commands that only a terminal takes."""
    return error.what if isinstance(error, UnusableIndexError) else str(error)


def _duration(seconds: float) -> str:
    """« environ 2 min », « moins d'une minute »."""
    minutes = round(seconds / 60)
    return f"environ {minutes}\u00a0min" if minutes else "moins d'une minute"
