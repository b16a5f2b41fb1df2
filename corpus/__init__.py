"""The fiche, its closed vocabularies, places, and the reader of the export."""

from corpus.fiche import Fiche, Origin, Problem, ProblemKind
from corpus.reading import FileRead, Reading, read

__all__ = ["Fiche", "FileRead", "Origin", "Problem", "ProblemKind", "Reading", "read"]
