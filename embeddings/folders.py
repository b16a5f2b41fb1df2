"""Where Essaimer keeps what it makes: one folder, `var/`, that git ignores."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """`ESSAIMER_HOME` if set, else `var/` beside the code."""
    named = os.environ.get("ESSAIMER_HOME")
    return Path(named).expanduser() if named else Path(__file__).resolve().parent.parent / "var"
