"""What a fiche's text states beside its closed fields, each thing with the place that proves it."""

from corpus.facts.derived import Derived, derive
from corpus.facts.detectors import DETECTORS
from corpus.facts.sentences import SentenceFacts, read_sentences

__all__ = ["DETECTORS", "Derived", "SentenceFacts", "derive", "read_sentences"]
