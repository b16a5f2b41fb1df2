"""How many steps a second the app serves, and its memory: `python -m eval.serving`.

A step is one rerun: a search typed by a session. The app is measured as it is shipped and with
Streamlit's full collection after each rerun, in turns on the same machine; sessions speak the
browser's own protocol to 127.0.0.1. Linux only, for the memory.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import click

from eval.own import own
from eval.speed.machine import machine

ROOT = Path(__file__).resolve().parents[1]
LONGEST_STEP = 120.0


@dataclass(frozen=True, slots=True)
class Served:
    """Steps a second by number of sessions; resident memory in MiB after so many steps."""

    steps: dict[int, float]
    memory: dict[int, float]


class Session:
    """A browser's side of one session."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def step(self, query: str) -> None:
        """Ask for a rerun at the address of that search and wait until the page is drawn."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        asked = BackMsg()
        asked.rerun_script.query_string = urlencode({"q": query})
        self._stream.send(asked.SerializeToString())
        while True:
            said = ForwardMsg.FromString(self._stream.recv(timeout=LONGEST_STEP))
            if said.WhichOneof("type") == "script_finished":
                return


@contextmanager
def session(port: int) -> Iterator[Session]:
    """A session with the app on that port of this machine."""
    from websockets.sync.client import connect
    from websockets.typing import Origin, Subprotocol

    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        origin=Origin(f"http://127.0.0.1:{port}"),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
    ) as stream:
        yield Session(stream)


@contextmanager
def app(collect_each: bool) -> Iterator[tuple[int, int]]:
    """The app in a process of its own on the present ESSAIMER_HOME: (port, process id)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env=os.environ | {"STREAMLIT_RUNNER_POST_SCRIPT_GC": str(collect_each).lower()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health").close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def rate(port: int, sessions: int, steps: int, queries: Sequence[str]) -> float:
    """Steps a second of so many sessions that all press at once, `steps` in all."""
    with ExitStack() as stack:
        opened = [stack.enter_context(session(port)) for _ in range(sessions)]
        for each in opened:
            each.step("")

        def press(number: int) -> None:
            for i in range(number, steps, sessions):
                opened[number].step(queries[i % len(queries)])

        begun = time.perf_counter()
        with ThreadPoolExecutor(sessions) as pool:
            list(pool.map(press, range(sessions)))
        return steps / (time.perf_counter() - begun)


def resident(process: int) -> float:
    """MiB of memory that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def measured(collect_each: bool, crowds: Sequence[int], steps: int, marks: Sequence[int]) -> Served:
    """Serve a warm-up, then `steps` by each crowd, then one session up to the last mark."""
    queries = [query.text for query in own("dev").queries]
    with app(collect_each) as (port, process):
        rate(port, 1, 20, queries)
        steps_a_second = {crowd: rate(port, crowd, steps, queries) for crowd in crowds}
        memory, done = {}, 0
        for mark in marks:
            rate(port, 4, mark - done, queries)
            done, memory[mark] = mark, resident(process)
    return Served(steps_a_second, memory)


@click.command(help="Steps a second and memory of the app, with and without a collection each.")
@click.option("--steps", default=64, help="Steps by each crowd.")
@click.option("--turns", default=1, help="Times that the two are measured in turn.")
@click.option("--last", default=1700, help="Steps after which memory is last read.")
def main(steps: int, turns: int, last: int) -> None:
    """Print both, and their ratios."""
    crowds, marks = (1, 32), tuple(last * part // 4 for part in (1, 2, 3, 4))
    found: dict[bool, list[Served]] = {True: [], False: []}
    click.echo(f"{machine()}; load {os.getloadavg()[0]:.1f} before")
    for _ in range(turns):
        for each in (True, False):
            found[each].append(measured(each, crowds, steps, marks))
            click.echo(f"{'collected after each' if each else 'as shipped'}: {found[each][-1]}")
    for crowd in crowds:
        with_each, shipped = (
            statistics.median(served.steps[crowd] for served in found[each])
            for each in (True, False)
        )
        click.echo(
            f"{crowd:3} sessions: {with_each:.1f} steps/s with a collection after each, "
            f"{shipped:.1f} as shipped (× {shipped / with_each:.1f})"
        )
    for mark in marks:
        with_each, shipped = (
            statistics.median(served.memory[mark] for served in found[each])
            for each in (True, False)
        )
        click.echo(f"{mark:5} steps later: {with_each:.0f} MiB, {shipped:.0f} as shipped")
    click.echo(f"load {os.getloadavg()[0]:.1f} after")


if __name__ == "__main__":
    main(prog_name="python -m eval.serving")
