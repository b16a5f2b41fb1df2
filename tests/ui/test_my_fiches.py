"""The page « Mes fiches »: what it says and what it asks for, through Streamlit's test runner."""

from __future__ import annotations

import html
import threading
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from embeddings import EncoderError
from indexer import default_folder, open_index
from indexer.job import Job, Progress, Standing
from indexer.library import Done, Entry, Preview, Remark
from indexer.library.preview import Change
from tests.fakes import FakeEncoder
from tests.ui.conftest import EVIL, fiche, labels, opened, page_text
from ui import safe
from ui.address import MY_FICHES, State
from ui.parts import previewed, work_bar
from ui.parts.shared_work import job

GOUTER = """Actions
Le goûter des voisins
- Structure organisatrice
- Centre social du Lavoir - Orne
- Statut de l'action
- En cours
- Résumé
Chaque mercredi, des voisins préparent le goûter.
"""


def pasted(app: AppTest, text: str) -> AppTest:
    app.text_area[0].input(text)
    press(app, "Lire ces fiches")
    return app


def said(app: AppTest) -> str:
    return html.unescape(page_text(app))


def press(app: AppTest, label: str) -> AppTest:
    next(b for b in app.button if b.label == label).click().run()
    return app


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def finished(app: AppTest) -> AppTest:
    job().wait(60)
    return app.run()


def test_the_address_leads_there_and_back() -> None:
    state = State(ticks=("a",)).my_fiches()
    assert (
        State.from_params(
            {k: [v] if isinstance(v, str) else v for k, v in state.to_params().items()}
        )
        == state
    )
    assert state.opening("x").back().view == MY_FICHES


def test_nothing_is_written_before_a_yes(indexed: Path) -> None:
    app = pasted(opened(vue=MY_FICHES), GOUTER)
    assert not app.exception
    text = page_text(app)
    assert "1\u00a0fiche lue\u00a0: 1 nouvelle." in text
    assert "Centre social du Lavoir" in text
    assert not (indexed / "corpus").exists()
    press(app, "Ne rien changer")
    assert app.text_area[0].value == GOUTER
    # A refusal keeps what was pasted too, and says once why.
    pasted(app, "Bonjour, ceci est une lettre.")
    assert page_text(app).count("page collée le") == 1
    press(app, "Revenir")
    assert app.text_area[0].value == "Bonjour, ceci est une lettre."


def test_adding_then_undoing(indexed: Path) -> None:
    app = press(pasted(opened(vue=MY_FICHES), GOUTER), "Ajouter à la recherche")
    finished(app)
    assert not app.exception
    assert "Votre fiche est dans la recherche." in page_text(app)
    assert "page collée le" in page_text(app)
    assert f"{datetime.now():%d/%m/%Y}" in page_text(app)
    assert len(open_index().fiches) == 4
    # Who presses « D'accord » lets go of it for that session alone.
    other = opened(vue=MY_FICHES)
    press(app, "D'accord")
    assert "Votre fiche est dans la recherche." not in page_text(app)
    assert "Votre fiche est dans la recherche." in page_text(other.run())
    press(app, "Annuler le dernier ajout")
    assert "1\u00a0fiche sort de la recherche" in page_text(app)
    press(app, "Revenir à l'état précédent")
    finished(app)
    assert "Le dernier changement est annulé" in page_text(app)
    assert len(open_index().fiches) == 3
    assert list((indexed / "corpus").rglob("*.txt")) == []


def test_replacing_names_what_goes(indexed: Path) -> None:
    two = GOUTER + GOUTER.replace("Le goûter des voisins", "Le minibus du marché")
    app = press(pasted(opened(vue=MY_FICHES), two), "Ajouter à la recherche")
    finished(app)
    assert "Vos 2\u00a0fiches sont dans la recherche." in page_text(app)
    press(app, "Remplacer")
    assert "par une version plus récente" in page_text(app)
    pasted(app, GOUTER.replace("En cours", "Terminée"))
    text = page_text(app)
    assert "1 modifiée" in text
    assert "1\u00a0fiche quitte la recherche" in text
    assert "Le minibus du marché" in text
    press(app, "Remplacer")
    finished(app)
    assert {f.title for f in open_index().fiches} >= {"Le goûter des voisins"}
    assert len(open_index().fiches) == 4


