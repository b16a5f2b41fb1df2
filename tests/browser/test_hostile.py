"""Hostile sources on every screen of a real Chromium; a page of another name that leads here."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import CHROMIUM
from tests.browser.serving import ARGUMENTS, ROOT, own_folder, served

GIVEN = ROOT.parent / "shared" / "cases" / "hostile" / "hostile.jsonl"
MARKUP = (
    "<script>window.taken=1</script>"
    "<img src=http://ailleurs.example/i.png onerror='window.taken=2'><svg onload=window.taken=3>"
    " [mot](http://ailleurs.example/m) ![i](http://ailleurs.example/j.png)"
    " http://ailleurs.example/nu :red[r] :material/home: :smile: $x^2$ `code` **gras** -> "
    ":blue-badge[b] {{7*7}} </style><style>*{display:none}</style> \u202e\x1b[31m"
)
FIELDS = {"organiser", "departement", "status", "end_reason", "initiative_note", "source"}
LISTS = {"dimensions", "keywords", "initiative", "territory", "publics", "partners", "attachments"}
FICHE = {
    "id": "puits-1",
    "title": f"Le puits partagé {MARKUP}",
    "origin": "banque",
    "url": "javascript:window.taken=4",
    "sections": {
        "Résumé": f"Les voisins curent le puits partagé. {MARKUP}",
        MARKUP: f"Le budget du puits est de 300 €. {MARKUP}",
        "Ressources financières mobilisées pour cette action": f"300 € de la Caf {MARKUP}",
    },
    **dict.fromkeys(FIELDS, MARKUP),
    **{name: [MARKUP] for name in LISTS},
}

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    home = own_folder(tmp_path_factory.mktemp("essaimer") / "var")
    (home / "corpus").mkdir()
    page = home / "corpus" / "hostile <b> :smile: **x**.jsonl"
    page.write_text(json.dumps(FICHE) + "\n", encoding="utf-8")
    with served(home) as found:
        yield found


@pytest.fixture(scope="module")
def chromium(playwright: Any) -> Iterator[Any]:
    rule = "--host-resolver-rules=MAP ailleurs.example 127.0.0.1"
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, rule])
    yield browser
    browser.close()


def check(page: Any, name: str, said: str, shots: Path) -> None:
    """Nothing on the screen was obeyed, and it is there to be read."""
    page.wait_for_timeout(1_500)
    page.screenshot(path=shots / f"{name}.png", full_page=True)
    assert page.evaluate("window.taken") is None
    main = page.locator("[data-testid=stMain]")
    assert said in main.inner_text()
    for selector in ("script", "iframe", "[onerror]", "[onload]", ".katex", "[class*=badge i]"):
        assert main.locator(selector).count() == 0, selector
    assert main.locator("img:not([src^='data:'])").count() == 0
    assert "\U0001f604" not in main.inner_text()
    for link in main.locator("a[href]").all():
        href = link.get_attribute("href") or ""
        assert not href.startswith("javascript:")
        assert not href.startswith("http") or "127.0.0.1" in href or "ailleurs" not in href
    assert page.title().endswith("Essaimer")
    assert page.evaluate("document.querySelectorAll('[data-testid=stException]').length") == 0


SCREENS = {
    "search": ("?q=puits+partagé", "Le puits partagé"),
    "answer": ("?q=Quel+budget+pour+le+puits+partagé+%3F", "300"),
    "all": ("?vue=toutes", "Le puits partagé"),
    "fiche": ("?fiche=puits-1", "Les voisins curent"),
    "dossier": ("?fiche=puits-1&vue=dossier", "300"),
    "print": ("?fiche=puits-1&vue=imprimer", "Les voisins curent"),
    "typed": (f"?q={'puits partagé ' + MARKUP}", "puits"),
    "ticked": ("?vue=toutes&coche=puits-1", "Le puits partagé"),
}


def test_nothing_is_obeyed_on_any_screen(chromium: Any, port: int, tmp_path: Path) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 900}, locale="fr-FR")
    address = f"http://127.0.0.1:{port}/"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_default_timeout(60_000)
    page.goto(address)
    page.locator(".st-key-q textarea").wait_for(timeout=240_000)
    for name, (query, said) in SCREENS.items():
        page.goto(address + query.replace("#", "%23"))
        page.get_by_text(said).first.wait_for()
        check(page, name, said, tmp_path)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    page.close()


def test_a_page_of_another_name_reads_nothing(chromium: Any, port: int, tmp_path: Path) -> None:
    for host in ("127.0.0.1", "localhost"):
        page = chromium.new_page()
        page.goto(f"http://{host}:{port}/?vue=toutes")
        page.get_by_text("Le puits partagé").first.wait_for(timeout=240_000)
        page.close()
    page = chromium.new_page()
    page.goto(f"http://ailleurs.example:{port}/?vue=toutes")
    page.wait_for_timeout(6_000)
    page.screenshot(path=tmp_path / "elsewhere.png")
    assert "puits" not in page.content()
    # A page served elsewhere that speaks to this machine directly gets no session either.
    opened = page.evaluate(
        f"""new Promise(done => {{
          const socket = new WebSocket("ws://127.0.0.1:{port}/_stcore/stream", ["streamlit"]);
          socket.onopen = () => done(true); socket.onerror = () => done(false); }})"""
    )
    assert opened is False
    page.close()


@pytest.mark.skipif(not GIVEN.is_file(), reason="the given cases are not here")
def test_the_given_texts_are_shown_and_downloaded(chromium: Any, tmp_path: Path) -> None:
    home = own_folder(tmp_path / "var")
    (home / "corpus").mkdir()
    shutil.copy(GIVEN, home / "corpus")
    rows = [json.loads(line) for line in GIVEN.read_text("utf-8").splitlines() if line.strip()]
    with served(home) as port:
        page = chromium.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.set_default_timeout(60_000)
        address = f"http://127.0.0.1:{port}/"
        page.goto(address + "?vue=toutes")
        page.locator(".st-key-q textarea").wait_for(timeout=240_000)
        for row in rows:
            page.goto(address + "?" + urlencode({"fiche": row["id"], "coche": row["id"]}))
            page.get_by_text("Retour").or_(page.get_by_text("introuvable")).first.wait_for()
            assert page.evaluate("window.__pwn") is None
            assert page.get_by_text("Une erreur inattendue").count() == 0
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
        page.close()
