"""How fiches are read from what people have: saved pages of the bank and other sheets."""

from corpus.reading.reader import Reading, read

__all__ = ["Reading", "read"]
