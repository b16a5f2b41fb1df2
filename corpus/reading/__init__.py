"""How fiches are read from what people have: saved pages of the bank and other sheets."""

from corpus.reading.reader import FileRead, Reading, read

__all__ = ["FileRead", "Reading", "read"]
