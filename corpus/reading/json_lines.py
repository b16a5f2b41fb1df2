"""Fiches that `to_json` wrote, one object a line."""

from __future__ import annotations

import json

from corpus.fiche import Fiche, Problem
from corpus.reading.placed import Placed


def read_json_lines(text: str, file: str, problems: list[Problem]) -> list[Placed]:
    """The fiches of a text in JSON Lines; a line that can't be read is a problem."""
    result: list[Placed] = []
    found: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            # An escaped lone surrogate could never be written out again.
            plain = json.dumps(json.loads(line), ensure_ascii=False)
            row = json.loads(plain.encode("utf-8", errors="replace"))
            if not isinstance(row, dict):
                raise ValueError("une fiche s'écrit entre accolades, une par ligne")
            result.append(Placed(Fiche.from_dict(row), file, number))
        except json.JSONDecodeError as error:
            sentence = f"ligne JSON illisible (colonne {error.colno}) ; une fiche par ligne"
            found.append(Problem(file, number, sentence))
        except (ValueError, RecursionError) as error:
            found.append(Problem(file, number, f"fiche JSON refusée : {error}"))
    if not text.strip():
        found.append(Problem(file, 0, "fichier vide"))
    # Of a file that holds no fiche at all, the first trouble says enough.
    problems.extend(found if result else found[:1])
    return result
