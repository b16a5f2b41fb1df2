"""The app's states, through Streamlit's own test runner, with a stub encoder."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.labels import FUNDING
from indexer import BusyError, UnusableIndexError, build
from tests.ui.conftest import EVIL, fiche, labels, opened, page_text
from ui import first_start, home, safe


def test_empty_page(indexed: Path) -> None:
    app = opened()
    assert not app.exception
    assert labels(app)[: len(home.EXAMPLES)] == list(home.EXAMPLES)
    assert app.text_area[0].proto.placeholder == "actions mobilité pour seniors en milieu rural"
    assert "3\u00a0fiches · essai &lt;b&gt;fiches.jsonl · mises à jour le " in page_text(app)


def test_searching_puts_the_query_in_the_address(indexed: Path) -> None:
    app = opened()
    app.text_area[0].input("navette des seniors")
    app.button[0].click().run()
    assert not app.exception
    assert app.query_params["q"] == "navette des seniors"
    assert safe.literal("La navette des seniors") in labels(app)


def test_models_are_left_out_while_there_is_a_bank(indexed: Path) -> None:
    shown = opened(q="navette")
    assert safe.literal("Un exemple de navette") not in labels(shown)
    asked = opened(q="navette", origin="modele")
    assert safe.literal("Un exemple de navette") in labels(asked)
    assert "exemple inventé" in page_text(asked)


def test_filters_alone_list_fiches(indexed: Path) -> None:
    app = opened(departement="12")
    assert "1\u00a0fiche, par titre" in page_text(app)
    chosen = next(m for m in app.multiselect if m.label == "Département")
    assert chosen.value == ["Aveyron"]
    # The browser sends a label back, maybe after its count has changed: it holds none.
    assert "Aveyron" in chosen.options


def test_choosing_and_clearing_a_filter(indexed: Path) -> None:
    app = opened(q="navette")
    next(m for m in app.multiselect if m.label == "Département").select("Lot").run()
    assert app.query_params["departement"] == "Lot"
    app.button(key="filters-clear").click().run()
    assert "departement" not in app.query_params
    assert app.query_params["q"] == "navette"


def test_strict_is_in_the_address(indexed: Path) -> None:
    app = opened(public="Seniors")
    assert "2\u00a0fiches" in page_text(app)
    app.toggle[0].set_value(True).run()
    assert app.query_params["strict"] == "oui"
    assert "1\u00a0fiche, par titre" in page_text(app)


def test_a_chip_removes_its_filter(indexed: Path) -> None:
    app = opened(q="navette", departement="Aveyron")
    chip = next(b for b in app.button if (b.key or "").startswith("chip-"))
    assert "Aveyron" in chip.label
    chip.click().run()
    assert "departement" not in app.query_params


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return app.run()


@pytest.fixture
def stating(home: Path, tmp_path: Path) -> None:
    """An index of two fiches, of which one states ages and a budget."""
    said = {"Résumé": "Un atelier pour les enfants de 6 à 8 ans.", FUNDING: "Budget : 1 200 €"}
    young = fiche("a", "Atelier du soir", sections=said)
    older = fiche("b", "Atelier du matin", sections={"Résumé": "Un atelier pour les voisins."})
    source = tmp_path / "ages.jsonl"
    source.write_text(young.to_json() + "\n" + older.to_json() + "\n", encoding="utf-8")
    build([source])


@pytest.mark.parametrize("name", ["age", "budget"])
def test_a_bad_range_in_the_address(stating: None, name: str) -> None:
    app = opened(**{"q": "atelier", name: "<b>beaucoup"})
    assert not app.exception
    assert "Ce filtre n&#x27;existe pas" in page_text(app)
    assert "&lt;b&gt;beaucoup" in page_text(app)
    assert name not in click(app, "unknown-clear").query_params


def test_an_age_read_can_be_insisted_on_and_taken_back(stating: None) -> None:
    app = opened(q="atelier 6-8 ans")
    assert "Placées en tête\u00a0: 6 à 8\u00a0ans" in page_text(app)
    assert safe.literal("Atelier du matin") in labels(app)
    click(app, "chip-lift-age-only")
    assert not app.exception
    assert app.query_params["age"] == "6-8"
    assert "Placées en tête" not in page_text(app)
    assert safe.literal("Atelier du matin") not in labels(app)
    assert "6 à 8 ans" in app.button(key="chip-filter-age-6-8").label
    click(app, "chip-filter-age-6-8")
    assert "age" not in app.query_params
    assert safe.literal("Atelier du matin") in labels(app)
    assert opened(age="6-8").button(key="chip-filter-age-6-8")


def test_what_is_read_can_be_ignored_and_taken_back(indexed: Path) -> None:
    app = click(opened(q="navette des seniors"), "chip-lift-public-off")
    assert app.query_params["sans"] == "public"
    assert "public Seniors" not in page_text(app)
    assert "Non pris en compte : public" in app.button(key="chip-ignored-public").label
    click(app, "chip-ignored-public")
    assert "sans" not in app.query_params
    assert "public Seniors" in page_text(app)


def test_a_correction_can_be_refused(indexed: Path) -> None:
    app = opened(q="chaufeurs des seniors")
    assert "Résultats pour «\u00a0chauffeurs\u00a0»" in page_text(app)
    assert "« chaufeurs »" in app.button(key="chip-correction-instead").label
    click(app, "chip-correction-instead")
    assert app.query_params["sans"] == "correction"
    assert "Résultats pour" not in page_text(app)


def test_clearing_filters_clears_all_that_stands_beside_the_words(indexed: Path) -> None:
    app = opened(q="navette", age="6-8", rubrique="Public", sans="public")
    click(app, "filters-clear")
    assert dict(app.query_params) == {"q": "navette"}
    assert dict(click(opened(q="navette", sans="public"), "filters-clear").query_params) == {
        "q": "navette"
    }


@pytest.mark.parametrize("name", ["departement", "region", "status"])
def test_unknown_value_in_the_address(indexed: Path, name: str) -> None:
    app = opened(**{"q": "navette", name: "<b>Atlantide"})
    assert not app.exception
    assert "Ce filtre n&#x27;existe pas" in page_text(app)
    assert "&lt;b&gt;Atlantide" in page_text(app)
    app.button(key="unknown-clear").click().run()
    assert name not in app.query_params


def test_no_fiche_passes(indexed: Path) -> None:
    assert "Aucune fiche" in page_text(opened(departement="Paris"))
    assert "Aucune fiche" in page_text(opened(q="navette", departement="Paris"))


def test_a_fiche_and_the_way_back(indexed: Path) -> None:
    app = opened(q="navette", fiche="navette-1", section="Résumé", start="0", end="20")
    text = page_text(app)
    assert "<h1 class='es-title'>La navette des seniors</h1>" in text
    assert '<mark id="passage-cite">' in text
    assert "Copié d&#x27;Essaimer le " in text
    back = next(x for x in app.get("page_link") if "Retour aux résultats" in x.proto.label)
    assert back.proto.query_string == "q=navette"
    assert safe.literal(EVIL) in labels(app)  # a similar fiche, shown literally


def test_print_view_has_no_widget(indexed: Path) -> None:
    app = opened(fiche="navette-1", vue="imprimer")
    assert "es-paper" in page_text(app)
    assert [len(w) for w in (app.button, app.multiselect, app.text_input)] == [0, 0, 0]


def test_unknown_fiche(indexed: Path) -> None:
    for view in ("", "imprimer"):
        app = opened(fiche="<b>zzz", vue=view)
        assert "Cette fiche n&#x27;est plus dans la recherche." in page_text(app)
        assert "&lt;b&gt;zzz" in page_text(app)
        assert any("Retour" in label for label in labels(app))


def test_nothing_of_a_source_is_interpreted(indexed: Path) -> None:
    for params in ({"q": EVIL}, {"fiche": "evil-1"}, {"fiche": "evil-1", "vue": "imprimer"}):
        app = opened(**params)
        assert not app.exception
        for tag in ("<script", "<img", "<u>", "<i>"):
            assert tag not in page_text(app)


def test_show_more(indexed: Path, tmp_path: Path) -> None:
    rows = "".join(
        f'{{"id":"f{n}","title":"Fiche {n:02}","sections":{{"Résumé":"navette {n}"}}}}\n'
        for n in range(23)
    )
    many = tmp_path / "many.jsonl"
    many.write_text(rows, encoding="utf-8")
    build([many])
    app = opened(vue="toutes")
    cards = [label for label in labels(app) if "Fiche " in label]
    assert len(cards) == 10
    app.button(key="more").click().run()
    assert app.query_params["k"] == "20"
    assert len([label for label in labels(app) if "Fiche " in label]) == 20


def test_a_newer_generation_is_picked_up(indexed: Path, tmp_path: Path) -> None:
    app = opened()
    other = tmp_path / "other.jsonl"
    other.write_text('{"id":"n","title":"N","sections":{"Résumé":"r"}}\n', encoding="utf-8")
    build([other])
    assert "1\u00a0fiche · other.jsonl" in page_text(app.run())


def test_first_start_builds_once(home: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.sources.SHIPPED", source)
    go, calls = threading.Event(), []
    real = build

    def slow(*args: object, **named: object) -> object:
        calls.append(1)
        go.wait(30)
        return real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(first_start, "build", slow)
    for app in (opened(), opened()):
        assert not app.exception
        assert "Premier démarrage" in page_text(app)
    assert calls == [1]
    go.set()
    work = first_start.construction(home / "index")
    limit = time.monotonic() + 30
    while work.running and time.monotonic() < limit:
        time.sleep(0.05)
    assert work.error is None
    assert "3\u00a0fiches" in page_text(opened())


def test_a_damaged_index_is_made_again(indexed: Path) -> None:
    [vectors] = (indexed / "index").glob("g*/sentences.npy")
    vectors.write_bytes(b"x")
    assert "La recherche est refaite" in page_text(opened())
    work = first_start.construction(indexed / "index")
    limit = time.monotonic() + 30
    while work.running and time.monotonic() < limit:
        time.sleep(0.05)
    assert work.error is None
    assert "3\u00a0fiches" in page_text(opened())


def test_another_build_is_waited_for(
    home: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([BusyError("occupé"), UnusableIndexError("aucune fiche")])
    said = []

    def refuse(*_: object, **__: object) -> None:
        said.append(work.what)
        raise next(answers)

    monkeypatch.setattr(first_start, "build", refuse)
    monkeypatch.setattr(first_start, "_POLL_SECONDS", 0.01)
    work = first_start.Construction(home / "index")
    work.begin()
    limit = time.monotonic() + 10
    while work.running and time.monotonic() < limit:
        time.sleep(0.01)
    assert said == ["Préparation", "Une autre fenêtre prépare la recherche"]
    assert str(work.error) == "aucune fiche"


def test_a_failed_first_start_says_why(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise UnusableIndexError("aucune fiche à indexer : <b>x.txt")

    monkeypatch.setattr(first_start, "build", refuse)
    opened()
    limit = time.monotonic() + 10
    work = first_start.construction(home / "index")
    while work.running and time.monotonic() < limit:
        time.sleep(0.05)
    app = opened()
    assert "Aucune fiche à indexer\u00a0: &lt;b&gt;x.txt." in page_text(app)
    assert [button.label for button in app.button] == ["Réessayer"]
