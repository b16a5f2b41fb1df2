"""A field is said once: its option, its filter, its title, its proof."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

from corpus import labels
from corpus.vocabulary import FACETS
from search import FIELDS, Query, shown
from search.__main__ import main
from search.columns import columns_of
from search.filters import OUT, admitted
from search.stated import UnknownValueError
from tests.search.test_stated import ALL


def test_the_closed_fields_are_those_that_fiches_have() -> None:
    closed = [name for name, field in FIELDS.items() if field.source == "closed"]
    assert closed == list(FACETS)
    assert {FIELDS[name].label for name in closed} - {None} <= set(labels.ORDER)


def test_every_option_is_told_with_its_title() -> None:
    told = CliRunner().invoke(main, ["--help"]).output
    for field in FIELDS.values():
        assert field.option is None or f"--{field.option} X" in told
    assert "Âge dans le texte, par exemple 6-8." in told


@pytest.mark.parametrize(
    ("value", "years", "said"),
    [
        ("2019-2021", {2019, 2021}, "2019 à 2021"),
        ("2021-", {2021, 2024}, "2021 et après"),
        ("-2019", {2019}, "2019 et avant"),
        ("2024-2024", {2024}, "2024"),
    ],
)
def test_years_are_filtered_by_ranges(value: str, years: set[int], said: str) -> None:
    dated = [None, 2019, 2021, 2024]
    bank = columns_of([replace(ALL[0], year=year) for year in dated], [()] * 4)
    held = admitted(bank, Query("", {"year": (value,)})) != OUT
    assert {year for year, found in zip(dated, held, strict=True) if found} == years
    assert shown("year", value) == said
    with pytest.raises(UnknownValueError, match="2019-2021, -2021 ou 2019-"):
        admitted(bank, Query("", {"year": ("2019",)}))
