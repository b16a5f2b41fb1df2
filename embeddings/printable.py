"""Text that a tokenizer can take."""

from __future__ import annotations

# 512 tokens never span more than this many characters of real text; tokenising more of a
# pasted book would only cost time.
LONGEST_INPUT = 20_000


def printable(text: str) -> str:
    """No lone surrogates, no NUL, no endless input."""
    return encodable(text[:LONGEST_INPUT].replace("\x00", " "))


def encodable(text: str) -> str:
    """No lone surrogates."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
