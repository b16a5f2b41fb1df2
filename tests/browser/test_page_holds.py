"""What is chosen holds: in the widgets, in the address, after back and after a reload."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import served

pytestmark = [pytest.mark.browser, pytest.mark.model]

WIDE = {"width": 1366, "height": 768}
BOX = ".st-key-q textarea"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with the shipped fiches."""
    with served(tmp_path_factory.mktemp("essaimer")) as started:
        yield started


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    context = chromium.new_context(viewport=WIDE, locale="fr-FR")
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(address)
    opened.get_by_text("Par exemple").wait_for(timeout=240_000)
    yield opened
    context.close()


def settled(page: Any) -> None:
    """Wait until the server has nothing more to say."""
    page.wait_for_timeout(400)
    page.wait_for_function(
        "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    )
    page.wait_for_timeout(200)


def search(page: Any, text: str) -> None:
    page.locator(BOX).fill(text)
    page.locator(BOX).press("Enter")
    settled(page)


def choose(page: Any, facet: str, value: str) -> None:
    widget = page.locator(f".st-key-facet_{facet}")
    widget.locator("input[role=combobox]").click()
    page.get_by_role("option", name=value).first.click()
    settled(page)
    page.keyboard.press("Escape")


def chosen(page: Any, facet: str) -> list[str]:
    said = page.locator(f".st-key-facet_{facet} [data-tag]").all_inner_texts()
    return [re.sub(r"\s*\(\d+\)$", "", text.strip()) for text in said]


def parameters(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def held(page: Any, expected: dict[str, list[str]], strict: bool) -> None:
    assert page.get_by_text("Ce filtre n'existe pas").count() == 0
    for facet, values in expected.items():
        assert chosen(page, facet) == values, facet
        assert parameters(page).get(facet) == (values or None), facet
    assert page.locator(".st-key-strict input").is_checked() is strict
    assert (parameters(page).get("strict") == ["oui"]) is strict


def test_three_filters_hold_whatever_comes_next(page: Any) -> None:
    search(page, "jardin partagé avec les habitants")
    for facet, value in FILTERS.items():
        choose(page, facet, value)
    expected = {facet: [value] for facet, value in FILTERS.items()}
    held(page, expected, strict=False)

    page.get_by_text("Cocher pour télécharger").first.click()
    settled(page)
    held(page, expected, strict=False)
    assert len(parameters(page)["coche"]) == 1

    search(page, "sortir de l'isolement")
    held(page, expected, strict=False)
    assert parameters(page)["q"] == ["sortir de l'isolement"]

    page.locator(".st-key-strict").get_by_text("Filtres stricts").click()
    settled(page)
    held(page, expected, strict=True)

    page.go_back()
    settled(page)
    held(page, expected, strict=False)

    page.go_forward()
    settled(page)
    held(page, expected, strict=True)

    page.reload()
    page.locator(".st-key-facet_public [data-tag]").first.wait_for()
    settled(page)
    held(page, expected, strict=True)
    assert page.locator(BOX).input_value() == "sortir de l'isolement"

    # A value taken away leaves the two others, and what it hid comes back.
    page.locator(".st-key-facet_public").get_by_label("Retirer").first.click()
    settled(page)
    held(page, expected | {"public": []}, strict=True)


# Values of the shipped fiches that meet in several of them.
FILTERS = {"region": "Occitanie", "public": "Familles", "status": "En cours"}
