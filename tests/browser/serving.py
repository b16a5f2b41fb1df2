"""The app in a process of its own, on a free port, for the tests that drive it from outside."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox",  # Chromium can't make its own sandbox inside a container.
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def own_folder(home: Path) -> Path:
    """An empty ESSAIMER_HOME at `home` with the model that is there already."""
    home.mkdir(parents=True, exist_ok=True)
    models = Path(os.environ.get("ESSAIMER_HOME", ROOT / "var")) / "models"
    if models.is_dir():
        shutil.copytree(models, home / "models")
    return home


@contextmanager
def served(home: Path, more: Mapping[str, str] | None = None) -> Iterator[int]:
    """The app on that home; gives its port. `more` are further environment variables."""
    port, log = free_port(), home / "app.log"
    with log.open("w", encoding="utf-8") as output:
        app = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=ROOT,
            env=os.environ | {"ESSAIMER_HOME": str(home)} | dict(more or {}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", app, log)
            yield port
        finally:
            app.terminate()
            app.wait(30)


def _wait(url: str, app: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit and app.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own server
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise AssertionError("the app didn't start:\n" + log.read_text(encoding="utf-8"))
