"""A pasted text: read within its limits, which are said, at a cost that grows as it does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from answers import answer
from answers.__main__ import main as answers_command
from indexer import build
from search import Bank, Query, search
from search.__main__ import main as search_command
from search.query import LONGEST_TEXT
from search.reading.terms import MOST_CORRECTED
from tests.fakes import FakeEncoder
from tests.indexer.sources import FICHES, write

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def bank(tests_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Bank:
    encoder, folder = FakeEncoder(), tmp_path_factory.mktemp("long")
    build([write(folder / "fiches.jsonl", *FICHES)], folder / "index", encoder=encoder)
    return Bank.open(folder / "index", encoder)


def unknown_words(count: int) -> list[str]:
    """Words that no one knows, no two alike."""
    return [
        f"zq{LETTERS[i // 676]}{LETTERS[i // 26 % 26]}{LETTERS[i % 26]}xw" for i in range(count)
    ]


TEXTS: dict[str, Callable[[int], str]] = {
    "words": lambda n: " ".join(
        ["un jardin partagé à Rodez avec la Caf, 12 ans, 300 €"] * (n // 50)
    ),
    "unknown words": lambda n: " ".join(unknown_words(n // 8)),
    "codes": lambda n: "dans le " + "12 81 et " * (n // 9),
    "one number": lambda n: "dans le " + "1" * n + " a 12 13",
    "punctuation": lambda n: "?!.,;:" * (n // 6),
    "clauses": lambda n: "qui, quoi ; " * (n // 12),
    "spaces": lambda n: "jardin" + " " * n + "partagé",
    "names": lambda n: "Lot, Gard. " * (n // 11),
    "no French": lambda n: "مرحبا 😀 " * (n // 8),
}


def calls(work: Callable[[], Any]) -> int:
    """Calls of functions, Python's and C's, that the work makes in this thread."""
    count = 0

    def counted(_frame: object, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("kind", TEXTS)
def test_twice_the_text_is_twice_the_work(bank: Bank, kind: str) -> None:
    made = TEXTS[kind]
    for ask in (lambda text: search(bank, Query(text)), lambda text: answer(bank, text)):
        ask(made(10_000))  # What is remembered of words is remembered for both.
        ask(made(5_000))
        once, twice = (calls(partial(ask, f"{n} {made(n)}")) for n in (5_000, 10_000))
        assert twice <= 2.2 * once


def test_a_long_number_is_not_cut_in_every_way(bank: Bank) -> None:
    # Once, forty digits took longer than the age of the Earth.
    assert search(bank, Query("dans le " + "1" * 2_000 + " a 12 13")) is not None


def test_of_many_unknown_words_fifty_are_corrected_and_it_is_said(bank: Bank) -> None:
    wrong = [*(["jardain"] * 200), *unknown_words(MOST_CORRECTED - 1), "navetre"]
    found = search(bank, Query(" ".join(wrong))).understood
    assert {item.value for item in found if item.effect == "correction" and item.text} == {"jardin"}
    [said] = [item.value for item in found if item.field == "limit"]
    assert "50 mots" in said
    few = search(bank, Query(" ".join(wrong[:-1]))).understood
    assert not [item for item in few if item.field == "limit"]


@pytest.mark.slow
def test_a_text_beyond_the_limit_is_read_up_to_it_and_it_is_said(bank: Bank) -> None:
    text = "jardin partagé " * (LONGEST_TEXT // 15 + 1)
    found = search(bank, Query(text))
    assert found.query.text == text
    assert [i.value for i in found.understood if i.field == "limit"] == list(
        answer(bank, text).notes
    )
    assert "20\u00a0000" in answer(bank, text).notes[-1]
    assert not answer(bank, text[:LONGEST_TEXT]).notes


ODD = ["", " " * 9, "\x00", "\x00jardin\x00", "\ud800", "?!…", "\u202enidraj", "مرحبا", "😀" * 99]


@pytest.mark.parametrize("command", [search_command, answers_command])
@pytest.mark.parametrize(
    "text",
    [*ODD, "a" * 200_000, pytest.param("jardin " * 30_000, marks=pytest.mark.slow)],
    ids=lambda text: f"{len(text)}-{text[:1]!a}",
)
def test_no_text_breaks_a_command(
    bank: Bank, fake_encoder: FakeEncoder, command: Any, text: str
) -> None:
    done = CliRunner().invoke(command, ["--index", str(bank.index.folder), "--", text])
    assert done.exit_code == 0, done.output[-500:]
    if len(text) > LONGEST_TEXT:
        assert "premiers caractères sont lus" in done.stderr
        assert "premiers caractères" not in done.stdout
