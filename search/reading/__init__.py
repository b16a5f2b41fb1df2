"""What a typed text says: places, publics, partners, limits… and the words to look for."""

from search.reading.query import Understanding, understand

__all__ = ["Understanding", "understand"]
