"""What one session has asked for on « Mes fiches » and not said yes to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from indexer.library import Change, Preview
from search import Bank

_NAME = "my-fiches-"


class Pending:
    """Kept in the session: a page reloaded starts afresh, and nothing was changed."""

    def _get(self, name: str, default: Any = None) -> Any:
        return st.session_state.get(_NAME + name, default)

    def _set(self, name: str, value: Any) -> None:
        st.session_state[_NAME + name] = value

    @property
    def change(self) -> Change | None:
        """What is asked."""
        found: Change | None = self._get("change")
        return found

    @property
    def preview(self) -> Preview | None:
        """What it would do, once it is worked out."""
        found: Preview | None = self._get("preview")
        return found

    @property
    def generation(self) -> Path | None:
        """The generation with which the preview compares."""
        found: Path | None = self._get("generation")
        return found

    @property
    def refused(self) -> str | None:
        """Why what was asked can't be done."""
        found: str | None = self._get("refused")
        return found

    @refused.setter
    def refused(self, why: str) -> None:
        self._set("refused", why)

    @property
    def undoing(self) -> bool:
        """True when an undo waits for its yes."""
        return bool(self._get("undoing"))

    @property
    def replacing(self) -> str | None:
        """The key of the source that the next files will replace."""
        found: str | None = self._get("replacing")
        return found

    @property
    def without_examples(self) -> bool:
        """True when the examples are to go with this change."""
        return bool(self._get("without-examples"))

    @without_examples.setter
    def without_examples(self, value: bool) -> None:
        self._set("without-examples", value)

    @property
    def told(self) -> int:
        """The number of the work whose end this session has read."""
        return int(self._get("told", 0))

    @told.setter
    def told(self, number: int) -> None:
        self._set("told", number)

    @property
    def round(self) -> int:
        """Part of the boxes' keys: another number empties them."""
        return int(self._get("round", 0))

    def ask(self, change: Change) -> None:
        """Ask for a change; the next run works out what it would do."""
        self.drop()
        self._set("change", change)

    def ask_undo(self) -> None:
        """Ask for an undo."""
        self.drop()
        self._set("undoing", True)

    def previewed(self, preview: Preview, index: Bank) -> None:
        """Keep what the change would do to that index."""
        self._set("preview", preview)
        self._set("generation", index.generation)

    def refuse(self, why: str) -> None:
        """Let go of the change, and keep why."""
        replacing = self.replacing
        self.drop()
        self._set("replacing", replacing)
        self._set("refused", why)

    def replace(self, key: str | None) -> None:
        """Say which source the next files will replace, None for none."""
        self.drop()
        self._set("replacing", key)

    def drop(self) -> None:
        """Forget what was asked."""
        for name in ("change", "preview", "generation", "refused", "undoing", "replacing"):
            st.session_state.pop(_NAME + name, None)
        self.without_examples = False

    def clear_boxes(self) -> None:
        """Empty the boxes: what lay in them is under way."""
        self._set("round", self.round + 1)
