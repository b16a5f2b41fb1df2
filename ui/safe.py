"""The only way by which a text that the app didn't write reaches a screen.

Titles, sentences, file names and queries are data. In HTML they go through `text`, `marked`
or `highlighted`; in a widget's label, which Streamlit reads as Markdown, through `literal`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from french import plain

_BACKTICKS = re.compile(r"`+")


def text(value: object) -> str:
    """Any value as HTML text: no tag, entity or attribute can come out of it."""
    return html.escape(plain(str(value)), quote=True)


def literal(value: str) -> str:
    """A text as a Markdown code span, in which nothing is interpreted.

    Escaping by backslash isn't enough: Streamlit's emoji, icon and arrow replacements run
    after Markdown has resolved the escapes. `style.css` gives labels their usual look back.
    """
    line = " ".join(plain(value).split())
    if not line:
        return "\u00a0"
    # Streamlit rewrites icon names before it reads any Markdown, in code spans too.
    line = line.replace(":material/", ":\u2060material/")
    longest = max((len(run) for run in _BACKTICKS.findall(line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line[0] == "`" or line[-1] == "`" else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def marked(value: str, words: Collection[str]) -> str:
    """A text as HTML, with the words of `words` that stand in it in `<mark>`."""
    wanted = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return text(value)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, wanted)) + r")(?!\w)", re.I)
    parts, last = [], 0
    for match in pattern.finditer(value):
        parts.append(text(value[last : match.start()]))
        parts.append(f"<mark>{text(match.group())}</mark>")
        last = match.end()
    return "".join(parts) + text(value[last:])


def highlighted(value: str, start: int, end: int, anchor: str) -> str:
    """A text as HTML, with `value[start:end]` in one `<mark>`; unmarked if out of bounds."""
    if not 0 <= start < end <= len(value):
        return text(value)
    mark = f'<mark id="{text(anchor)}">{text(value[start:end])}</mark>'
    return text(value[:start]) + mark + text(value[end:])


def web_address(value: str | None) -> str | None:
    """The address if it is plain http or https, else None: nothing else becomes a link."""
    if not value:
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in ("http", "https") and parts.netloc else None
