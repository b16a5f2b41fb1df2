"""What browsers gave of one page, by each gesture that README.fr.md teaches, is its fiches."""

from __future__ import annotations

import pytest

from corpus import Fiche, read
from tests.corpus.gestures import FOLDER, PAGE, html, told

FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".md")
FOLDED = ("firefox-fichier-texte.txt", "chromium-imprimee.pdf", "firefox-imprimee.pdf")
"""Where the browser folds the lines: some of the author's own breaks can't be told from its."""


def words(fiche: Fiche) -> dict[str, list[str]]:
    return {label: text.split() for label, text in fiche.sections.items()}


def check(name: str, fiches: tuple[Fiche, ...]) -> None:
    """Those are the fiches of the page; what a printed page loses is left out."""
    assert len(fiches) == len(told(name))
    for found, original in zip(fiches, told(name), strict=True):
        if name not in FOLDED:
            assert found == original
            continue
        assert words(found) == words(original)
        assert (found.id, found.publics, found.partners, found.status) == (
            original.id,
            original.publics,
            original.partners,
            original.status,
        )
        assert found.year == original.year or name.endswith(".pdf")


@pytest.mark.parametrize("name", FILES)
def test_each_gesture_gives_the_fiches_of_the_page(name: str) -> None:
    check(name, read([FOLDER / name]).fiches)


def test_the_page_recorded_is_the_one_that_is_described() -> None:
    assert (FOLDER / PAGE).read_text(encoding="utf-8") == html()
