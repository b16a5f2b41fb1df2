"""« Mes fiches » in a real Chromium: paste, preview, add, search, find, undo; drop a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import served

pytestmark = [pytest.mark.browser, pytest.mark.model]

PAGE = """Actions
Le goûter des voisins
- Structure organisatrice
- Centre social du Lavoir - Orne
- Fichier(s) associé(s)
- Statut de l'action
- En cours
- Dimension
- Services
- Mots clés associés à l'action
- Parentalité
- Résumé
Chaque mercredi, des voisins préparent le goûter sous la halle avec les enfants.
- Public
- Familles
"""
BUS = PAGE.replace("Le goûter des voisins", "Le bus de nuit").replace(
    "des voisins préparent le goûter sous la halle avec les enfants",
    "un bus ramène les lycéens de la dernière séance",
)
LONG = 240_000
"""Milliseconds for a first start or a build on a busy machine."""

ENGLISH = re.compile(
    r"drag and drop|browse|upload|per file|limit|add files|remove |\d+(?:\.\d+)?[KMG]?B\b", re.I
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("essaimer")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with served(home) as url:
        yield url


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    opened = chromium.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()


def originals(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "corpus").rglob("*.*") if path.is_file())


def words_of_the_uploader(page: Any) -> str:
    """All that is shown or said aloud there, names of files left out."""
    text: str = page.evaluate(
        """() => {
          const box = document.querySelector('[data-testid=stFileUploader]');
          const heard = e => !e.closest('[aria-hidden=true]');
          const said = [...box.querySelectorAll('[aria-label]')].filter(heard)
            .map(e => e.getAttribute('aria-label'));
          const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            if (heard(walk.currentNode.parentElement)) said.push(walk.currentNode.nodeValue);
          }
          return said.join('\\n');
        }"""
    )
    return text


def read_and_add(page: Any) -> None:
    page.get_by_role("button", name="Lire ces fiches").click()
    page.get_by_role("button", name="Ajouter à la recherche").click()


def undo(page: Any) -> None:
    page.get_by_role("button", name="Annuler le dernier ajout").click()
    page.get_by_role("button", name="Revenir à l'état précédent").click()
    page.get_by_text("Le dernier changement est annulé").wait_for(timeout=LONG)


def test_paste_preview_add_search_find_undo(page: Any, address: str, home: Path) -> None:
    page.goto(address)
    # The page says what is there, and leads to where one's own come in.
    page.get_by_text("25 récits d'actions réelles et 135 exemples inventés").wait_for(timeout=LONG)
    page.get_by_role("link", name="Ajouter mes fiches").click()
    page.get_by_role("heading", name="Mes fiches").wait_for()
    page.wait_for_url("**?vue=mes-fiches")

    page.get_by_label("Ou collez ici le texte d'une page").fill(PAGE)
    page.get_by_role("button", name="Lire ces fiches").click()
    page.get_by_text("1 fiche lue : 1 nouvelle.").wait_for()
    page.locator(".es-read summary", has_text="Le goûter des voisins").click()
    page.get_by_text("Centre social du Lavoir", exact=True).wait_for()
    assert originals(home) == []

    page.get_by_role("button", name="Ajouter à la recherche").click()
    page.get_by_text("Votre fiche est dans la recherche.").wait_for(timeout=LONG)
    assert re.fullmatch(r"page collée le [\d-]+ à \d\dh\d\d\.txt", originals(home)[0])

    # Another person, who reloads nothing, finds it; the link of the list shows it too.
    other = page.context.browser.new_page()
    other.set_default_timeout(60_000)
    other.goto(address + "?q=goûter+sous+la+halle")
    other.get_by_role("link", name="Le goûter des voisins").wait_for(timeout=LONG)
    page.get_by_role("link", name="Les voir dans la liste des fiches").click()
    page.get_by_text("1 fiche, par titre").wait_for()
    page.get_by_role("link", name="Le goûter des voisins").wait_for()

    page.get_by_role("link", name="Mes fiches").click()
    undo(page)
    page.get_by_text("Aucune fiche à vous pour l'instant").wait_for()
    assert originals(home) == []
    other.reload()
    other.locator(".es-count, .es-notice").first.wait_for(timeout=LONG)
    assert other.get_by_role("link", name="Le goûter des voisins").count() == 0
    other.close()


def test_a_dropped_file_in_french_by_keyboard(
    page: Any, address: str, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "bus.txt"
    file.write_text(BUS, encoding="utf-8")
    page.goto(address + "?vue=mes-fiches")
    page.get_by_role("button", name="Choisir des fichiers").wait_for(timeout=LONG)
    assert not ENGLISH.search(words_of_the_uploader(page))
    page.evaluate(
        """() => {
          const zone = document.querySelector('[data-testid=stFileUploaderDropzone]');
          const data = new DataTransfer();
          data.items.add(new File(['x'], 'x.txt'));
          zone.dispatchEvent(new DragEvent('dragenter', {dataTransfer: data, bubbles: true}));
        }"""
    )
    page.get_by_text("Déposez ici").wait_for()
    page.evaluate(
        """text => {
          const zone = document.querySelector('[data-testid=stFileUploaderDropzone]');
          const data = new DataTransfer();
          data.items.add(new File([text], 'bus.txt', {type: 'text/plain'}));
          zone.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true}));
        }""",
        BUS,
    )
    page.get_by_role("button", name="Retirer bus.txt").wait_for()
    page.get_by_text(" octets").wait_for()
    assert not ENGLISH.search(words_of_the_uploader(page))

    page.get_by_role("button", name="Lire ces fiches").focus()
    page.keyboard.press("Enter")
    add = page.get_by_role("button", name="Ajouter à la recherche")
    add.wait_for()
    add.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Le bus de nuit").wait_for(timeout=LONG)
    assert originals(home) == ["bus.txt"]

    # Removing says first how many go.
    page.get_by_role("button", name="Retirer", exact=True).click()
    page.get_by_text("1 fiche quitte la recherche").wait_for()
    page.get_by_role("button", name="Retirer de la recherche").click()
    page.get_by_text("1 fiche sort de la recherche").wait_for(timeout=LONG)
    assert originals(home) == []


def test_a_file_too_big_to_send_is_refused_in_french(
    page: Any, address: str, tmp_path: Path
) -> None:
    file = tmp_path / "énorme.txt"
    with file.open("wb") as big:
        big.truncate(201 * 1024 * 1024)
    page.goto(address + "?vue=mes-fiches")
    page.get_by_role("button", name="Choisir des fichiers").wait_for(timeout=LONG)
    page.locator("input[type=file]").set_input_files(str(file))
    page.get_by_text("ce fichier n'a pas pu être envoyé : il dépasse 200 Mo").wait_for()
    assert not ENGLISH.search(words_of_the_uploader(page))
