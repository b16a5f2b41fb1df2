"""Pages that a site could serve for a fiche: the same facts in three structures of tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape

from corpus import Fiche, labels

Structure = Callable[[Fiche], str]


def _rows(fiche: Fiche) -> Iterable[tuple[str, list[str], bool]]:
    """(label, lines, whether they are a closed list) of each label, in the export's order."""
    for label in labels.ORDER:
        if label == labels.WITH_WHOM or (label in labels.OPTIONAL and label not in fiche.sections):
            continue
        lines = fiche.sections.get(label, "").split("\n")
        yield label, [escape(line) for line in lines if line], label in labels.LISTS


def definitions(fiche: Fiche) -> str:
    """`dl`, as in many content managers."""
    items = []
    for label, lines, closed in _rows(fiche):
        value = "".join(f"<li>{line}" for line in lines) if closed else "<br>".join(lines)
        value = f"<ul>{value}</ul>" if closed and len(lines) > 1 else "".join(value.split("<li>"))
        items.append(f"<dt>{escape(label)}</dt><dd>{value}</dd>")
    return f"<h2>Actions</h2><h3>{escape(fiche.title)}</h3><dl>{''.join(items)}</dl>"


def headings(fiche: Fiche) -> str:
    """A heading a label, paragraphs and lists below."""
    parts = [f"<p class=kind>Actions</p><h2><a href='/a/1'>{escape(fiche.title)}</a></h2>"]
    for label, lines, closed in _rows(fiche):
        tag = "li" if closed else "p"
        body = "".join(f"<{tag}>{line}</{tag}>" for line in lines)
        parts.append(f"<h4>{escape(label)}</h4><div>{f'<ul>{body}</ul>' if closed else body}</div>")
    return f"<article>{''.join(parts)}</article>"


def table(fiche: Fiche) -> str:
    """Rows of a table, the label in the first cell."""
    rows = "".join(
        f"<tr><th>{escape(label)}</th><td>{'<br/>'.join(lines)}</td></tr>"
        for label, lines, _ in _rows(fiche)
    )
    return f"<div>Actions</div><div>{escape(fiche.title)}</div><table><tbody>{rows}</table>"


def spans(fiche: Fiche) -> str:
    """Nested spans with classes, laid out by the site's style sheet."""
    rows = "".join(
        f"<div class='f'><span class='f__l'><b>{escape(label)}</b></span>"
        + "".join(f"<div><span class='f__v'>{line}</span></div>" for line in lines)
        + "</div>"
        for label, lines, _ in _rows(fiche)
    )
    return f"<div><span>Actions</span></div><div><span>{escape(fiche.title)}</span></div>{rows}"


STRUCTURES: Mapping[str, Structure] = {
    "dl": definitions,
    "headings": headings,
    "table": table,
    "spans": spans,
}


def page(fiches: Iterable[Fiche], structure: Structure) -> str:
    """A whole page with the site's menus, scripts and search form around the fiches."""
    listed = list(fiches)
    years = "".join(
        f"<tr><td>{escape(f.title)}</td><td>{escape(f.departement or '')}</td>"
        f"<td>{f.year or ''}</td></tr>"
        for f in listed
    )
    return (
        "<!doctype html><html lang=fr><head><meta charset=utf-8><title>Site</title>"
        "<style>.f{color:red}</style><script>var Public='Résumé';</script></head><body>"
        "<header><a href='/'>Accueil</a></header><nav><ul><li>Public<li>Résumé</ul></nav>"
        "<form role=search><label>Public</label><select><option>familles</select></form>"
        "<div style='display:none'>Fenêtre cachée</div>"
        "<h1>Les actions des centres sociaux</h1><table><tr><th>Nom</th><th>Département</th>"
        f"<th>Année</th></tr>{years}</table><main>{''.join(map(structure, listed))}</main>"
        "<aside>Voir aussi</aside><footer><p>Mentions légales</p></footer>"
        "<script>window.x=1</script></body></html>"
    )
