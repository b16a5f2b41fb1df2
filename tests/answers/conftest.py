"""A small bank with the fake encoder, without torch; `real_bank` has the real one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from embeddings import Encoder
from indexer import build
from search import Bank
from search.weights import Weights
from tests import fakes
from tests.fakes import FakeEncoder

FUNDING = "Ressources financières mobilisées pour cette action"
PEOPLE = "Nombre de personnes mobilisés pour cette action"
LIMITS = "Suite de l'action : Limites"


def fiche(fiche_id, title, sections, **values):
    status, partners = values.get("status", "En cours"), values.get("partners", [])
    closed = {"Statut de l'action": status}
    if partners:
        closed["Partenaires d'action:"] = "\n".join(partners)
    usual = {"departement": "Aveyron", "status": "En cours"}
    return fakes.fiche(fiche_id, title, closed | sections, **(usual | values))


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


def weights(refusal: float, rows: float) -> Weights:
    """Those that are shipped, with other thresholds: both are fitted for the real encoder."""
    fitted = Weights.read()
    return replace(
        fitted,
        refusal=replace(fitted.refusal, threshold=refusal),
        rows={**fitted.rows, "least": rows},
    )


RULES_ALONE = weights(refusal=1e-9, rows=0.0)
"""Nothing is refused but what a rule refuses."""


@pytest.fixture(scope="session")
def bank(tests_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """By an encoder that isn't the one everything was fitted for."""
    return built(tmp_path_factory.mktemp("hashed"), FakeEncoder(), RULES_ALONE)


@pytest.fixture(scope="session")
def real_bank(tmp_path_factory: pytest.TempPathFactory, real_encoder: Encoder) -> Bank:
    """The same fiches by the bundled encoder, for tests marked `model`."""
    return built(tmp_path_factory.mktemp("real"), real_encoder)


def built(folder: Path, encoder: Encoder, fitted: Weights | None = None) -> Bank:
    source = folder / "fiches.jsonl"
    source.write_text("".join(f.to_json() + "\n" for f in FICHES), encoding="utf-8")
    build([source], folder / "index", encoder=encoder)
    return Bank.open(folder / "index", encoder, fitted)
