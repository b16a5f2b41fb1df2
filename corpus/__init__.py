"""The fiche, its closed vocabularies, places, and the reader of the export."""

from corpus.fiche import Fiche, Origin, Problem, ProblemKind, normalise
from corpus.labels import LISTS, ORDER, SUMMARY, WITH_WHOM
from corpus.places import departement_named, departements, region_codes, town_departements
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
    "Fiche",
    "FileRead",
    "Origin",
    "Problem",
    "ProblemKind",
    "Reading",
    "canonical",
    "departement_named",
    "departements",
    "is_closed",
    "normalise",
    "read",
    "region_codes",
    "town_departements",
]
