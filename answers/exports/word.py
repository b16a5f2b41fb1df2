"""A selection of fiches as .docx or .xlsx: as they are, key facts first, origin and source."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Final

from answers.exports.sheets import workbook
from corpus import ORIGINS, Fiche, labels
from french import plain

_LISTED = {
    labels.STRUCTURE, labels.STATUS, labels.DIMENSION, labels.KEYWORDS, labels.INITIATIVE,
    labels.TERRITORY, labels.PUBLIC, labels.PARTNERS, labels.FILES,
}  # fmt: skip

MOST_SECTIONS: Final = 100
"""Sections of one fiche that get a column: the export has 24, and a sheet 16,384 at most."""
OTHERS: Final = "Autres rubriques"


def key_facts(fiche: Fiche) -> dict[str, str]:
    """French name of a fact to its value as the source writes it; filled ones only."""
    facts = {
        "Structure": fiche.organiser,
        "Département": fiche.departement,
        "Statut": fiche.status,
        "Année": str(fiche.year) if fiche.year else None,
        "Dimension": ", ".join(fiche.dimensions),
        "Mots clés": ", ".join(fiche.keywords),
        "Public": ", ".join(fiche.publics),
        "À l'initiative": ", ".join(fiche.initiative),
        "Territoire": ", ".join(fiche.territory),
        "Partenaires": ", ".join(fiche.partners),
        "Fichiers associés": ", ".join(fiche.attachments),
        "Origine": ORIGINS[fiche.origin],
        "Source": fiche.source,
        "Adresse": fiche.url,
    }
    return {name: value for name, value in facts.items() if value}


def body(fiche: Fiche) -> Mapping[str, str]:
    """The sections that the key facts don't already give, in the source's order."""
    return {label: text for label, text in fiche.sections.items() if label not in _LISTED}


def fiches_to_docx(fiches: Sequence[Fiche]) -> bytes:
    """A document with one fiche after the other, each on a new page.

    Raises ValueError, with a French sentence, when nothing is selected.
    """
    from docx import Document

    if not fiches:
        raise ValueError("aucune fiche n'est choisie")
    document = Document()
    document.core_properties.title = "Fiches actions"
    document.core_properties.author = ""
    for number, fiche in enumerate(fiches):
        if number:
            document.add_page_break()  # type: ignore[no-untyped-call,unused-ignore]
        document.add_heading(plain(fiche.title), level=1)
        if fiche.origin == "modele":
            document.add_paragraph("Exemple inventé : ni la structure ni l'action n'existent.")
        facts = key_facts(fiche)
        table = document.add_table(rows=0, cols=2)
        for name, value in facts.items():
            cells = table.add_row().cells
            cells[0].text, cells[1].text = name, plain(value)
        for label, text in body(fiche).items():
            document.add_heading(plain(label).rstrip(" :"), level=2)
            for line in text.split("\n"):
                document.add_paragraph(plain(line))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def fiches_to_xlsx(fiches: Sequence[Fiche]) -> bytes:
    """A workbook with one line a fiche: key facts, then a column for each section.

    Raises ValueError, with a French sentence, when nothing is selected.
    """
    if not fiches:
        raise ValueError("aucune fiche n'est choisie")
    facts = [{"Titre": fiche.title, **key_facts(fiche)} for fiche in fiches]
    fixed = {"Identifiant", *(name for row in facts for name in row)}
    lines = []
    for fiche, row in zip(fiches, facts, strict=True):
        # A section may have the name of a fact: each keeps its column.
        sections = {
            f"{name} (rubrique)" if name in fixed else name: text
            for name, text in _kept(fiche).items()
        }
        lines.append({**row, **sections, "Identifiant": fiche.id})
    header = list(dict.fromkeys(name for line in lines for name in line))
    return workbook("Fiches", header, [[line.get(name, "") for name in header] for line in lines])


def _kept(fiche: Fiche) -> Mapping[str, str]:
    """The sections of a fiche; those beyond `MOST_SECTIONS` in one, each under its name."""
    sections = list(body(fiche).items())
    if len(sections) <= MOST_SECTIONS:
        return dict(sections)
    kept, others = sections[: MOST_SECTIONS - 1], sections[MOST_SECTIONS - 1 :]
    together = "\n".join(f"{name} : {text}" for name, text in others)
    return {**dict(kept), OTHERS: together}
