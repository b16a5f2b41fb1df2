"""Saved web pages: the same fiches whatever the site's tags, without its menus."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest

from corpus import Fiche, labels, read
from tests.corpus.exports import MINIMAL, REAL, Scratch, said
from tests.corpus.web_pages import STRUCTURES, definitions, page

NAMED = [
    "dimensions",
    "keywords",
    "initiative",
    "territory",
    "publics",
    "partners",
    "status",
    "end_reason",
    "year",
]


def same(one: Fiche, other: Fiche) -> None:
    assert (one.id, one.title, one.organiser, one.departement) == (
        other.id,
        other.title,
        other.organiser,
        other.departement,
    )
    for name in NAMED:
        assert getattr(one, name) == getattr(other, name), name
    skeleton = {k: v.replace("- ", "").split() for k, v in one.sections.items()}
    assert skeleton == {k: v.replace("- ", "").split() for k, v in other.sections.items()}


@pytest.mark.parametrize("name", STRUCTURES)
def test_a_page_gives_the_fiche_whatever_its_tags(name: str, scratch: Scratch) -> None:
    [fiche] = scratch.read(MINIMAL).fiches
    reading = scratch.read(page([fiche], STRUCTURES[name]), "page.html")
    [found] = reading.fiches
    assert found.sections == fiche.sections
    same(found, fiche)
    assert found.source == "page.html"
    assert "Mentions" not in found.to_json()
    assert "cachée" not in found.to_json()


@pytest.mark.skipif(not REAL.exists(), reason="the real export isn't here")
@pytest.mark.parametrize("name", STRUCTURES)
def test_the_real_fiches_come_out_of_a_page_as_out_of_the_export(
    name: str, scratch: Scratch
) -> None:
    fiches = read([REAL]).fiches
    found = scratch.read(page(fiches, STRUCTURES[name]), "page.htm").fiches
    assert [each.title for each in found] == [each.title for each in fiches]
    for one, other in zip(found, fiches, strict=True):
        same(one, other)


def test_links_of_the_text_and_names_of_files_are_kept(scratch: Scratch) -> None:
    [fiche] = scratch.read(MINIMAL).fiches
    text = definitions(fiche).replace(
        "Un banc pour attendre ensemble.",
        "Un banc pour <a href='https://exemple.fr/banc'>attendre</a> ensemble.",
    )
    text = text.replace(
        "<dt>Fichier(s) associé(s)</dt><dd></dd>",
        "<dt>Fichier(s) associé(s)</dt><dd><a href='/f/plan.pdf'>plan.pdf</a> (12.5K)</dd>",
    ).replace("<dd>Solidarité</dd>", "<dd><a href='https://exemple.fr/?m=2'>Solidarité</a></dd>")
    [found] = scratch.read(text, "page.html").fiches
    assert found.sections["Résumé"] == "Un banc pour attendre (https://exemple.fr/banc) ensemble."
    assert found.attachments == ("plan.pdf",)
    assert found.keywords == ("Solidarité",)


def envelope(html: str, coding: str, charset: str) -> bytes:
    data = html.encode(charset)
    body = base64.encodebytes(data) if coding == "base64" else quopri.encodestring(data)
    head = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html; charset={charset}\r\nContent-ID: <un@x>\r\n"
        f"Content-Transfer-Encoding: {coding}\r\n\r\n"
    )
    image = "\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <i@x>\r\n\r\nxx\r\n--b--\r\n"
    return head.encode() + body + image.encode()


@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_in_one_file_is_read(coding: str, charset: str, scratch: Scratch) -> None:
    [fiche] = scratch.read(MINIMAL).fiches
    html = definitions(fiche).replace("ensemble.", "ensemble « à l’œil ».<img src='cid:i@x'>")
    [found] = scratch.read(envelope(html, coding, charset), "page.mhtml").fiches
    assert found.id == fiche.id
    assert found.sections["Résumé"] == "Un banc pour attendre ensemble « à l’œil »."


@pytest.mark.parametrize(
    "data",
    [
        b'<meta charset="iso-8859-1">{}',
        b"<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>{}",
        b"{}",
    ],
)
def test_the_character_set_is_declared_or_guessed(data: bytes, scratch: Scratch) -> None:
    [fiche] = scratch.read(MINIMAL).fiches
    html = definitions(fiche).replace("ensemble.", "ensemble – 5 €.")
    [found] = scratch.read(data.replace(b"{}", html.encode("cp1252")), "page.html").fiches
    assert found.title == "Un banc devant l'école"
    assert found.sections["Résumé"] == "Un banc pour attendre ensemble – 5 €."


def test_broken_pages_are_read_as_far_as_they_go(scratch: Scratch) -> None:
    [fiche] = scratch.read(MINIMAL).fiches
    html = definitions(fiche)
    for broken in (
        html.replace("</dd>", "").replace("</dt>", ""),
        "<div>" * 1500 + html,
        f"<p>avant <!-- commentaire\n --> après</p>{html}<!-- jamais fermé " + "x" * 1000,
    ):
        [found] = scratch.read(broken, "page.html").fiches
        assert found.sections == fiche.sections
        assert labels.SEPARATOR not in found.sections


def test_a_page_without_fiche_says_so_once(scratch: Scratch) -> None:
    for name, data in (("a.html", "<p>Bonjour"), ("b.mhtml", "rien"), ("c.html", "")):
        reading = scratch.read(data, name)
        assert reading.fiches == ()
        assert len(reading.problems) == 1, name
    assert said(scratch.read("rien", "d.mht"), "enregistrez-la de nouveau")


def test_a_page_named_mhtml_that_is_html_is_read(tmp_path: Path) -> None:
    fiche = read_minimal(tmp_path)
    (tmp_path / "page.mht").write_text(definitions(fiche), "utf-8")
    assert [each.id for each in read([tmp_path / "page.mht"]).fiches] == [fiche.id]


def read_minimal(folder: Path) -> Fiche:
    (folder / "m.txt").write_text(MINIMAL, "utf-8")
    return read([folder / "m.txt"]).fiches[0]
