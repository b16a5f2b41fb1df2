"""Years in a text: four digits of this century or the last, alone, and no sum of money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

YEAR: Final = r"(?<![\d,.])(?<!\d[ \u00a0])(?:19|20)\d\d(?!\d|\s?(?:€|euros?))"

_YEAR: Final = re.compile(YEAR, re.IGNORECASE)


def read_years(text: str) -> Iterator[re.Match[str]]:
    """Every year, in order, with its place."""
    return _YEAR.finditer(text)
