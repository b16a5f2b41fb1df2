"""Fixtures of the corpus tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.exports import Scratch


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    """A folder of its own for a test's files."""
    return Scratch(tmp_path)
