"""Why a filter shows more fiches than its count: what it keeps beside its own value.

A public filter also keeps « Tous publics » and fiches that name no public, a partner filter
those whose text names the partner (`search.filters`).
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus import EVERYONE, Fiche, canonical, normalise
from ui.french import count, fr


def sentence(name: str, chosen: Sequence[str], fiches: Sequence[Fiche]) -> str:
    """« 1 fiche « Seniors », 11 « Tous publics ». », for the fiches that the filters leave.

    Empty for a filter that keeps nothing beside its own values.
    """
    wanted = {normalise(value) for value in chosen}
    if name not in ("public", "partner") or not wanted or normalise(EVERYONE) in wanted:
        return ""
    own = everyone = blank = cited = 0
    for fiche in fiches:
        filled = fiche.publics if name == "public" else fiche.partners
        held = {normalise(canonical(value)) for value in filled}
        if held & wanted:
            own += 1
        elif name == "partner":
            cited += 1
        elif normalise(EVERYONE) in held:
            everyone += 1
        else:
            blank += 1
    if not (everyone or blank or cited):
        return ""
    values = " ou ".join(f"« {value} »" for value in chosen)
    parts = [f"{count(own, 'fiche')} {values}"]
    parts += [f"{everyone} « {EVERYONE} »"] if everyone else []
    parts += [f"{blank} sans public renseigné"] if blank else []
    parts += [f"{cited} où le texte le cite"] if cited else []
    return fr(", ".join(parts) + ".")
