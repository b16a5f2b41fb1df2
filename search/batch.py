"""Questions in a file, one JSON object a line, for the command lines of search and answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from french import visible


def rows(path: Path, field: str) -> Iterator[dict[str, Any]]:
    """The objects of a file, in order, each with a text under `field`; empty lines don't count.

    Raises click.UsageError, which names the file and the line, at a line of another form.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(visible(f"{path} : fichier illisible ({error})")) from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield {**row, field: encodable(str(row[field]))}
        except (ValueError, KeyError, TypeError):
            sentence = f'{path}:{number} : attendu {{"id": …, "{field}": …}}, une ligne chacun'
            raise click.UsageError(visible(sentence)) from None


def encodable(text: str) -> str:
    """Without the lone surrogates that a bad byte on the command line becomes."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
