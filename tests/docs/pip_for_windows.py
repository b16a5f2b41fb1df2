"""Run pip as if on 64-bit Windows, markers included.

`pip --platform` chooses wheels for another platform but evaluates environment markers on the
running one: on Linux, torch would then ask for CUDA on Windows. So the marker environment is
replaced before pip starts. Dry runs only.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping

WINDOWS: Mapping[str, str] = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "platform_release": "10",
    "platform_version": "10.0.19045",
    "python_version": "3.12",
    "python_full_version": "3.12.0",
    "implementation_name": "cpython",
    "implementation_version": "3.12.0",
    "platform_python_implementation": "CPython",
}
"""PEP 508 marker variables of CPython 3.12 there."""

OPTIONS = (
    *("--only-binary=:all:", "--platform", "win_amd64"),
    *("--python-version", "3.12", "--implementation", "cp"),
)


def main() -> int:
    """Resolve with the arguments given after the script's name."""
    markers = importlib.import_module("pip._vendor.packaging.markers")
    here = markers.default_environment
    markers.__dict__["default_environment"] = lambda: {**here(), **WINDOWS}
    pip = importlib.import_module("pip._internal.cli.main")
    arguments = ["install", "--dry-run", "--ignore-installed", *OPTIONS, *sys.argv[1:]]
    return int(pip.main(arguments))


if __name__ == "__main__":
    sys.exit(main())
