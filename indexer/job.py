"""One piece of work in the background: how far it is, how long it still takes, how it ended."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from embeddings import EncoderError
from indexer.errors import BusyError, UnusableIndexError

T = TypeVar("T")

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, done, to do)."""

_ESTIMATED_AFTER_SECONDS = 2.0
_ESTIMATED_AFTER_SHARE = 0.02
"""Before that, a step's first pieces say too little of its pace."""

_WAITING = "Une autre fenêtre prépare la recherche"
_UNEXPECTED = (
    "une erreur inattendue a arrêté le travail ; rien n'a changé dans la recherche. "
    "La fenêtre d'où Essaimer a été lancé en garde le détail"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a job is. `todo` is 0 while nothing can be counted, `seconds_left` None while
    there is nothing to reckon with."""

    what: str = "Préparation"
    done: int = 0
    todo: int = 0
    seconds_left: float | None = None

    @property
    def share(self) -> float:
        """What is done of this step, from 0 to 1."""
        return min(self.done / self.todo, 1.0) if self.todo else 0.0


class Job(Generic[T]):
    """One work at a time, for a whole process; it goes on when the page that began it closes.

    Work that meets another process's (BusyError) is tried again until it gets through.
    `clock` gives seconds. `number` counts the works begun, so that who has been told how one
    ended isn't told again.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, pause: float = 1.0) -> None:
        self._clock = clock
        self._pause = pause
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._standing = Standing()
        self._step_began = 0.0
        self.number = 0
        self.error: str | None = None
        self.outcome: T | None = None

    @property
    def running(self) -> bool:
        """True while there is work under way."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def standing(self) -> Standing:
        """How far it is."""
        return self._standing

    def begin(self, work: Callable[[Progress], T]) -> bool:
        """Start it, or return False when another work is under way."""
        with self._lock:
            if self.running:
                return False
            self._standing, self._step_began = Standing(), self._clock()
            self.error = self.outcome = None
            self.number += 1
            self._thread = threading.Thread(target=self._run, args=(work,), name="job", daemon=True)
            self._thread.start()
            return True

    def wait(self, seconds: float | None = None) -> None:
        """Come back when it has ended, or after that time."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, work: Callable[[Progress], T]) -> None:
        # Whatever isn't foreseen reaches the terminal, and the page says that it failed.
        said: str | None = _UNEXPECTED
        try:
            while True:
                try:
                    self.outcome = work(self._report)
                    said = None
                    return
                except BusyError:
                    self._report(_WAITING, 0, 0)
                    time.sleep(self._pause)
                except OSError as error:
                    said = refusal(error)
                    return
                except UnusableIndexError as error:
                    said = error.what
                    return
                except EncoderError as error:
                    said = str(error)
                    return
        finally:
            self.error = said

    def _report(self, what: str, done: int, todo: int) -> None:
        now = self._clock()
        if what != self._standing.what:
            self._step_began = now
        elapsed = now - self._step_began
        reckoned = (
            todo > 1
            and elapsed >= _ESTIMATED_AFTER_SECONDS
            and done >= max(1.0, _ESTIMATED_AFTER_SHARE * todo)
        )
        left = elapsed * (todo - done) / done if reckoned else None
        self._standing = Standing(what, done, todo, left)


def refusal(error: OSError) -> str:
    """What a person can do about a file operation that failed, in a French sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "le disque est plein ; libérez de la place, puis recommencez"
    place = f" « {error.filename} »" if error.filename else ""
    if isinstance(error, PermissionError):
        return (
            f"le fichier{place} ne peut pas être écrit ; fermez le programme qui l'a ouvert, "
            "ou demandez le droit d'écrire dans ce dossier, puis recommencez"
        )
    return f"une opération sur le disque a échoué{place} ({error.strerror}) ; recommencez"
