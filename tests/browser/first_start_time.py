"""The seconds from the command to a page that answers, with an empty `var/`.

    python -m tests.browser.first_start_time [--rounds 3] [FOLDER…]

Each FOLDER is a checkout (this one by default); several are timed in turns, so that what else
the machine does weighs on all alike. `work` is the processor time of the app alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

QUERY = "actions mobilité pour seniors en milieu rural"
EXPECTED = "L'Aide à la Mobilité Intérieure (l'AMI)"
ROOT = Path(__file__).resolve().parents[2]
PORT = 8599


def first_start(project: Path, browser: Any) -> tuple[float, float, float]:
    """(seconds to a page with a moving bar, seconds to the answer, seconds of work)."""
    with tempfile.TemporaryDirectory() as home:
        address = f"http://127.0.0.1:{PORT}/"
        begun = time.monotonic()
        app = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(PORT)],
            cwd=project,
            env=os.environ | {"ESSAIMER_HOME": home, "PYTHONPATH": str(project)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        page = browser.new_page()
        try:
            until_it_listens(address)
            page.goto(address + "?q=" + urllib.parse.quote(QUERY))
            bar = page.get_by_role("progressbar").or_(page.get_by_text(EXPECTED)).first
            bar.wait_for(timeout=900_000)
            moving = time.monotonic() - begun
            page.get_by_text(EXPECTED).first.wait_for(timeout=900_000)
            return moving, time.monotonic() - begun, work_of(app.pid)
        finally:
            page.close()
            app.terminate()
            app.wait(30)


def until_it_listens(address: str) -> None:
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own server
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)


def work_of(process: int) -> float:
    """User and system seconds of a process, from /proc (Linux)."""
    text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    spent = text.rpartition(")")[2].split()
    return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT])
    given = parser.parse_args()
    found: dict[Path, list[tuple[float, float, float]]] = {path: [] for path in given.folders}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(given.rounds):
            for path in given.folders:
                found[path].append(first_start(path.resolve(), browser))
    for path, rows in found.items():
        shown = (
            " ".join(f"{value:.1f}" for value in column)
            + f" (median {statistics.median(column):.1f})"
            for column in zip(*rows, strict=True)
        )
        for name, text in zip(("bar", "answer", "work"), shown, strict=True):
            print(f"{path} {name}: {text}")  # noqa: T201


if __name__ == "__main__":
    main()
