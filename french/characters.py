"""Characters that carry no text, and what becomes of them where they would do harm.

A terminal obeys escape sequences, an office file with a forbidden character doesn't open, a
direction override turns what follows it round. Sources, file names and queries may hold any.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_DIRECTIONS: Final = "\u202a-\u202e\u2066-\u2069"
_HALVES: Final = "\ud800-\udfff"
_NO_CHARACTER: Final = "\ufdd0-\ufdef\ufffe\uffff"
_UNTOLD = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_HALVES}{_NO_CHARACTER}]")
_UNPRINTED = re.compile(f"[{_CONTROLS}\r\u2028\u2029{_DIRECTIONS}{_HALVES}{_NO_CHARACTER}]")


def plain(text: str) -> str:
    """Without control characters (line ends and tabs stay), direction overrides, lone
    surrogates and code points that are no character: what XML and UTF-8 both take."""
    return _UNTOLD.sub("", text)


def visible(text: str) -> str:
    """For a terminal: what it would obey is written out, « \\x1b » for an escape."""
    return _UNPRINTED.sub(_written, text)


def as_json(value: Any) -> str:
    """One line of JSON, accents as they are; what a terminal would obey is escaped there too."""
    return escaped(json.dumps(value, ensure_ascii=False))


def escaped(line: str) -> str:
    """JSON whose characters that a terminal would obey are escaped as JSON escapes them."""
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def _written(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
