"""The fiche, its closed vocabularies, places, and the reader of the export."""

from corpus.fiche import Fiche, Origin, Problem
from corpus.reading import Reading, read

__all__ = ["Fiche", "Origin", "Problem", "Reading", "read"]
