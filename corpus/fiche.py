"""The fiche action: one frozen record, its stable id and its JSON form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Literal, get_args

from french import normalise as normalise

Origin = Literal["banque", "recit", "modele"]

LIST_FIELDS = (
    "dimensions",
    "keywords",
    "initiative",
    "territory",
    "publics",
    "partners",
    "attachments",
)


ProblemKind = Literal["reading", "personal"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that the reader saw and that a person may want to mend.

    `line` counts from 1 in `file`; 0 when the problem is the file's as a whole. `kind` is
    « personal » where a line seems to name a person with the way to reach them.
    """

    file: str
    line: int
    sentence: str
    kind: ProblemKind = "reading"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Fiche:
    """One action, with every value as its source writes it.

    `sections` maps each filled label of the export to its text, closed labels too (values
    joined by a newline), so that anything can be cited.
    """

    id: str
    title: str
    organiser: str | None = None
    departement: str | None = None
    status: str | None = None
    end_reason: str | None = None
    initiative_note: str | None = None
    source: str | None = None
    url: str | None = None
    year: int | None = None
    origin: Origin = "banque"
    dimensions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    initiative: tuple[str, ...] = ()
    territory: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def to_json(self) -> str:
        """One line of JSON with the fields of the contract, accents kept."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def as_dict(self) -> dict[str, Any]:
        """Plain lists, strings and numbers, in the order of the dataclass."""
        row: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        for name in LIST_FIELDS:
            row[name] = list(row[name])
        row["sections"] = dict(self.sections)
        return row

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Fiche:
        """Read back what `as_dict` gives.

        Raises ValueError with a French sentence when a field is missing or of another type.
        """
        known = {f.name for f in fields(cls)}
        for name in ("id", "title", "sections"):
            if name not in row:
                raise ValueError(f"le champ « {name} » manque")
        values: dict[str, Any] = {}
        for name in known & row.keys():
            value = row[name]
            if name in LIST_FIELDS:
                if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                    raise ValueError(f"« {name} » doit être une liste de textes")
                value = tuple(value)
            elif name == "sections":
                if not isinstance(value, dict) or not all(
                    isinstance(v, str) for v in value.values()
                ):
                    raise ValueError("« sections » doit associer un texte à chaque étiquette")
                value = MappingProxyType(dict(value))
            elif name == "year":
                if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
                    raise ValueError("« year » doit être un nombre entier ou null")
            elif name == "origin":
                if value not in get_args(Origin):
                    raise ValueError("« origin » doit être banque, recit ou modele")
            elif not (isinstance(value, str) or (value is None and name not in ("id", "title"))):
                raise ValueError(f"« {name} » doit être un texte")
            values[name] = value
        if not values["id"]:
            raise ValueError("le champ « id » est vide")
        return cls(**values)


def fiche_id(
    title: str, organiser: str | None, departement: str | None, discriminant: str = ""
) -> str:
    """Slug of the title and 8 hex digits of what names the action.

    The digits come from the normalised title, organiser and département (and `discriminant`
    where two fiches still collide), so that a status or a text may change and the id stays.
    """
    slug = "-".join(normalise(title).split())[:60].rstrip("-") or "sans-titre"
    parts = [normalise(title), normalise(organiser), normalise(departement)]
    if discriminant:
        parts.append(discriminant)
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]
    return f"{slug}-{digest}"
