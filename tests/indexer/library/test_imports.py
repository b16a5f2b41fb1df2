"""The names under which originals are kept."""

from __future__ import annotations

import pytest

from indexer.library.imports import MAX_NAME_BYTES, distinct, safe_name

KINDS = {".txt", ".jsonl", ".html"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Fiches d'été.txt", "Fiches d'été.txt"),
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\moi\\page.html", "page.html"),
        ("..", "fiches.txt"),
        (".txt", "fiches.txt"),
        ("", "fiches.txt"),
        ("con.txt", "fiches con.txt"),
        ("LPT1", "fiches LPT1.txt"),
        ("nul.tar.txt", "fiches nul.tar.txt"),
        ("Console.txt", "Console.txt"),
        ('a<b>:"c|?*\x00\n.txt', "a b c.txt"),
        ("fin. . .", "fin.txt"),
        ("page.TXT", "page.TXT"),
        ("page.php", "page.php.txt"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("fac\u202etxt.exe.txt", "factxt.exe.txt"),
    ],
)
def test_a_name_is_as_near_as_can_be(given: str, kept: str) -> None:
    assert safe_name(given, KINDS) == kept


def test_a_very_long_name_keeps_its_ending() -> None:
    name = safe_name("é" * 400 + ".html", KINDS)
    assert len(name.encode()) <= MAX_NAME_BYTES
    assert name.endswith("é.html")


def test_a_taken_name_gets_a_number_whatever_its_case() -> None:
    assert distinct("Page.txt", []) == "Page.txt"
    assert distinct("Page.txt", ["page.TXT", "page (2).txt"]) == "Page (3).txt"
