"""Canonical values beside the raw ones: what is shown and filtered, whatever the source's
spelling (the bank itself writes « Viellissement »)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from corpus.fiche import Fiche, normalise
from corpus.places import departement_named

EVERYONE = "Tous publics"

KEYWORDS = (
    "Intergénérationnel",
    "Solidarité",
    "Parentalité",
    "Mixité sociale",
    "Environnement",
    "Éducation / scolarité",
    "Santé",
    "Mobilité / transport",
    "Précarité",
    "Démocratie & citoyenneté",
    "Intégration",
    "Vieillissement",
    "Vacances / loisirs",
    "Emploi, économie",
    "Culture",
    "Développement durable",
    "Logement",
    "Discriminations",
    "Habitants",
    "Famille",
    "Enfance & jeunesse",
    "Alphabétisation & apprentissage du français",
)
DIMENSIONS = ("Accompagnement de projets", "Services", "Citoyenneté")

_CANONICAL = (
    *KEYWORDS,
    *DIMENSIONS,
    # publics
    EVERYONE,
    "Familles",
    "Seniors",
    "Jeunes adultes",
    "Petite enfance",
    "Jeunesse",
    # partners
    "Association locale",
    "Association nationale",
    "Autre",
    "Caf",
    "Conseil départemental",
    "Commune",
    "Regroupement de communes",
    "MSA",
    "Canton",
    "CPAM",
    "Fondations",
    "CARSAT",
    "État",
    "Préfecture",
    "FONJEP",
    "ARS",
    "ACSE",
    "Bailleur social",
    # the others
    "Le centre social",
    "Un ou plusieurs partenaire(s)",
    "Un habitant",
    "Un groupe d'habitants",
    "Une commune",
    "Plusieurs communes",
    "Un quartier",
    "Plusieurs quartiers",
    "En cours",
    "Terminée",
)
_BY_KEY = {normalise(value): value for value in _CANONICAL}
_BY_KEY["viellissement"] = "Vieillissement"
_BY_KEY["personnes agees"] = "Seniors"

ORIGINS: Mapping[str, str] = {
    "banque": "Banque",
    "recit": "Récit",
    "modele": "Exemple inventé",
}
"""What users read for each origin."""


@cache
def canonical(value: str) -> str:
    """The form in which a closed value is shown; an unknown one as its source writes it."""
    return _BY_KEY.get(normalise(value), value)


def is_closed(value: str) -> bool:
    """Whether that is a closed value, however it is typed: it is then never cut at a comma."""
    return normalise(value) in _BY_KEY


@cache
def _place(written: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Département and région of what a source writes."""
    known = departement_named(written) if written else None
    if known is None:
        return ((written,) if written else ()), ()
    return (known.name,), (known.region,)


def _departement(fiche: Fiche) -> tuple[str, ...]:
    return _place(fiche.departement)[0]


def _region(fiche: Fiche) -> tuple[str, ...]:
    return _place(fiche.departement)[1]


def _values(name: str) -> Callable[[Fiche], tuple[str, ...]]:
    return lambda fiche: tuple(canonical(value) for value in getattr(fiche, name))


FACETS: Mapping[str, Callable[[Fiche], tuple[str, ...]]] = {
    "departement": _departement,
    "region": _region,
    "public": _values("publics"),
    "keyword": _values("keywords"),
    "dimension": _values("dimensions"),
    "status": lambda fiche: (canonical(fiche.status),) if fiche.status else (),
    "partner": _values("partners"),
    "territory": _values("territory"),
    "initiative": _values("initiative"),
    "origin": lambda fiche: (fiche.origin,),
}
"""Facet name to the canonical values of a fiche."""
