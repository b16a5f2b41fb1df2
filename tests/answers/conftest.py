"""A small index made with the fake encoder, without torch; `real_index` has the real one."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Fiche
from indexer import Index, build, open_index
from tests.fake_encoder import FakeEncoder, installed

# The packages give their functions the modules' names.
ANSWER = importlib.import_module("answers.answer")
SEVERAL = importlib.import_module("answers.several")
ROWS = SEVERAL.weights("rows")
FUNDING = "Ressources financières mobilisées pour cette action"
PEOPLE = "Nombre de personnes mobilisés pour cette action"
LIMITS = "Suite de l'action : Limites"


def fiche(fiche_id, title, sections, **values):
    status, partners = values.get("status", "En cours"), values.get("partners", [])
    closed = {"Statut de l'action": status}
    if partners:
        closed["Partenaires d'action:"] = "\n".join(partners)
    row = {
        "id": fiche_id,
        "title": title,
        "organiser": "Centre social des Quatre-Vents",
        "departement": "Aveyron",
        "status": "En cours",
        "origin": "banque",
        "sections": closed | sections,
    }
    return Fiche.from_dict(row | values)


FICHES = (
    fiche(
        "jardin-1",
        "Le jardin partagé du Causse",
        {
            "Résumé": "Un jardin où les habitants cultivent ensemble. Il est né en 2019.",
            "Description générale": "Le jardin ouvre le mardi de 9h à 12h.",
            FUNDING: "Budget total : 9 400 €, dont 3 000 € de la Caf.",
            PEOPLE: "12 bénévoles et 1 animatrice",
            LIMITS: "L'eau manque en été.",
        },
        partners=["Caf", "Commune"],
        publics=["Familles"],
    ),
    fiche(
        "navette-1",
        "La navette du marché",
        {
            "Résumé": "Un minibus emmène les anciens au marché.",
            "Description générale": "L'aller-retour coûte 2 € au passager.",
            "Résultat pour les habitants": "Des sorties plus nombreuses.",
        },
        departement="Lot",
        status="Terminée",
        partners=["MSA"],
        publics=["Seniors"],
    ),
    fiche(
        "cafe-1",
        "Le café des parents",
        {
            "Résumé": "Un café pour les parents de l'école. L'action n'a pas encore débuté.",
            "Résultat pour les habitants": "Des parents plus sereins.",
            FUNDING: "Une subvention de la Caf est demandée.",
        },
        publics=["Familles"],
        partners=["Caf"],
        origin="recit",
    ),
    fiche(
        "modele-1",
        "Exemple de jardin d'hiver",
        {"Résumé": "Un jardin sous serre.", FUNDING: "Budget total : 77 000 €."},
        origin="modele",
    ),
)


@pytest.fixture
def hashed_words() -> Iterator[FakeEncoder]:
    """An encoder that isn't the one everything was fitted for."""
    with installed() as encoder:
        yield encoder


@pytest.fixture
def index(tmp_path, monkeypatch, hashed_words):
    # Both thresholds are fitted for the real encoder's cosines: here only the rules refuse.
    monkeypatch.setattr(ANSWER, "refuses", lambda sure: sure == 0.0)
    monkeypatch.setattr(SEVERAL, "weights", lambda _: {**ROWS, "least": 0.0})
    return built(tmp_path)


@pytest.fixture(scope="module")
def real_index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The same fiches by the bundled encoder, for tests marked `model`."""
    return built(tmp_path_factory.mktemp("real"))


def built(folder: Path) -> Index:
    source = folder / "fiches.jsonl"
    source.write_text("".join(f.to_json() + "\n" for f in FICHES), encoding="utf-8")
    build([source], folder / "index")
    return open_index(folder / "index")
