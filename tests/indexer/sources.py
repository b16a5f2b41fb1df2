"""Small fiches for the tests of the index, in our own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpus import Fiche
from corpus.labels import DESCRIPTION, FUNDING, GENERAL, SUMMARY
from tests import fakes

NAVETTE = "Des bénévoles conduisent les aînés au marché.\nLe départ se fait place de l'Église."
JARDIN = "Un jardin partagé au pied des immeubles. On y récolte des tomates.12 familles viennent."
CAFE = "Le café des parents ouvre le mardi\n- on parle\n- on rit"


def fiche(fiche_id: str, title: str, summary: str, **values: Any) -> Fiche:
    sections = {SUMMARY: summary, **values.pop("sections", {})}
    usual = {"organiser": "Centre social du Lavoir"}
    return fakes.fiche(fiche_id, title, sections, **(usual | values))


FICHES = (
    fiche(
        "navette-1",
        "La navette du mardi",
        NAVETTE,
        departement="Aveyron",
        publics=["Seniors"],
        keywords=["Mobilité / transport"],
        partners=["Commune"],
        status="En cours",
        year=2019,
        sections={DESCRIPTION: "Trois chauffeurs se relaient.", FUNDING: "72 373 €"},
    ),
    fiche(
        "jardin-2",
        "Le jardin d'en bas",
        JARDIN,
        departement="Lot",
        publics=["Tous publics"],
        keywords=["Environnement"],
        status="Terminée",
        end_reason="La parcelle a été vendue",
        sections={GENERAL: "La Carsat a payé les outils. On prête ces outils. Outils rangés."},
    ),
    fiche("cafe-3", "Le café des parents", CAFE, departement="Haute-Vienne", origin="modele"),
)


def write(path: Path, *fiches: Fiche) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f.to_json() + "\n" for f in fiches), encoding="utf-8")
    return path
