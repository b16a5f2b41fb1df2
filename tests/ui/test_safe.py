from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from french.characters import plain
from tests.ui.conftest import EVIL
from ui import safe


@given(some.text())
def test_text_holds_no_markup(value: str) -> None:
    shown = safe.text(value)
    assert not re.search("[<>\"']", shown)
    assert html.unescape(shown).replace("\r", "") == html.unescape(
        html.escape(plain(value))
    ).replace("\r", "")


@given(some.text())
def test_a_literal_is_one_code_span(value: str) -> None:
    shown = safe.literal(value)
    if shown == "\u00a0":
        return
    fence = re.match("`+", shown)
    assert fence is not None
    inside = shown[len(fence.group()) : -len(fence.group())]
    assert shown.endswith(fence.group())
    assert all(len(run) != len(fence.group()) for run in re.findall("`+", inside))
    assert "\n" not in inside


def test_a_literal_hides_icon_names_from_streamlit() -> None:
    assert ":material/" not in safe.literal(EVIL)


def test_marked_words_are_whole_and_escaped() -> None:
    shown = safe.marked("La <b>mobilité</b>, automobilité", ["mobilité"])
    assert shown == "La &lt;b&gt;<mark>mobilité</mark>&lt;/b&gt;, automobilité"
    assert safe.marked(EVIL, ["script", "(", "**"]).count("<script") == 0


def test_highlight_is_a_slice_of_the_source() -> None:
    assert safe.highlighted("a<b>c", 1, 4, "x") == 'a<mark id="x">&lt;b&gt;</mark>c'
    assert safe.highlighted("abc", 2, 9, "x") == "abc"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address: str | None, kept: bool) -> None:
    assert (safe.web_address(address) is not None) is kept
