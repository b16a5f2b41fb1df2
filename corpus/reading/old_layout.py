"""The bank's older layout, read as far as it goes.

Its pages lost most structure lines; a fiche without a title is named by its first words, and
a sentence says so. « Publié par » is followed by a person's name, which is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from corpus import labels
from corpus.fiche import Fiche, Problem, normalise
from corpus.labels import SEPARATOR, label_of
from corpus.reading.export import split_structure
from corpus.reading.pages import Line

_LABEL_KEYS = {
    **{normalise(label): label for label in labels.OLD_ORDER},
    normalise(labels.KEYWORDS): labels.OLD_KEYWORDS,
}
_HEAD = frozenset({labels.STRUCTURE, labels.OLD_AUTHOR, labels.OLD_THEMES, labels.FILES})
_BODY = frozenset(labels.OLD_ORDER) - _HEAD
_TELLING = frozenset(labels.OLD_ORDER) - {
    labels.STRUCTURE,
    labels.FILES,
    labels.GENERAL,
    labels.DESCRIPTION,
}
_LISTED = _HEAD | {labels.OLD_KEYWORDS}
_BULLET = re.compile(r"^[•*–-]\s*")
_AUTHOR = re.compile(r"publie par\b")
_TELLING_START = re.compile(r"\W*(?:publi|th[eè]me|quel|mots)", re.IGNORECASE)
_JUNK_THEME = re.compile(r"autres?\s*[.…]*", re.IGNORECASE)
_TITLE_LENGTH = 60
_STRAY = frozenset({"<", ">", "^", "-", "•"})


@dataclass(slots=True)
class _Block:
    """One fiche: the line of its first label, its title, its lines a label."""

    line: int
    title: str | None
    sections: dict[str, list[str]] = field(default_factory=dict)


def _label(text: str) -> str | None:
    name = normalise(_BULLET.sub("", text))
    # The author's name may stand on the label's own line.
    if _AUTHOR.match(name) and len(name) < 60:
        return labels.OLD_AUTHOR
    return _LABEL_KEYS.get(name)


def looks_old(rows: Sequence[Line]) -> bool:
    """Whether at least two labels that only the older layout has stand in the file."""
    lines = [text for _, text in rows if _TELLING_START.match(text)]
    found = {_label(text) for text in lines if label_of(text) is None}
    return len(found & _TELLING) >= 2


def old_part(block: Sequence[Line]) -> int:
    """Where the older layout begins in a fiche's lines; their number if it doesn't."""
    new = [index for index, (_, text) in enumerate(block) if _only_new(text)]
    if looks_old(block) and not new:
        return 0
    after = new[-1] + 1 if new else len(block)
    if not looks_old(block[after:]):
        return len(block)
    begin = next(
        index for index in range(after, len(block)) if _label(block[index][1]) in _HEAD | _TELLING
    )
    above = _title_at(block, begin)
    return begin if above is None else above


def _only_new(text: str) -> bool:
    label = label_of(text)
    return label is not None and label not in labels.OLD_ORDER and label != labels.KEYWORDS


def parse_old(rows: Sequence[Line], file: str) -> tuple[list[tuple[Fiche, int]], list[Problem]]:
    """The fiches that can be read, with their lines, and a sentence for each of all.

    Their ids are left empty.
    """
    fiches: list[tuple[Fiche, int]] = []
    problems: list[Problem] = []
    for block in _blocks(rows):
        sections = block.sections
        title = block.title or _first_words(sections)
        if not any(lines for label, lines in sections.items() if label not in _HEAD):
            sentence = f"« {title} » : ancienne présentation sans contenu ; non lue"
        else:
            sentence = f"« {title} » : ancienne présentation, lue sans statut ni public"
            if not block.title:
                sentence += " ; sans titre dans la page, il est fait de ses premiers mots"
            fiches.append((_fiche(title, sections), block.line))
        problems.append(Problem(file, block.line, sentence))
    return fiches, problems


def _first_words(sections: dict[str, list[str]]) -> str:
    """A title for a fiche that has none: the first words of what it says it did."""
    told = [label for label in (labels.GENERAL, labels.DESCRIPTION) if sections.get(label)]
    told += [label for label in sections if label not in _LISTED]
    text = next((line for label in told for line in sections[label]), "")
    if len(text) <= _TITLE_LENGTH:
        return text.rstrip(" .")
    return text[:_TITLE_LENGTH].rpartition(" ")[0].rstrip(" ,;:.") + "…"


def _fiche(title: str, sections: dict[str, list[str]]) -> Fiche:
    organiser, departement = split_structure(sections.get(labels.STRUCTURE, ()))
    return Fiche(
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


def _blocks(rows: Sequence[Line]) -> list[_Block]:
    """The fiches of the rows, the authors' names left out.

    A fiche ends at a line « Actions », or where a label comes that it already has, or a label
    of a fiche's head after one of its body; the line above, when a blank line stands before
    it, is the next fiche's title.
    """
    blocks: list[_Block] = []
    current: str | None = None
    fresh = True
    for index, (number, text) in enumerate(rows):
        label = _label(text)
        if text == SEPARATOR:
            fresh, current = True, None
        elif label is not None:
            if fresh or _begins_another(label, blocks[-1]):
                above = _title_at(rows, index)
                title = None if above is None else rows[above][1]
                if not fresh and current and title and blocks[-1].sections[current]:
                    blocks[-1].sections[current].pop()
                blocks.append(_Block(number, title))
            blocks[-1].sections.setdefault(label, [])
            current, fresh = label, False
        elif current and text and text not in _STRAY and current != labels.OLD_AUTHOR:
            value = _BULLET.sub("", text) if current in _LISTED else text
            if not (current == labels.OLD_THEMES and _JUNK_THEME.fullmatch(value)):
                blocks[-1].sections[current].append(value)
    for block in blocks:
        block.sections.pop(labels.OLD_AUTHOR, None)
    return blocks


def _begins_another(label: str, block: _Block) -> bool:
    opening = label in (labels.STRUCTURE, labels.OLD_AUTHOR)
    return label in block.sections or (opening and bool(_BODY & block.sections.keys()))


def _title_at(rows: Sequence[Line], index: int) -> int | None:
    """The line of the title above a fiche's first label; None if there is none.

    After another fiche only a label with a bullet can have one: the extraction without
    bullets has no titles, and the line above is the end of a text.
    """
    above = index - 1
    while above >= 0 and not rows[above][1]:
        above -= 1
    text = rows[above][1] if above >= 0 else ""
    if not text or _BULLET.match(text) or text == SEPARATOR:
        return None
    if _label(text) or _page_title(text):
        return None
    if all(not t or t == SEPARATOR or _page_title(t) for _, t in rows[:above]):
        return above
    before = rows[above - 1][1]
    bulleted = bool(_BULLET.match(rows[index][1]))
    return above if before == SEPARATOR or (bulleted and not before) else None


def _page_title(text: str) -> bool:
    return normalise(text) == normalise(labels.PAGE_TITLE)
