"""A tiny index made with a stub encoder: neither torch nor weights are needed here."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from corpus import Fiche
from indexer import build
from tests import fakes
from tests.fakes import installed

# The package gives its function the module's name.
BUILD = importlib.import_module("indexer.building")
APP = Path(__file__).resolve().parents[2] / "app.py"
EVIL = (
    "<script>alert(1)</script> **x** $y$ :smile: :material/home: [a](javascript:1) "
    "![](http://x) ``b` -> :red[r]"
)
SUMMARY = "Des chauffeurs bénévoles conduisent les seniors.\n- La mobilité reste un <b>enjeu</b>."


def fiche(fiche_id: str, title: str, **values: Any) -> Fiche:
    usual = {
        "departement": "Aveyron",
        "status": "En cours",
        "publics": ["Seniors"],
        "keywords": ["Viellissement"],
        "sections": {"Résumé": SUMMARY, "Public": "Seniors"},
    }
    return fakes.fiche(fiche_id, title, **(usual | values))


FICHES = (
    fiche("navette-1", "La navette des seniors", year=2019, url="https://example.org/a?b=1&c=2"),
    fiche(
        "evil-1",
        EVIL,
        organiser="<img src=x onerror=alert(2)>",
        departement="Lot",
        status="Terminée",
        end_reason="<i>usure</i>",
        keywords=["<u>mot</u>"],
        publics=["Tous publics"],
        url="javascript:alert(1)",
        sections={"Résumé": SUMMARY, "<h1>Étiquette</h1>": "</div><style>*{}</style> texte"},
    ),
    fiche("modele-1", "Un exemple de navette", origin="modele", departement="Gers"),
)


@pytest.fixture(scope="session", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    """Streamlit reads what every installed package says of itself at each `AppTest`: half the
    time of these tests. What it finds stays the same."""
    with pytest.MonkeyPatch.context() as patch:
        found = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture
def stub() -> Iterator[None]:
    st.cache_resource.clear()
    with installed():
        yield
    st.cache_resource.clear()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "essai <b>fiches.jsonl"
    path.write_text("".join(f.to_json() + "\n" for f in FICHES), encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path, stub: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ESSAIMER_HOME without an index."""
    folder = tmp_path / "var"
    monkeypatch.setenv("ESSAIMER_HOME", str(folder))
    return folder


@pytest.fixture
def indexed(home: Path, source: Path) -> Path:
    build([source])
    return home


def opened(**params: Any) -> AppTest:
    """The app at an address."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


def page_text(app: AppTest) -> str:
    """All the HTML of the page, style sheets left out."""
    return "\n".join(block.body for block in app.html if "<style" not in block.body)


def labels(app: AppTest) -> list[str]:
    """The labels of the links, in order."""
    return [link.proto.label for link in app.get("page_link")]
