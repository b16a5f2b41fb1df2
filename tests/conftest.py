"""Fixtures of all tests: a home of their own, the converted model, an encoder without torch."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from embeddings import LazyEncoder
from tests.fakes import FakeEncoder, installed

# How long an example takes says only what else the machine does.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def tests_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """ESSAIMER_HOME for the whole run: no test writes to the project's own `var/`.

    The model is the project's where it has been converted already; else the first test that
    needs it converts it here, once.
    """
    folder = tmp_path_factory.mktemp("home")
    converted = PROJECT / "var" / "models"
    if converted.is_dir():
        _share(converted, folder)
    else:
        (folder / "models").mkdir()
    before = os.environ.get("ESSAIMER_HOME")
    os.environ["ESSAIMER_HOME"] = str(folder)
    yield folder
    if before is None:
        del os.environ["ESSAIMER_HOME"]
    else:
        os.environ["ESSAIMER_HOME"] = before


@pytest.fixture
def own_home(tests_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ESSAIMER_HOME for one test, with the session's converted model."""
    folder = tmp_path / "é à œ" / "var"
    folder.mkdir(parents=True)
    _share(tests_home / "models", folder)
    monkeypatch.setenv("ESSAIMER_HOME", str(folder))
    monkeypatch.delenv("ESSAIMER_MODEL", raising=False)
    return folder


@pytest.fixture
def fake_encoder(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEncoder]:
    """An encoder of hashed words in place of the model, which counts what it embeds."""
    # Undone last: a test that sets the variable itself would else leave this name behind.
    monkeypatch.setenv("ESSAIMER_MODEL", FakeEncoder().name)
    with installed() as encoder:
        yield encoder


@pytest.fixture(scope="session")
def real_encoder(tests_home: Path) -> LazyEncoder:
    """The bundled encoder, loaded once for the tests marked `model`."""
    return LazyEncoder()


def _share(models: Path, home: Path) -> None:
    try:
        (home / "models").symlink_to(models, target_is_directory=True)
    except OSError:  # Windows without the right to make links.
        shutil.copytree(models, home / "models")
