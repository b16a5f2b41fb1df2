"""The gestures of README.fr.md, done now by the browsers of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus import read
from tests.browser import firefox
from tests.browser.gestures import by_chromium, by_firefox, copied
from tests.corpus import copies
from tests.corpus.gestures import FOLDER, PAGE
from tests.corpus.test_browser_copies import shipped
from tests.corpus.test_gestures import check

pytestmark = pytest.mark.browser


def given_by(browser: str, folder: Path) -> list[str]:
    """The names of what it gave: those of the recorded files."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    assert names == sorted(path.name for path in FOLDER.glob(f"{browser}-*"))
    return names


def test_what_chromium_gives_now_is_the_page(chromium: Any, tmp_path: Path) -> None:
    by_chromium(chromium, FOLDER / PAGE, tmp_path)
    for name in given_by("chromium", tmp_path):
        check(name, read([tmp_path / name]).fiches)


@pytest.mark.parametrize("dl", [True, False])
def test_what_chromium_copies_of_another_page_is_read(
    dl: bool, chromium: Any, tmp_path: Path
) -> None:
    told = shipped()
    page = chromium.new_page()
    page.set_content(copies.as_html(told, dl=dl))
    (tmp_path / "page.txt").write_text(copied(page), encoding="utf-8")
    page.close()
    assert read([tmp_path / "page.txt"]).fiches == told


@pytest.mark.skipif(firefox.FIREFOX is None, reason="no Firefox on this machine")
def test_what_firefox_gives_now_is_the_page(tmp_path: Path) -> None:
    by_firefox(FOLDER / PAGE, tmp_path)
    for name in given_by("firefox", tmp_path):
        check(name, read([tmp_path / name]).fiches)
