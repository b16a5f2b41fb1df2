"""How fiches are read from what people have: saved pages of the bank and other sheets."""

from corpus.reading.reader import READERS, FileRead, Reading, read

__all__ = ["READERS", "FileRead", "Reading", "read"]
