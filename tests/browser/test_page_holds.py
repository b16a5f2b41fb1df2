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
    """Wait until the server has nothing more to say; it may first have to begin."""
    page.wait_for_timeout(500)
    page.wait_for_function(
        "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    )
    page.wait_for_timeout(200)


def said_by_address(page: Any, name: str, value: str | None) -> None:
    """Wait until the address says so."""
    page.wait_for_function(
        "([name, value]) => new URL(location.href).searchParams.get(name) === value",
        arg=[name, value],
    )
    settled(page)


def search(page: Any, text: str) -> None:
    page.locator(BOX).fill(text)
    page.locator(BOX).press("Enter")
    said_by_address(page, "q", text)


def choose(page: Any, facet: str, value: str) -> None:
    widget = page.locator(f".st-key-facet_{facet}")
    widget.locator("input[role=combobox]").fill(value)
    page.get_by_role("option", name=value).first.click()
    said_by_address(page, facet, value)
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
    page.locator(".st-key-tick-bar").wait_for()
    settled(page)
    held(page, expected, strict=False)
    assert len(parameters(page)["coche"]) == 1

    search(page, "sortir de l'isolement")
    held(page, expected, strict=False)
    assert parameters(page)["q"] == ["sortir de l'isolement"]

    page.locator(".st-key-strict").get_by_text("Filtres stricts").click()
    said_by_address(page, "strict", "oui")
    held(page, expected, strict=True)

    page.go_back()
    page.locator(".st-key-strict input:not(:checked)").wait_for(state="attached")
    said_by_address(page, "strict", None)
    held(page, expected, strict=False)

    page.go_forward()
    page.locator(".st-key-strict input:checked").wait_for(state="attached")
    said_by_address(page, "strict", "oui")
    held(page, expected, strict=True)

    page.reload()
    page.locator(".st-key-facet_public [data-tag]").first.wait_for()
    settled(page)
    held(page, expected, strict=True)
    assert page.locator(BOX).input_value() == "sortir de l'isolement"

    # A value taken away leaves the two others, and what it hid comes back.
    page.locator(".st-key-facet_public").get_by_label("Retirer").first.click()
    said_by_address(page, "public", None)
    held(page, expected | {"public": []}, strict=True)


# Values of the shipped fiches that meet in several of them.
FILTERS = {"region": "Occitanie", "public": "Familles", "status": "En cours"}


def test_pages_of_text_are_searched_whole_under_a_short_address(page: Any, chromium: Any) -> None:
    """Its last line names a place, which is read."""
    line = "Le conseil d'administration s'est réuni et a relu le compte rendu précédent.\n"
    text = (line * 200)[:14_950].rstrip() + "\nOù cela se fait-il en Aveyron ?"
    assert len(text) > 14_900
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator(BOX).click()
    page.keyboard.press("Control+V")
    page.keyboard.press("Enter")
    page.wait_for_url("**?texte=*")
    settled(page)
    assert page.locator(BOX).input_value() == text
    assert len(page.url) < 120
    assert "texte" in parameters(page)
    page.get_by_role("button", name="D'abord : département Aveyron").wait_for()

    other = chromium.new_page()
    other.goto(page.url)
    other.wait_for_function(
        "box => document.querySelector(box)?.value.length > 14900", arg=BOX, timeout=60_000
    )
    assert other.locator(BOX).input_value() == text
    other.close()

    # Beyond what is read, a sentence says so.
    page.locator(BOX).fill(text + line * 80)
    page.locator(BOX).press("Enter")
    page.get_by_text("sont cherchés").wait_for()
    settled(page)
    assert "seuls les 20\u202f000\u00a0premiers caractères sont cherchés" in page.inner_text("body")
    page.wait_for_function("box => document.querySelector(box).value.length <= 20000", arg=BOX)
    # The one before comes back, from an id as from words.
    page.go_back()
    page.wait_for_function(
        "([box, text]) => document.querySelector(box).value === text", arg=[BOX, text]
    )


def test_a_fiche_opens_at_its_title_and_back_is_where_one_was(page: Any, address: str) -> None:
    page.goto(address + "?q=jardin+partagé+avec+les+habitants")
    page.locator(".st-key-card-hit-7").wait_for()
    settled(page)
    assert page.title() == "jardin partagé avec les habitants — Essaimer"
    card = page.locator(".st-key-card-hit-7 a").first
    title = card.inner_text()
    card.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollBy(0, 120)")
    assert scroll(page) > 400
    was = card.bounding_box()["y"]
    for way in ("link", "browser"):
        card.click()
        heading = page.locator("h1.es-title")
        heading.wait_for()
        settled(page)
        assert seen(page, "h1.es-title")
        assert scroll(page) == 0
        assert focused(page) == title
        assert page.title().endswith(" — Essaimer")
        assert page.title().startswith(title[:20])

        page.get_by_role("link", name="Aller au passage cité").click()
        page.wait_for_timeout(300)
        assert seen(page, "mark#passage-cite")
        assert "#" not in page.url

        if way == "link":
            page.get_by_role("link", name="Retour aux résultats").click()
        else:
            page.go_back()
        page.locator(".st-key-card-hit-7").wait_for()
        settled(page)
        assert abs(card.bounding_box()["y"] - was) <= 20, way
        assert focused(page) == title, way
    page.reload()
    page.locator(".st-key-card-hit-7").wait_for()
    settled(page)
    assert abs(card.bounding_box()["y"] - was) <= 20


def test_filters_and_lifts_say_which_they_are(page: Any, address: str) -> None:
    page.goto(address + "?q=jardin+pour+les+seniors&region=Occitanie&public=Seniors")
    page.locator(".st-key-chips button").first.wait_for()
    settled(page)
    said = page.locator(".st-key-chips").inner_text().replace("\u00a0", " ")
    assert "Filtre : région Occitanie" in said
    page.goto(address + "?q=jardin+pour+les+seniors")
    page.locator(".st-key-pill-lift-public").wait_for()
    settled(page)
    assert "Placées en tête : public Seniors" in page.locator(".st-key-chips").inner_text().replace(
        "\u00a0", " "
    )
    off = page.get_by_role("button", name="Ne pas en tenir compte (Placées en tête")
    off.first.wait_for()


def test_a_wide_filter_says_why_it_shows_more_than_its_count(page: Any, address: str) -> None:
    page.goto(address + "?region=Occitanie&public=Seniors")
    page.locator(".es-widened").wait_for()
    said = page.locator(".es-widened").inner_text()
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    shown = page.locator(".es-count").first.inner_text()
    assert "«\u00a0Seniors\u00a0»" in said
    assert "«\u00a0Tous publics\u00a0»" in said
    assert sum(numbers) == int(re.match(r"\d+", shown).group())


def test_the_keyboard_goes_to_the_content_and_the_link_is_copied(page: Any, address: str) -> None:
    page.goto(address + "?vue=toutes")
    page.locator(".st-key-card-all-1").wait_for()
    settled(page)
    page.evaluate("document.activeElement?.blur()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.title() == "Toutes les fiches — Essaimer"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier le lien").click()
    page.get_by_text("Lien copié.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


ENGLISH = re.compile(
    r"\b(press|enter|choose|select|clear|remove|results?|running|sidebar|close|open|main|upload)\b",
    re.I,
)


def test_nothing_is_said_in_english(page: Any, address: str) -> None:
    page.goto(address + "?q=jardin&region=Occitanie")
    page.locator(".st-key-card-hit-1").wait_for()
    page.locator(BOX).click()
    page.keyboard.type("x")
    page.locator(".st-key-facet_public input[role=combobox]").fill("zzzz")
    page.wait_for_timeout(600)
    names = page.evaluate(
        "[...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap("
        "e => ['aria-label', 'title', 'placeholder'].map(n => e.getAttribute(n)).filter(Boolean))"
    )
    widgets = page.locator("[data-testid=stMultiSelectDropdown], .stTextArea").all_inner_texts()
    assert [said for said in [*names, *widgets] if ENGLISH.search(said)] == []


def scroll(page: Any) -> float:
    return float(page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop"))


def seen(page: Any, selector: str) -> bool:
    return bool(
        page.evaluate(
            "s => { const box = document.querySelector(s).getBoundingClientRect();"
            " return box.top >= 0 && box.top < innerHeight; }",
            selector,
        )
    )


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.innerText")).strip()
