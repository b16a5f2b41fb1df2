"""French typography of the app's own sentences."""

from __future__ import annotations

import re
from datetime import date, datetime

_BEFORE = re.compile(r" (?=[:;!?»✕])")


def fr(sentence: str) -> str:
    """The sentence with non-breaking spaces where French wants them.

    For the app's own words only: a source's text is shown as it stands.
    """
    return _BEFORE.sub("\u00a0", sentence).replace("« ", "«\u00a0")


def count(number: int, one: str, many: str | None = None) -> str:
    """« 1 fiche », « 25 fiches », « 1 200 fiches »."""
    grouped = f"{number:,}".replace(",", "\u202f")
    return f"{grouped}\u00a0{one if number < 2 else many or one + 's'}"


def sentence(message: str) -> str:
    """A message of the packages below, with a capital and a full stop."""
    message = message.strip()
    if not message:
        return ""
    message = message[0].upper() + message[1:]
    return fr(message if message[-1] in ".!?…" else message + ".")


def short_date(moment: str | date) -> str:
    """jj/mm/aaaa in local time, from a date or an ISO 8601 text; the text itself if it is none."""
    if isinstance(moment, str):
        try:
            return datetime.fromisoformat(moment).astimezone().strftime("%d/%m/%Y")
        except ValueError:
            return moment
    return moment.strftime("%d/%m/%Y")


def shortened(text: str, longest: int) -> str:
    """A text on one line, its end being replaced by « … » where it is too long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    head = line[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[longest // 2 :] else head).rstrip(" ,;:.") + "…"
