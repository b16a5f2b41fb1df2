"""What a fresh process takes to answer once: seconds and peak memory."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.report.guard import ROOT

_PLAIN = """
import sys
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1], device="cpu", model_kwargs={"dtype": "float32"})
model.encode_query(sys.argv[2])
"""
TIMES = 3
POLL = 0.01
"""Seconds between two looks at a process's memory."""


@dataclass(frozen=True, slots=True)
class Started:
    """From nothing to the first answer; `peak_mb` None where the system doesn't say."""

    seconds: float
    peak_mb: float | None


def search_start(index: Path, query: str) -> Started:
    """`python -m search QUERY --json` over an index that is there."""
    return _best([sys.executable, "-m", "search", query, "--json", "--index", str(index)])


def plain_start(model: Path, query: str) -> Started:
    """The least that any search with this encoder takes: load it and embed one query."""
    return _best([sys.executable, "-c", _PLAIN, str(model), query])


def _best(command: Sequence[str]) -> Started:
    """The quickest of three runs, the first of which may have read files from disk."""
    return min((_run(command) for _ in range(TIMES)), key=lambda started: started.seconds)


def _run(command: Sequence[str]) -> Started:
    """Run to the end. Raises CalledProcessError when it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak: float | None = None
    while (code := process.poll()) is None:
        peak = _peak_mb(process.pid) or peak
        time.sleep(POLL)
    seconds = time.perf_counter() - begun
    if code:
        raise subprocess.CalledProcessError(code, list(command))
    return Started(round(seconds, 2), None if peak is None else round(peak, 1))


def _peak_mb(pid: int) -> float | None:
    """The most that a process has held so far; None where the system doesn't say.

    Not `ru_maxrss`, which keeps what the parent held when it forked.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else None
