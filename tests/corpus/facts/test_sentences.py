"""What sentences state as arrays: read, put together, cut again, written and read back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.facts import SentenceFacts, read_sentences
from french.terms import stem

FIRST = (
    "Moyens financiers :",
    "Le budget total est de 9 400 €, dont 3 000 € de la Caf.",
    "En 2021 puis en 2022, 12 bénévoles ont servi 300 repas aux familles.",
)
SECOND = ("Rien de chiffré ici.", "Coût total : 77 000 € en 2019, avec la mairie et la MSA.")


def same(one: SentenceFacts, other: SentenceFacts) -> bool:
    tables = ("lines", "amounts", "years", "words")
    # Rows as bytes: NaN, where an amount has no number, is then equal to itself.
    return all(getattr(one, n).tobytes() == getattr(other, n).tobytes() for n in tables)


def test_each_sentence_states_its_own() -> None:
    facts = read_sentences(FIRST)
    assert len(facts) == 3
    assert facts.years_given() == [frozenset(), frozenset(), frozenset({2021, 2022})]
    assert facts.naming({"Caf"}).tolist() == [False, True, False]
    assert facts.naming({"MSA", "Caf"}).tolist() == [False, True, False]
    assert facts.having("money").tolist() == [False, True, False]
    assert facts.having("count").tolist() == [False, False, True]
    assert facts.degrees("cost").tolist() == [0, 1, 0]
    assert not facts.degrees("").any()
    assert facts.lines["words"].tolist()[0] == len(FIRST[0].split())
    assert facts.lines["colon"].tolist() == [True, False, False]
    assert facts.lines["digits"].tolist() == [False, True, True]


def test_what_is_counted_is_told_from_what_stands_beside() -> None:
    facts = read_sentences([*FIRST, "Les familles viennent."])
    assert facts.counting({stem("repas")}).tolist() == [False, False, True, False]
    assert not facts.counting({stem("familles")}).any()
    assert facts.counting_beside({stem("familles.")}).tolist() == [False, False, True, False]


def test_a_total_keeps_its_place_and_its_value() -> None:
    texts = ("Subvention de la Caf : 3 000 €.", "Le budget total est de 9 400 €.")
    [(sentence, start, end, value)] = read_sentences(texts).totals()
    assert (sentence, value) == (1, 9400)
    assert "9 400 €" in texts[sentence][start:end]


def test_parts_put_together_are_the_whole_and_are_cut_again() -> None:
    parts = [read_sentences(texts) for texts in (FIRST, (), SECOND)]
    whole = SentenceFacts.together(parts)
    assert same(whole, read_sentences([*FIRST, *SECOND]))
    assert [same(whole.of(*place), part) for place, part in zip(
        ((0, 3), (3, 3), (3, 5)), parts, strict=True
    )] == [True] * 3  # fmt: skip
    assert len(SentenceFacts.together([])) == 0


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    facts = read_sentences([*FIRST, *SECOND])
    facts.save(tmp_path / "facts.npz")
    assert same(SentenceFacts.load(tmp_path / "facts.npz"), facts)


def test_arrays_of_another_form_are_refused(tmp_path: Path) -> None:
    facts = read_sentences(FIRST)
    np.savez(
        tmp_path / "facts.npz",
        lines=facts.lines[["words", "colon"]],
        amounts=facts.amounts,
        years=facts.years,
        words=facts.words,
    )
    with pytest.raises(ValueError, match="other columns"):
        SentenceFacts.load(tmp_path / "facts.npz")
