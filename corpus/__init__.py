"""The fiche, its closed vocabularies, places, and the reader of the export."""

from corpus.fiche import Fiche, Origin, Problem, ProblemKind, normalise
from corpus.labels import LISTS, ORDER, SUMMARY, WITH_WHOM
from corpus.places import (
    Departement,
    Place,
    departement_named,
    departements,
    distance,
    place_words,
    region_codes,
    region_named,
    town_named,
)
from corpus.reading import FileRead, Reading, read
from corpus.vocabulary import DIMENSIONS, EVERYONE, FACETS, KEYWORDS, ORIGINS, canonical, is_closed

__all__ = [
    "DIMENSIONS",
    "EVERYONE",
    "FACETS",
    "KEYWORDS",
    "LISTS",
    "ORDER",
    "ORIGINS",
    "SUMMARY",
    "WITH_WHOM",
    "Departement",
    "Fiche",
    "FileRead",
    "Origin",
    "Place",
    "Problem",
    "ProblemKind",
    "Reading",
    "canonical",
    "departement_named",
    "departements",
    "distance",
    "is_closed",
    "normalise",
    "place_words",
    "read",
    "region_codes",
    "region_named",
    "town_named",
]
