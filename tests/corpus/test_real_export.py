"""The 25 real fiches, against a naive extraction written here and under harmless changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

import pytest

from corpus import Fiche, read
from tests.corpus.exports import DESCRIPTION, REAL, Scratch

pytestmark = pytest.mark.skipif(
    not REAL.is_file(), reason=f"the real export is not in this checkout ({REAL})"
)

LABELS = (
    "- Structure organisatrice",
    "- Fichier(s) associé(s)",
    "- Statut de l'action",
    "- Raisons pour lesquelles l'action est terminée",
    "- Dimension",
    "- Mots clés associés à l'action",
    "- Résumé",
    "- Qui est à l'initiative de l'action ?",
    "- Précision ( si autre )",
    "- Territoire concerné",
    f"- {DESCRIPTION}",
    "- Public",
    "- Avec qui cette action a-t-elle été menée ?",
    "Partenaires d'action:",
    "- Territoire concerné",
    "- Description générale",
    "- Ressources financières mobilisées pour cette action",
    "- Nombre de personnes mobilisés pour cette action",
    "- Résultat sur le territoire",
    "- Résultat pour le centre social",
    "- Résultat pour les habitants",
    "- Suite de l'action : Limites",
    "- Suite de l'action : Perspectives",
)
CLOSED = {
    "organisers": "Structure organisatrice",
    "dimensions": "Dimension",
    "keywords": "Mots clés associés à l'action",
    "initiative": "Qui est à l'initiative de l'action ?",
    "publics": "Public",
    "partners": "Partenaires d'action:",
}


@cache
def real_text() -> str:
    return REAL.read_text(encoding="utf-8")


@cache
def fiches() -> tuple[Fiche, ...]:
    return read([REAL]).fiches


def naive() -> list[tuple[str, dict[str, list[str]]]]:
    """(title, lines a label) a fiche: exact lines, each label looked for after the last."""
    lines = real_text().split("\n")
    starts = [
        i
        for i, line in enumerate(lines)
        if line == "Actions" and lines[i + 2] == "- Structure organisatrice"
    ]
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        at = [(start + 2, LABELS[0])]
        for label in LABELS[1:]:
            here = [i for i in range(at[-1][0] + 1, end) if lines[i] == label]
            if here:
                at.append((here[0], label))
        values: dict[str, list[str]] = {}
        for (begin, label), stop in zip(at, [*(i for i, _ in at[1:]), end], strict=True):
            name = label.removeprefix("- ")
            body = [line.strip() for line in lines[begin + 1 : stop] if line not in ("-", "")]
            if name == "Territoire concerné" and values.get(name):
                assert values[name] == body
            else:
                values[name] = body
        found.append((lines[start + 1], values))
    return found


def closed(values: Mapping[str, list[str]], label: str) -> tuple[str, ...]:
    return tuple(value.removeprefix("- ") for value in values[label])


def test_the_page_gives_25_fiches_and_nothing_to_report() -> None:
    assert len(naive()) == len(fiches()) == 25
    assert read([REAL]).problems == ()


@pytest.mark.parametrize("number", range(25))
def test_every_field_of_each_fiche_is_what_the_page_says(number: int) -> None:
    title, values = naive()[number]
    fiche = fiches()[number]
    assert fiche.title == title
    [structure] = closed(values, CLOSED["organisers"])
    assert f"{fiche.organiser} - {fiche.departement}" == structure
    assert fiche.departement == structure.split(" - ")[-1]
    assert (fiche.status,) == closed(values, "Statut de l'action")
    reason = "\n".join(values.get("Raisons pour lesquelles l'action est terminée", []))
    assert (fiche.end_reason or "") == reason
    assert (fiche.initiative_note or "") == "\n".join(values.get("Précision ( si autre )", []))
    for name in ("dimensions", "keywords", "initiative", "publics", "partners"):
        assert getattr(fiche, name) == closed(values, CLOSED[name]), name
    assert fiche.territory == closed(values, "Territoire concerné")
    assert fiche.attachments == ()
    assert (fiche.year, fiche.url, fiche.origin, fiche.source) == (
        None,
        None,
        "banque",
        REAL.name,
    )


@pytest.mark.parametrize("number", range(25))
def test_every_section_is_whole_and_under_its_own_label(number: int) -> None:
    _, values = naive()[number]
    lists = {*CLOSED.values(), "Statut de l'action", "Territoire concerné"}
    expected = {
        label: "\n".join(closed(values, label) if label in lists else lines)
        for label, lines in values.items()
        if lines
    }
    assert dict(fiches()[number].sections) == expected


def test_no_line_of_the_page_is_lost() -> None:
    kept = {"Les actions des centres sociaux", "Actions", "-", "", *LABELS}
    for fiche in fiches():
        kept.add(fiche.title)
        for text in fiche.sections.values():
            kept.update(text.split("\n"))
            kept.update(f"- {line}" for line in text.split("\n"))
    assert [line for line in real_text().split("\n") if line.strip() not in kept] == []


def test_ids_are_unique_and_hold_the_title() -> None:
    ids = [fiche.id for fiche in fiches()]
    assert len(set(ids)) == 25
    assert ids[3].startswith("jouer-ensemble-")


def with_curly_labels(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(line.replace("'", "’") if line in LABELS else line for line in lines)


def with_nbsp_labels(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(line.replace(" ", "\u00a0") if line in LABELS else line for line in lines)


HARMLESS: dict[str, Callable[[str], bytes]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "NFD": lambda text: unicodedata.normalize("NFD", text).encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "NBSP everywhere": lambda text: text.replace(" ", "\u00a0").encode(),
    "narrow NBSP everywhere": lambda text: text.replace(" ", "\u202f").encode(),
    "NBSP in labels": lambda text: with_nbsp_labels(text).encode(),
    "curly apostrophes in labels": lambda text: with_curly_labels(text).encode(),
    "spaces at line ends": lambda text: text.replace("\n", "  \n").encode(),
    "zero-width spaces": lambda text: text.replace("\n", "\u200b\n").encode(),
    "entities": lambda text: text.replace("&", "&amp;").replace("é", "&eacute;").encode(),
    "wrapped in paragraphs": lambda text: text.replace("\n", "</p>\n<p>").encode(),
    "no newline at the end": lambda text: text.rstrip("\n").encode(),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_a_harmless_change_of_the_file_gives_the_same_fiches(change: str, scratch: Scratch) -> None:
    reading = scratch.read(HARMLESS[change](real_text()), name=REAL.name)
    assert reading.fiches == fiches()


def test_two_pages_pasted_into_one_file_give_the_fiches_of_both(scratch: Scratch) -> None:
    at = real_text().index("\nActions\nJouer ensemble\n") + 1
    head = "Les actions des centres sociaux\n"
    both = real_text()[:at] + "\ufeff" + head + real_text()[at:]
    assert scratch.read(both, name=REAL.name).fiches == fiches()


def test_the_json_form_is_read_back_to_the_same_fiches(scratch: Scratch) -> None:
    lines = "\n".join(fiche.to_json() for fiche in fiches())
    reading = scratch.read(lines, name="fiches.jsonl")
    assert (reading.fiches, reading.problems) == (fiches(), ())


@pytest.mark.slow
def test_a_page_cut_anywhere_keeps_the_fiches_before_the_cut(scratch: Scratch) -> None:
    text = real_text()
    begins = [text.index(f"\nActions\n{fiche.title}\n") for fiche in fiches()]
    near = {begin + step for begin in begins[-1:] for step in range(1, 120, 7)}
    for cut in sorted({*range(0, len(text), 4999), *near}):
        reading = scratch.read(text[:cut], name=REAL.name)
        whole = sum(begin < cut for begin in begins[1:])
        assert reading.fiches[:whole] == fiches()[:whole], cut
        assert len(reading.fiches) <= whole + 1, cut
