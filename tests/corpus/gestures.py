"""The page whose ways of being taken are recorded in `gestes/`, and the fiches that it tells."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from corpus import Fiche, read
from tests.corpus.web_pages import STRUCTURES, page

FOLDER = Path(__file__).with_name("gestes")
PAGE = "page.html"
SHIPPED = Path(__file__).parents[2] / "corpus" / "fiches"
TOLD = ("modele-a-accompagnement-rdv-medicaux.txt", "modele-d-jardin-pied-immeuble.txt")
"""Two invented fiches: the words are our own."""


def told(source: str) -> Sequence[Fiche]:
    """The fiches of the page, as a file of that name must give them."""
    fiches = read([SHIPPED / name for name in TOLD]).fiches
    return [dataclasses.replace(f, source=source, url=None, origin="banque") for f in fiches]


def html() -> str:
    """The page, with the menus, the search form and the foot of a site."""
    return page(told(PAGE), STRUCTURES["dl"])
