"""What a terminal or an office file can't take."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from french.characters import as_json, plain, visible

ANY = some.text(some.characters(codec=None, categories=None))
OBEYED = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u202e\u2066\u2028"}


@given(ANY)
def test_plain_text_goes_through_xml_and_utf8(text: str) -> None:
    kept = plain(text).replace("\r", "")
    root = ElementTree.Element("t")
    root.text = kept
    assert (ElementTree.fromstring(ElementTree.tostring(root, "utf-8")).text or "") == kept  # noqa: S314


@given(ANY)
def test_a_terminal_obeys_nothing(text: str) -> None:
    shown = visible(text)
    assert not (OBEYED - {"\n", "\t"}) & set(shown)
    shown.encode("utf-8")


@given(ANY)
def test_json_reads_back_and_a_terminal_obeys_nothing(text: str) -> None:
    line = as_json({"é": text})
    assert json.loads(line) == {"é": text}
    assert not OBEYED & set(line)
    line.encode("utf-8")


@pytest.mark.parametrize("text", ["Goûter\u00a0: « crêpes »", "مرحبا 😀👩‍👧", "a\tb\nc"])
def test_words_stay_as_they_are(text: str) -> None:
    assert plain(text) == visible(text) == text


def test_an_escape_is_seen() -> None:
    assert visible("a\x1b[2Jb\x9b1m\u202e") == "a\\x1b[2Jb\\x9b1m\\u202e"
