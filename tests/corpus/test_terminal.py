"""No command obeys, or lets a terminal obey, what a source or a file name holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from answers.__main__ import main as answers_command
from corpus.__main__ import main as corpus_command
from indexer.__main__ import main as indexer_command
from search.__main__ import main as search_command
from tests.fakes import FakeEncoder

ESCAPES = "\x1b[2J\x9b31m\x1b]0;titre\x07\u202e"
ROW = {
    "id": "puits-1",
    "title": f"Le puits{ESCAPES}\ndu hameau",
    "organiser": f"Foyer{ESCAPES}",
    "departement": f"Lot{ESCAPES}",
    "origin": "banque",
    "sections": {f"Résumé{ESCAPES}": f"Les voisins curent le puits{ESCAPES} ensemble."},
}
NAME = "page\x1b[31m.jsonl"


@pytest.fixture
def page(own_home: Path, fake_encoder: FakeEncoder) -> Path:
    path = own_home.parent / NAME
    rows = json.dumps(ROW) + "\n" + json.dumps({**ROW, "id": "puits-2", "departement": "Gers"})
    path.write_text(rows + "\npas du JSON\n", encoding="utf-8")
    return path


def printed(command: Any, *arguments: str | Path) -> str:
    done = CliRunner().invoke(command, [str(argument) for argument in arguments])
    assert not done.exception or isinstance(done.exception, SystemExit), done.exception
    return done.output


def test_what_is_printed_is_only_seen(page: Path) -> None:
    said = [
        printed(corpus_command, page),
        printed(corpus_command, page, "--json"),
        printed(indexer_command, page),
        printed(indexer_command, page, "--check"),
        printed(search_command, "--like", "puits-2"),
        printed(search_command, "curer le puits"),
        printed(search_command, "curer le puits", "--json"),
        printed(search_command, "curer", "--public", ESCAPES),
        printed(search_command, "--like", ESCAPES),
        printed(search_command, "--batch", page),
        printed(answers_command, "Qui cure le puits ?"),
        printed(answers_command, "Qui cure le puits ?", "--json"),
        printed(answers_command, "Qui ?", "--fiche", ESCAPES),
    ]
    for text in said:
        assert text.strip()
        assert not set("\x1b\x9b\x07\u202e") & set(text)
    # A title on two lines would pass for two results.
    assert "\ndu hameau" not in said[0] + said[4]
    assert "Le puits\\x1b[2J" in said[4]
    assert json.loads(said[1].splitlines()[-1])["title"].startswith("Le puits\x1b")