def test_a_page_that_is_no_fiche_says_so_and_offers_nothing(indexed: Path) -> None:
    app = pasted(opened(vue=MY_FICHES), "Bonjour, ceci est une lettre.")
    assert "Ce qui ne sera pas ajouté" in page_text(app)
    assert "Ajouter à la recherche" not in buttons(app)


def test_asking_for_nothing_is_answered(indexed: Path) -> None:
    app = press(opened(vue=MY_FICHES), "Lire ces fiches")
    assert "Déposez d'abord un fichier, ou collez le texte d'une page." in said(app)


def test_a_build_that_fails_is_said_and_changes_nothing(
    indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = pasted(opened(vue=MY_FICHES), GOUTER)

    def missing(*_: object) -> None:
        raise EncoderError("le modèle est introuvable")

    monkeypatch.setattr(FakeEncoder, "encode_document", missing)
    press(app, "Ajouter à la recherche")
    finished(app)
    assert "Rien n'a changé." in page_text(app)
    assert "Le modèle est introuvable." in said(app)
    assert list((indexed / "corpus").rglob("*.txt")) == []
    assert len(open_index().fiches) == 3


def test_a_page_opened_during_the_work_shows_the_bar_and_search_goes_on(indexed: Path) -> None:
    go_on = threading.Event()
    waiting = pasted(opened(vue=MY_FICHES), GOUTER)

    def slow(report: Progress) -> Done:
        report("Calcul des vecteurs", 3, 12)
        go_on.wait(60)
        return Done("updated", (), (), (), 3)

    opened(vue=MY_FICHES)
    assert job().begin(slow)
    try:
        app = opened(vue=MY_FICHES)
        assert app.get("progress")[0].proto.value == 35
        assert (
            "Préparation de la recherche\u00a0: 3 textes sur 12"
            in app.get("progress")[0].proto.text
        )
        assert all(button.disabled for button in app.button)
        assert safe.literal("La navette des seniors") in labels(opened(q="navette"))
        # Another session can't begin a second one: it is told, and changes nothing.
        press(waiting, "Ajouter à la recherche")
        assert "Un autre ajout est en cours" in said(waiting)
    finally:
        go_on.set()
    job().wait(10)
    assert len(open_index().fiches) == 3


def test_a_shared_server_closes_it(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = pasted(opened(vue=MY_FICHES), GOUTER)
    monkeypatch.setenv("ESSAIMER_IMPORT", "non")
    app = opened(vue=MY_FICHES)
    assert "L'ajout de fiches est fermé sur ce serveur" in said(app)
    assert buttons(app) == []
    # A page that was open before it closed can't do it either.
    press(waiting, "Ajouter à la recherche")
    job().wait(60)
    assert len(open_index().fiches) == 3


def test_every_page_leads_there(indexed: Path) -> None:
    assert any(label.startswith("Mes fiches") for label in labels(opened()))
    assert any(label.startswith("Mes fiches") for label in labels(opened(q="navette")))


def test_what_a_file_says_is_shown_literally() -> None:
    evil = fiche("e", EVIL, organiser="<img src=x onerror=alert(1)>")
    remark = Remark("<b>nom</b>.txt", 3, "un nom et un téléphone <i>", "personal")
    preview = Preview(
        Change(), {}, (Entry(evil, "<u>f</u>", "nouvelle"),), (evil,), (remark,), (), 0, 1
    )
    shown = previewed.html(preview)
    for tag in ("<script", "<img", "<b>nom", "<u>", "<i>\u00a0"):
        assert tag not in shown
    # A person's number comes before all else.
    assert shown.index("Des personnes semblent nommées") < shown.index("es-read")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "5\u00a0secondes"),
        (31, "30\u00a0secondes"),
        (58, "1\u00a0minute"),
        (4000, "1\u00a0heure"),
    ],
)
def test_a_time_left_is_said_as_one_would(seconds: float, words: str) -> None:
    assert work_bar.duration(seconds) == words


def test_the_bar_says_what_is_done_and_what_is_left() -> None:
    said = work_bar.caption(Standing("Calcul des vecteurs", 40, 120, 61))
    assert said == (
        "Préparation de la recherche\u00a0: 40 textes sur 120, encore 1\u00a0minute environ"
    )


def test_the_end_is_said_with_its_numbers() -> None:
    done = Done("added", ("a",), ("b", "c"), (), 9)
    assert work_bar.outcome(done) == (
        "C'est fait\u00a0: 1\u00a0fiche entre dans la recherche, 2\u00a0fiches changent."
    )
    assert isinstance(job(), Job)
    assert default_folder().name == "index"
