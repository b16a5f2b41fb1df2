"""What a change would do, shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import Fiche
from indexer.library import Entry, Preview, Remark
from ui import facts, safe
from ui.french import count, fr

_MOST = 300
"""Titles and problems shown; beyond, their number is."""

_STATES = {
    "nouvelle": ("nouvelle", "nouvelles"),
    "modifiée": ("modifiée", "modifiées"),
    "identique": ("identique", "identiques"),
    "ailleurs": ("déjà dans une autre source", "déjà dans une autre source"),
}


def html(preview: Preview) -> str:
    """The whole preview."""
    personal = [remark for remark in preview.remarks if remark.kind == "personal"]
    refused = [r for r in preview.remarks if r.file in preview.left_out and r not in personal]
    plain = [r for r in preview.remarks if r not in personal and r not in refused]
    return (
        f"<p class='es-sum' role='status'>{safe.text(summary(preview))}</p>"
        + _personal(personal)
        + _refused(refused)
        + _remarks(plain)
        + _entries(preview.entries)
        + _gone(preview.gone)
        + _others(preview)
    )


def summary(preview: Preview) -> str:
    """« 3 fiches lues : 2 nouvelles, 1 identique »."""
    read = len(preview.entries)
    if not read:
        return "Aucune fiche n'a été lue."
    counted = [
        (name, preview.count(name)) for name in ("nouvelle", "modifiée", "identique", "ailleurs")
    ]
    parts = [f"{n} {_STATES[name][n > 1]}" for name, n in counted if n]
    return fr(f"{count(read, 'fiche lue', 'fiches lues')} : {', '.join(parts)}.")


def _personal(remarks: Sequence[Remark]) -> str:
    if not remarks:
        return ""
    return (
        "<div class='es-notice' role='alert'><strong>Des personnes semblent nommées, avec un "
        "téléphone ou une adresse.</strong><p>Retirez ces lignes du fichier avant de l'ajouter, "
        f"sauf si ces personnes sont d'accord.</p>{_list(remarks)}</div>"
    )


def _refused(remarks: Sequence[Remark]) -> str:
    if not remarks:
        return ""
    return (
        f"<div class='es-notice'><strong>Ce qui ne sera pas ajouté</strong>{_list(remarks)}</div>"
    )


def _remarks(remarks: Sequence[Remark]) -> str:
    if not remarks:
        return ""
    title = count(len(remarks), "remarque", "remarques")
    opened = " open" if len(remarks) <= 5 else ""
    return (
        f"<details class='es-remarks'{opened}><summary>{safe.text(title)} à la lecture</summary>"
        f"{_list(remarks)}</details>"
    )


def _list(remarks: Sequence[Remark]) -> str:
    items = []
    for remark in remarks[:_MOST]:
        place = remark.file + (f", ligne {remark.line}" if remark.line else "")
        items.append(f"<li><b>{safe.text(place)}</b>{fr(' : ')}{safe.text(remark.sentence)}</li>")
    return f"<ul>{''.join(items)}{_more(len(remarks))}</ul>"


def _entries(entries: Sequence[Entry]) -> str:
    if not entries:
        return ""
    rows = "".join(_entry(entry) for entry in entries[:_MOST])
    return f"<div class='es-read'>{rows}</div>" + _more(len(entries), "p")


def _entry(entry: Entry) -> str:
    fiche = entry.fiche
    state = _STATES[entry.state][0]
    pairs = [
        ("Organisateur", fiche.organiser),
        ("Département", fiche.departement),
        ("Année", fiche.year),
        ("Statut", fiche.status),
        ("Public", ", ".join(fiche.publics)),
        ("Mots clés", ", ".join(facts.keywords(fiche))),
        ("Rubriques", count(len(fiche.sections), "rubrique remplie", "rubriques remplies")),
        ("Fichier", entry.file),
        ("Déjà dans", ", ".join(entry.also)),
    ]
    shown = "".join(
        f"<dt>{safe.text(name)}</dt><dd>{safe.text(value) if value else _MISSING}</dd>"
        for name, value in pairs
        if value or name in ("Organisateur", "Département", "Année", "Public")
    )
    return (
        f"<details><summary><span>{safe.text(facts.title(fiche))}</span> "
        f"<span class='es-state es-state-{entry.state}'>"
        f"{safe.text(state)}</span></summary><dl>{shown}</dl></details>"
    )


def _gone(fiches: Sequence[Fiche]) -> str:
    if not fiches:
        return ""
    verb = "quitte" if len(fiches) == 1 else "quittent"
    items = "".join(f"<li>{safe.text(facts.title(fiche))}</li>" for fiche in fiches[:_MOST])
    return (
        f"<details class='es-remarks'><summary>{count(len(fiches), 'fiche')} {verb} la recherche"
        f"</summary><ul>{items}{_more(len(fiches))}</ul></details>"
    )


def _others(preview: Preview) -> str:
    said = ""
    if preview.others and not preview.examples_return:
        verb = "sera prise" if preview.others == 1 else "seront prises"
        said += (
            f"<p class='es-hint'>De plus, {count(preview.others, 'fiche')} de fichiers déposés ou "
            f"changés à la main {verb} en compte.</p>"
        )
    if preview.examples_return:
        said += (
            "<p class='es-hint'>Il ne restera aucune fiche à vous : les fiches d'exemple "
            "reviendront dans la recherche.</p>"
        )
    return said


def _more(number: int, tag: str = "li") -> str:
    return f"<{tag}>… et {count(number - _MOST, 'autre')}</{tag}>" if number > _MOST else ""


_MISSING = "<i>non renseigné</i>"
