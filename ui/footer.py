"""The line that every page ends with: how many fiches, from where, of what day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath, PurePosixPath, PureWindowsPath

import streamlit as st

from corpus import Fiche
from search import Bank
from ui import navigation, safe
from ui.address import MY_FICHES, PRINT, State
from ui.french import count, short_date


def show(state: State, index: Bank) -> None:
    """Write the line, and the way to one's own fiches."""
    st.html(f"<footer class='es-footer'>{safe.text(line(index))}</footer>")
    if state.view not in (MY_FICHES, PRINT):
        navigation.link("Mes fiches : ajouter, remplacer, retirer", state.my_fiches())


def line(index: Bank) -> str:
    """« N fiches · source · mises à jour le … », as plain text."""
    parts = [count(len(index.fiches), "fiche"), sources(index.manifest.sources, index.fiches)]
    parts.append(f"mises à jour le {short_date(index.manifest.built)}")
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
