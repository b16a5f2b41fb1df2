"""The sector's language: which words of a text the lexicon reads, and in which direction."""

from __future__ import annotations

from french.lexicon import readings
from french.terms import words


def others(text: str) -> set[str]:
    surfaces = [surface for _, _, surface in words(text)]
    return {form for reading in readings(surfaces) for form in reading.others}


def test_a_verbs_other_forms_find_what_the_verb_finds() -> None:
    assert "convivialité" in others("papoter")
    assert "convivialité" in others("on papote au marché")


def test_a_form_met_as_it_is_is_not_read_by_its_stem_too() -> None:
    # « jardin », an entry too, has the stem of « jardiner ».
    assert {reading.form for reading in readings(["jardiner"])} == {"jardiner"}


def test_a_narrow_entry_goes_one_way() -> None:
    assert "navette" in others("mobilité")
    assert "mobilité" not in others("navette")


def test_a_short_stem_stands_for_no_other_word() -> None:
    assert others("il va là") == set()
