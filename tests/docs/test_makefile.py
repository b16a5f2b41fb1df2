"""`make` from nothing, with a Python that only writes down what it is asked."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ("Makefile", "requirements.txt", "requirements-dev.txt")
[TORCH] = re.findall(r"^torch==(\S+)$", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
FAKE = """#!/bin/sh
echo "$*" >> "{log}"
case "$*" in
  *"index versions"*) exit {unreachable} ;;
  *"--no-deps"*) exit {broken} ;;
  -c*) exit {absent} ;;
esac
"""

pytestmark = pytest.mark.skipif(
    shutil.which("make") is None or sys.platform != "linux", reason="make on Linux"
)


def asked(folder: Path, *, absent: int = 1, unreachable: int = 0, broken: int = 0) -> list[str]:
    """What `make install` asks of pip."""
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    log = folder / "asked"
    said = FAKE.format(log=log, absent=absent, unreachable=unreachable, broken=broken)
    python.write_text(said, encoding="utf-8")
    python.chmod(0o755)
    for _ in range(2):  # The second time there is nothing to do.
        subprocess.run(["make", "install"], cwd=folder, check=True, capture_output=True)
    lines = log.read_text("utf-8").splitlines()
    return [line.split("disable-pip-version-check ")[1] for line in lines if "-m pip" in line]


PROBE = "index versions torch --index-url https://download.pytorch.org/whl/cpu"
TAKEN = (
    f"install --no-deps --retries 1 --index-url https://download.pytorch.org/whl/cpu torch=={TORCH}"
)
ALL = "install -r requirements.txt"


def test_torch_comes_from_its_own_index(tmp_path: Path) -> None:
    assert asked(tmp_path) == [f"{PROBE} --retries 0 --timeout 3", TAKEN, ALL]


def test_an_index_out_of_reach_is_asked_once(tmp_path: Path) -> None:
    assert asked(tmp_path, unreachable=1) == [f"{PROBE} --retries 0 --timeout 3", ALL]


def test_an_index_that_fails_halfway_does_not_stop_the_installation(tmp_path: Path) -> None:
    assert asked(tmp_path, broken=1)[-2:] == [TAKEN, ALL]


def test_torch_that_is_there_is_not_asked_for(tmp_path: Path) -> None:
    assert asked(tmp_path, absent=0) == [ALL]
