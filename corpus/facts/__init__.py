"""What a fiche's text states beside its closed fields, each thing with the place that proves it."""

from corpus.facts.bodies import OWN_NAMES, bodies_named, named
from corpus.facts.derived import ASKED, POSSIBLE, Derived, derive
from corpus.facts.detectors import DETECTORS
from corpus.facts.endings import endings_said
from corpus.facts.sentences import SentenceFacts, read_sentences
from corpus.facts.structures import CENTRE, STRUCTURES

__all__ = [
    "ASKED",
    "CENTRE",
    "DETECTORS",
    "OWN_NAMES",
    "POSSIBLE",
    "STRUCTURES",
    "Derived",
    "SentenceFacts",
    "bodies_named",
    "derive",
    "endings_said",
    "named",
    "read_sentences",
]
