"""One work in the background: its pace, its end, and no second one beside it."""

from __future__ import annotations

import threading

import pytest

from indexer import BusyError, UnusableIndexError
from indexer.job import Job, Progress


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_estimate_follows_the_pace_of_the_step() -> None:
    clock = Clock()
    job: Job[str] = Job(clock)
    seen = []

    def work(report: Progress) -> str:
        report("Lecture", 0, 1)
        clock.now = 50
        for done, at in ((0, 50), (1, 51), (25, 60), (50, 70)):
            clock.now = at
            report("Vecteurs", done, 100)
            seen.append((job.standing.share, job.standing.seconds_left))
        return "fini"

    assert job.begin(work)
    job.wait(10)
    assert seen == [(0, None), (0.01, None), (0.25, 30), (0.5, 20)]
    assert (job.running, job.outcome, job.error) == (False, "fini", None)


def test_a_second_work_is_refused_while_one_is_under_way() -> None:
    job: Job[int] = Job()
    go_on = threading.Event()

    def work(report: Progress) -> int:
        go_on.wait(10)
        return 1

    assert job.begin(work)
    assert not job.begin(work)
    go_on.set()
    job.wait(10)
    assert (job.outcome, job.number) == (1, 1)


def test_another_process_is_waited_for() -> None:
    job: Job[str] = Job(pause=0.01)
    said: list[str] = []

    def work(report: Progress) -> str:
        said.append(job.standing.what)
        if len(said) < 3:
            raise BusyError("occupé")
        return "fini"

    job.begin(work)
    job.wait(10)
    assert job.outcome == "fini"
    assert said[1:] == ["Une autre fenêtre prépare la recherche"] * 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UnusableIndexError("aucune fiche à indexer"), "aucune fiche à indexer"),
        (OSError(28, "No space left on device"), "le disque est plein"),
        (PermissionError(13, "Permission denied", "a.txt"), "« a.txt » ne peut pas être écrit"),
    ],
)
def test_a_failure_is_said_in_french(error: Exception, said: str) -> None:
    job: Job[str] = Job()

    def work(report: Progress) -> str:
        raise error

    job.begin(work)
    job.wait(10)
    assert said in str(job.error)
    assert job.outcome is None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_nobody_foresaw_is_a_failure_too() -> None:
    job: Job[str] = Job()

    def work(report: Progress) -> str:
        raise ZeroDivisionError

    job.begin(work)
    job.wait(10)
    assert "erreur inattendue" in str(job.error)
