"""The bank's older layout, read as far as it goes.

Its pages lost most structure lines; a fiche without a title can't be named, so it is refused
by a sentence. « Publié par » is followed by a person's name, which is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from corpus import labels
from corpus.export import Line, split_structure
from corpus.fiche import Fiche, Problem, normalise

_LABEL_KEYS = {normalise(label): label for label in labels.OLD_ORDER}
_TELLING = frozenset(labels.OLD_ORDER) - {
    labels.STRUCTURE,
    labels.FILES,
    labels.GENERAL,
    labels.DESCRIPTION,
}
_BULLET = re.compile(r"^[•*–-]\s*")
_JUNK_THEME = re.compile(r"autres?\b", re.IGNORECASE)
_STRAY = frozenset({"<", ">", "^", "-", "•"})


def _label(text: str) -> str | None:
    return _LABEL_KEYS.get(normalise(_BULLET.sub("", text)))


def looks_old(rows: Sequence[Line]) -> bool:
    """Whether at least two labels that only the older layout has stand in the file."""
    return len({_label(text) for _, text in rows} & _TELLING) >= 2


def parse_old(rows: Sequence[Line], file: str) -> tuple[list[Fiche], list[Problem]]:
    """The fiches that can be read (ids left empty) and a sentence for each that can't."""
    fiches: list[Fiche] = []
    problems: list[Problem] = []
    for line, title, sections in _blocks(rows):
        if not title:
            sentence = "fiche de l'ancienne présentation sans titre ; elle n'est pas lue"
            problems.append(Problem(file, line, sentence))
            continue
        if not any(label not in (labels.STRUCTURE, labels.FILES) for label in sections):
            problems.append(Problem(file, line, f"« {title} » : aucun contenu ; non lue"))
            continue
        organiser, departement = split_structure("\n".join(sections.get(labels.STRUCTURE, ())))
        sentence = f"« {title} » : ancienne présentation, lue sans statut ni public"
        problems.append(Problem(file, line, sentence))
        fiches.append(
            Fiche(
                id="",
                title=title,
                organiser=organiser,
                departement=departement,
                keywords=tuple(sections.get(labels.OLD_KEYWORDS, ())),
                attachments=tuple(sections.get(labels.FILES, ())),
                sections=MappingProxyType(
                    {label: "\n".join(lines) for label, lines in sections.items() if lines}
                ),
            )
        )
    return fiches, problems


def _blocks(rows: Sequence[Line]) -> list[tuple[int, str | None, dict[str, list[str]]]]:
    """(first line, title or None, lines a label), one a fiche.

    A fiche ends where a label comes that it already has; the line above, when a blank line
    stands before it, is the next fiche's title.
    """
    blocks: list[tuple[int, str | None, dict[str, list[str]]]] = []
    current: str | None = None
    for index, (number, text) in enumerate(rows):
        label = _label(text)
        if label is not None:
            if not blocks or label in blocks[-1][2]:
                title = _title_above(rows, index)
                if blocks and current and title and blocks[-1][2][current][-1:] == [title]:
                    blocks[-1][2][current].pop()
                blocks.append((number, title, {}))
            blocks[-1][2].setdefault(label, [])
            current = label
        elif current and text and text not in _STRAY and current != labels.OLD_AUTHOR:
            value = _BULLET.sub("", text) if current in _listed else text
            if not (current == labels.OLD_THEMES and _JUNK_THEME.match(value)):
                blocks[-1][2][current].append(value)
    for _, _, sections in blocks:
        sections.pop(labels.OLD_AUTHOR, None)
    return blocks


_listed = frozenset({labels.OLD_THEMES, labels.OLD_KEYWORDS, labels.FILES, labels.STRUCTURE})


def _title_above(rows: Sequence[Line], index: int) -> str | None:
    above = index - 1
    while above >= 0 and not rows[above][1]:
        above -= 1
    if above < 0 or _label(rows[above][1]) or _BULLET.match(rows[above][1]):
        return None
    first_of_file = all(not text for _, text in rows[:above])
    return rows[above][1] if first_of_file or not rows[above - 1][1] else None
