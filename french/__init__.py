"""The French language as Essaimer needs it: terms, sentences, amounts."""

from french.segmentation import sentences
from french.terms import Analyser, Token

__all__ = ["Analyser", "Token", "sentences"]
