"""What the documents say: commands, links, targets and variables, read from their Markdown."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "README.fr.md", "CONTRIBUTING.md")
COMMANDS = ("corpus", "indexer", "search", "answers", "eval")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_COMMAND = re.compile(r"\bpython -m (\w+)(.*)")
_MAKE = re.compile(r"(?:^|sudo |&& )make ((?:[a-zA-Z]+(?:=\S+)?\s*)+)")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^()\s]+)\)")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def text(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def code_lines(document: str) -> Iterator[str]:
    """Lines of the code blocks, and the inline code of the prose."""
    whole = text(document)
    for match in _FENCE.finditer(whole):
        yield from match[2].splitlines()
    yield from _SPAN.findall(_FENCE.sub("", whole))


def commands(document: str) -> list[tuple[str, list[str]]]:
    """(module, arguments) of every command of ours that the document shows."""
    found = []
    for line in code_lines(document):
        match = _COMMAND.search(line)
        if match and match[1] in COMMANDS:
            arguments = [a for a in shlex.split(match[2], comments=True) if a != "…"]
            found.append((match[1], arguments))
    return found


def make_calls(document: str) -> list[str]:
    """What stands after `make`: targets and VARIABLE=value."""
    words: list[str] = []
    for line in code_lines(document):
        for match in _MAKE.finditer(line):
            words += match[1].split()
    return words


def links(document: str) -> list[str]:
    """Targets of the links, pictures left out."""
    return _LINK.findall(_PICTURE.sub("", _FENCE.sub("", text(document))))


def pictures(document: str) -> list[str]:
    return _PICTURE.findall(text(document))


def anchors(document: str) -> set[str]:
    """The anchors that GitHub gives to headings."""
    titles = _HEADING.findall(_FENCE.sub("", text(document)))
    kept = [re.sub(r"[^\w\- ]", "", title.lower()) for title in titles]
    return {title.replace(" ", "-") for title in kept}
