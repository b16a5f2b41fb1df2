"""A person's journey in a real Chromium: first start, search, open a fiche, come back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, served

FICHES = (
    "recit-aide-mobilite-interieure-ami.txt",
    "recit-cafe-poussette.txt",
    "recit-paniers-solidaires.txt",
)
QUERY = "actions mobilité pour seniors en milieu rural"
QUESTION = "Qui finance l'aide à la mobilité de Capdenac ?"
TITLE = "L'Aide à la Mobilité Intérieure (l'AMI)"
pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a free port, with three imported fiches and no index yet."""
    home = tmp_path_factory.mktemp("essaimer")
    (home / "corpus").mkdir()
    for name in FICHES:
        shutil.copy(ROOT / "corpus" / "fiches" / name, home / "corpus")
    with served(home) as started:
        yield started


def box_says(page: Any, text: str) -> None:
    """Wait until the search box holds that text: it is filled just after it is drawn."""
    page.wait_for_function(
        "text => document.querySelector('.st-key-q textarea')?.value === text",
        arg=text,
        timeout=10_000,
    )


def test_a_journey(chromium: Any, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    page.set_default_timeout(60_000)
    page.goto(address)
    # First start: a bar, then the empty page, by itself.
    page.get_by_text("Par exemple").wait_for(timeout=240_000)
    page.wait_for_function("document.documentElement.lang === 'fr'")

    # The box has the focus already: type, Enter.
    page.reload()
    page.locator(".st-key-q textarea:focus").wait_for(timeout=20_000)
    page.keyboard.type(QUERY)
    page.keyboard.press("Enter")
    found = page.get_by_role("link", name=TITLE)
    found.wait_for(timeout=120_000)
    page.wait_for_url("**?q=actions+mobilit*")
    searched = page.url

    # By keyboard: the link takes the focus and Enter opens it.
    found.focus()
    page.keyboard.press("Enter")
    page.locator("h1.es-title").wait_for()
    assert page.locator("h1.es-title").inner_text() == TITLE
    page.wait_for_url("**fiche=*")
    page.locator("mark#passage-cite").wait_for()

    # The link can be shared: another browser sees the same fiche.
    other = chromium.new_page()
    other.goto(page.url)
    other.locator("mark#passage-cite").wait_for(timeout=60_000)
    other.close()

    # The copy reaches the clipboard.
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier", exact=True).click()
    page.get_by_role("button", name="Copier la fiche").click()
    page.get_by_text("Copié.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith(TITLE)
    page.keyboard.press("Escape")

    # Back by the link, forward and back by the browser.
    page.get_by_role("link", name="Retour aux résultats").click()
    found.wait_for()
    box_says(page, QUERY)
    page.wait_for_url(searched)
    page.go_back()
    page.locator("h1.es-title").wait_for()
    page.go_back()
    found.wait_for()
    box_says(page, QUERY)

    assert [url for url in outside if not url.startswith((address, "data:", "blob:"))] == []
    page.close()


def test_a_question_leads_to_the_marked_place(chromium: Any, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    page.set_default_timeout(60_000)
    page.goto(address)
    page.locator(".st-key-q textarea").fill(QUESTION, timeout=240_000)
    page.keyboard.press("Enter")
    quote = page.locator(".st-key-answer-0")
    quote.wait_for(timeout=120_000)
    words = quote.locator("blockquote").inner_text()
    assert words.startswith("D'après la fiche de ")
    page.wait_for_url("**?q=Qui+finance*")

    # A tick survives the way to the fiche and a reload.
    page.get_by_text("Cocher pour télécharger").first.click()
    page.get_by_text("1\u00a0fiche cochée").wait_for()

    quote.get_by_role("link").click()
    page.wait_for_url("**start=*")
    page.get_by_role("link", name="Aller au passage cité").click()
    mark = page.locator("mark#passage-cite")
    mark.wait_for()
    page.wait_for_function(
        "() => { const box = document.querySelector('mark#passage-cite').getBoundingClientRect();"
        " return box.top >= 0 && box.top < innerHeight; }"
    )
    assert " ".join(mark.inner_text().split()) in " ".join(words.split())
    page.reload()
    page.get_by_text("1\u00a0fiche cochée").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger .docx").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")

    page.get_by_role("link", name="Combien ça a coûté").click()
    page.get_by_text("Réponse de la fiche").wait_for()
    page.get_by_role("link", name="Vue dossier").click()
    page.get_by_role("heading", name="Budget et cofinanceurs").wait_for()
    page.close()


def test_the_print_view(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    page.set_default_timeout(60_000)
    page.goto(address + "?vue=toutes")
    page.get_by_role("link", name=TITLE).click(timeout=240_000)
    page.get_by_role("link", name="Version à imprimer").click()
    page.get_by_role("button", name="Imprimer").wait_for()
    page.wait_for_url("**vue=imprimer*")
    assert page.locator("[data-testid=stSidebar]:visible").count() == 0
    page.emulate_media(media="print")
    assert page.locator(".st-key-print-bar:visible").count() == 0
    assert page.pdf().count(b"/Type /Page\n") + page.pdf().count(b"/Type /Page ") >= 1
    page.close()
