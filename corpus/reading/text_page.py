"""A text: saved pages of the bank, in its present or its older layout."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from corpus.fiche import Problem, normalise
from corpus.reading.browser_copy import as_export
from corpus.reading.export import parse_fiche
from corpus.reading.inline_labels import apart
from corpus.reading.old_layout import looks_old, old_part, parse_old
from corpus.reading.pages import FileHead, Line, parse_head, split_pages
from corpus.reading.placed import Placed
from corpus.reading.refusals import EMPTY
from corpus.reading.source_text import laid_lines

_NO_EXPORT = (
    "ce fichier n'est pas un export de fiches actions : il y faudrait une ligne « Actions », un "
    "titre, puis « Structure organisatrice » ; ouvrez la page de la fiche dans votre navigateur, "
    "sélectionnez tout (Ctrl+A), copiez (Ctrl+C) et collez dans la page « Mes fiches », ou "
    "enregistrez-la au format texte"
)
_CENTRES = (
    "cette page est la liste des centres sociaux, pas celle de leurs actions ; ouvrez plutôt la "
    "page « Les actions des centres sociaux », sélectionnez tout (Ctrl+A), copiez (Ctrl+C) et "
    "collez dans la page « Mes fiches »"
)
_CENTRES_LINES = frozenset(
    map(
        normalise,
        (
            "Liste des centres sociaux",
            "Informations sur la structure",
            "Fiche identité",
            "Numéro SIRET",
            "Mode de gestion",
            "Mode de gestion de la structure",
            "Axes du projet en cours",
            "Population de la zone de compétence",
            "Date du 1er agrément",
        ),
    )
)
_MIN_CENTRES_LINES = 3
_CENTRES_TITLE = normalise("Liste des centres sociaux")
_CENTRES_COLUMNS = frozenset(("nom", "departement"))


def read_text(text: str, name: str, file: str, problems: list[Problem]) -> list[Placed]:
    """The fiches of a text; `name` is what their `source` says unless the text says otherwise."""
    found: list[Problem] = []
    rows = as_export(apart(laid_lines(text)), file, found)
    pages = split_pages(rows, file, found)
    result: list[Placed] = []
    if not any(page.blocks for page in pages):
        if looks_old(rows):
            result = _old(rows, FileHead(source=name), file, found)
        else:
            found = [Problem(file, 0, _refusal(rows) if text.strip() else EMPTY)]
        problems.extend(found)
        return result
    problems.extend(found)
    for page in pages:
        head = parse_head(page.head, name, file, problems)
        for block in page.blocks:
            result.extend(_block(block, head, file, problems))
    return result


def _refusal(rows: Sequence[Line]) -> str:
    """Why no fiche was found: the page of the centres' list is told by its own rubrics."""
    begins = {normalise(text.partition(":")[0]) for _, text in rows if len(text) < 200}
    # A menu may name the list on any page; its table of towns stands on that page alone.
    listed = _CENTRES_TITLE in begins and any(
        set(normalise(text).split()) >= _CENTRES_COLUMNS for _, text in rows if len(text) < 200
    )
    told = listed or len(begins & _CENTRES_LINES) >= _MIN_CENTRES_LINES
    return _CENTRES if told else _NO_EXPORT


def _block(
    block: Sequence[Line], head: FileHead, file: str, problems: list[Problem]
) -> list[Placed]:
    """The fiche of a block, and those of the older layout that may follow it there."""
    result: list[Placed] = []
    old = old_part(block)
    if old > 0 or not block:
        fiche, found = parse_fiche(block[:old], head, file)
        problems.extend(found)
        result.append(Placed(fiche, file, block[0][0] if block else 0))
    if old < len(block):
        result.extend(_old(block[old:], head, file, problems))
    return result


def _old(rows: Sequence[Line], head: FileHead, file: str, problems: list[Problem]) -> list[Placed]:
    read_fiches, found = parse_old(rows, file)
    problems.extend(found)
    return [
        Placed(
            dataclasses.replace(
                fiche,
                source=head.source,
                url=head.url,
                year=head.take_year(fiche.title, fiche.departement),
                origin=head.origin,
            ),
            file,
            line,
        )
        for fiche, line in read_fiches
    ]
