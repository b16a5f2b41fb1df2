"""Lines that name a person with the way to reach them: said, so that they can be taken out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from corpus.fiche import Problem, normalise
from corpus.reading.placed import Placed

_PHONE = re.compile(r"(?<!\d)(?:\+33|0033|0)[ .-]?[1-9](?:[ .-]?\d\d){4}(?!\d)")
_EMAIL = re.compile(r"(?<![\w.+-])([\w+-]{1,64}(?:\.[\w+-]{1,64}){0,5})@[\w-]{1,64}\.\w")
_NAME = re.compile(
    r"(?<!\w)[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)? (?:[A-ZÀ-Ý][a-zà-ÿ]{2,}|[A-ZÀ-Ý]{3,})(?!\w)"
)
_CIVIL = re.compile(r"(?<!\w)(?:M\.|Mr|Mme|Mlle|Monsieur|Madame) [A-ZÀ-Ý]")
_SHARED: Final = frozenset(
    [
        "accueil",
        "contact",
        "info",
        "infos",
        "secretariat",
        "direction",
        "mairie",
        "centre",
        "centresocial",
        "csc",
        "asso",
        "association",
        "administration",
        "bureau",
        "courrier",
        "mail",
        "famille",
        "familles",
        "jeunesse",
        "enfance",
    ]
)
# Two capitals that name a place or a body, not a person.
_NOT_A_NAME: Final = frozenset(
    [
        "centre",
        "espace",
        "maison",
        "mairie",
        "association",
        "rue",
        "place",
        "avenue",
        "boulevard",
        "foyer",
        "les",
        "la",
        "le",
        "caf",
        "conseil",
        "pole",
        "service",
        "relais",
        "accueil",
        "tel",
        "telephone",
        "fax",
        "mail",
        "courriel",
        "contact",
        "saint",
        "sainte",
        "allee",
        "impasse",
        "route",
        "chemin",
        "ecole",
        "college",
        "lycee",
        "communaute",
        "ville",
        "commune",
        "village",
        "quartier",
        "point",
        "site",
        "adresse",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
    ]
)
_CONTACT: Final = (
    frozenset(
        [
            "animateur",
            "animatrice",
            "contact",
            "contacts",
            "coordinateur",
            "coordinatrice",
            "courriel",
        ]
    )
    | frozenset(
        ["email", "mail", "mel", "nom", "personne", "portable", "prenom", "referent", "referente"]
    )
    | {"responsable", "tel", "telephone"}
)
MAX_LINE: Final = 2000
MAX_CELL: Final = 120
"""Characters of the longest cell that can be a name or a number."""


def names_a_person(line: str) -> bool:
    """Whether a line seems to hold a person's name with a phone number or an e-mail address."""
    line = line[:MAX_LINE]
    for match in _EMAIL.finditer(line) if "@" in line else ():
        words = [word for word in re.split(r"[.\-_+]", match[1].lower()) if word]
        if len(words) > 1 and not _SHARED & {normalise(word) for word in words}:
            return True
    if not (_PHONE.search(line) or ("@" in line and _EMAIL.search(line))):
        return False
    if _CIVIL.search(line):
        return True
    names = (match[0].split() for match in _NAME.finditer(line))
    return any(not _NOT_A_NAME & {normalise(word) for word in words} for words in names)


def _contact(sections: Mapping[str, str]) -> str:
    """What the rubrics of a sheet say of whom to call: a name and its number in two cells."""
    said = (text for name, text in sections.items() if _CONTACT & set(normalise(name).split()))
    return " ; ".join(text for text in said if len(text) <= MAX_CELL)


def report_people(
    rows: Iterable[Placed],
    source_lines: Callable[[str], Iterable[tuple[int, str]]],
    problems: list[Problem],
) -> None:
    """Add a sentence for each line of a fiche that names a person so.

    `source_lines` gives a file's numbered lines, so that the problem stands where the line is.
    """
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        texts = (line for text in row.fiche.sections.values() for line in text.split("\n"))
        named = [line for line in texts if names_a_person(line)]
        if not named and row.rubrics and names_a_person(cells := _contact(row.fiche.sections)):
            named = [cells]
        for line in named:
            found.setdefault(row.file, {}).setdefault(line, row.line)
    for file, lines in found.items():
        keys = {normalise(line): line for line in lines}
        for number, text in source_lines(file):
            for key in {normalise(text), normalise(text.partition(":")[2])} & keys.keys():
                lines[keys.pop(key)] = number
        for line, number in lines.items():
            short = line.strip() if len(line.strip()) <= 80 else line.strip()[:80] + "…"
            sentence = (
                f"« {short} » ressemble au nom d'une personne avec son téléphone ou son adresse ; "
                "retirez cette ligne si la personne n'a pas donné son accord"
            )
            problems.append(Problem(file, number, sentence, "personal"))
