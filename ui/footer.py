"""The line that every page ends with: how many fiches, from where, of what day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath, PurePosixPath, PureWindowsPath

import streamlit as st

from corpus import Fiche
from search import Bank
from ui import safe
from ui.french import count, short_date


def show(index: Bank) -> None:
    """Write the line."""
    st.html(f"<footer class='es-footer'>{safe.text(line(index))}</footer>")


def line(index: Bank) -> str:
    """« N fiches · source · date de l'index », as plain text."""
    parts = [count(len(index.fiches), "fiche"), sources(index.manifest.sources, index.fiches)]
    parts.append(f"index du {short_date(index.manifest.built)}")
    return " · ".join(part for part in parts if part)


def sources(names: Sequence[str], fiches: Sequence[Fiche]) -> str:
    """The sources as a person would name them."""
    shown = []
    for name in names:
        path = _path(name)
        if path.parts[-2:] == ("corpus", "fiches"):
            shown.append(_shipped(fiches) if len(names) == 1 else "fiches fournies")
        elif path.name == "corpus":
            shown.append("fiches importées")
        else:
            shown.append(path.name or name)
    return ", ".join(shown)


def _shipped(fiches: Sequence[Fiche]) -> str:
    origins = Counter(fiche.origin for fiche in fiches)
    told = count(origins["recit"], "récit")
    invented = count(origins["modele"], "exemple inventé", "exemples inventés")
    return f"fiches fournies ({told}, {invented})"


def _path(name: str) -> PurePath:
    return PureWindowsPath(name) if "\\" in name else PurePosixPath(name)
