"""Every way of taking a page that README.fr.md teaches, done by real browsers.

    python -m tests.browser.gestures

writes the files of `tests/corpus/gestes/` anew, with the Chromium and the Firefox of this machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.browser import firefox
from tests.corpus.gestures import FOLDER, PAGE, html

ADDRESS = "https://fiches.exemple.fr/actions"


def by_chromium(browser: Any, page_file: Path, folder: Path) -> None:
    """What Chromium, Chrome and Edge give of a page."""
    page = browser.new_page()
    # The address stands in what is saved: not that of a folder of this machine.
    page.route(ADDRESS, lambda route: route.fulfill(path=page_file))
    page.goto(ADDRESS)
    # « Page web complète » writes the page as it stands, after its scripts have run.
    _write(folder / "chromium-page-complete.html", page.content())
    whole = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})
    (folder / "chromium-fichier-unique.mhtml").write_bytes(whole["data"].encode())
    page.pdf(path=str(folder / "chromium-imprimee.pdf"), format="A4")
    _write(folder / "chromium-copie.txt", copied(page))
    page.close()


def copied(page: Any) -> str:
    """What Ctrl+A, Ctrl+C on the page of Chromium, then Ctrl+V put into a box."""
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    page.set_content("<textarea autofocus></textarea>")
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    return str(page.locator("textarea").input_value())


def by_firefox(page_file: Path, folder: Path) -> None:
    """What Firefox gives of a page."""
    with firefox.started() as browser:
        browser.open(page_file.as_uri())
        _write(folder / "firefox-copie.txt", browser.copy())
        browser.save(folder / "firefox-fichier-texte.txt", "text")
        browser.save(folder / "firefox-html-uniquement.html", "html")
        browser.save(folder / "firefox-page-complete.html", "complete")
        (folder / "firefox-imprimee.pdf").write_bytes(browser.printed())


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGUMENTS, CHROMIUM

    (FOLDER / PAGE).write_text(html(), encoding="utf-8", newline="\n")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        by_chromium(browser, FOLDER / PAGE, FOLDER)
        browser.close()
        by_firefox(FOLDER / PAGE, FOLDER)


if __name__ == "__main__":
    main()
