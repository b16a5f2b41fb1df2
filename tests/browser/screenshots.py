"""The pictures of the READMEs, taken from the running app.

    python -m tests.browser.screenshots

writes `docs/screenshot.png` (the results of the first example) and `docs/mes-fiches.png` (a page
pasted, and what was read in it).
"""

from __future__ import annotations

import tempfile
import urllib.parse
from pathlib import Path
from typing import Any

from tests.browser.conftest import ARGUMENTS, CHROMIUM, ROOT, served
from tests.browser.test_my_fiches import BUS, PAGE
from ui.home import EXAMPLES

LONG = 300_000
COLOURS = 64
"""Enough for text on a light page, and a third of the bytes."""


def results(page: Any, address: str) -> None:
    """The first example's results."""
    page.goto(address + "?q=" + urllib.parse.quote(EXAMPLES[0]))
    page.get_by_role("link", name="L'Aide à la Mobilité Intérieure (l'AMI)").wait_for(timeout=LONG)


def preview(page: Any, address: str) -> None:
    """« Mes fiches » after a page was pasted and read."""
    page.goto(address + "?vue=mes-fiches")
    box = page.get_by_label("Ou collez ici le texte d'une page")
    box.wait_for(timeout=LONG)
    box.fill(PAGE + BUS)
    page.get_by_role("button", name="Lire ces fiches").click()
    page.get_by_role("button", name="Ajouter à la recherche").wait_for(timeout=LONG)


def main() -> None:
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with (
        tempfile.TemporaryDirectory() as home,
        served(Path(home)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="fr-FR")
        for name, show in (("screenshot.png", results), ("mes-fiches.png", preview)):
            show(page, address)
            page.wait_for_timeout(2000)  # What fades in has come.
            path = ROOT / "docs" / name
            page.screenshot(path=str(path))
            image = Image.open(path).convert("RGB").quantize(COLOURS)
            image.save(path, optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
