"""What may be wrong with an index, said in French."""

from __future__ import annotations


class UnusableIndexError(Exception):
    """The index can't be used or written as asked; the message is a French sentence."""


class DamagedIndexError(UnusableIndexError):
    """A file of a generation is missing, cut short or not what the manifest says."""


class RecipeError(UnusableIndexError):
    """The index is whole, and made by another recipe than the present one."""


class BusyError(UnusableIndexError):
    """Another build is under way: the same thing may be asked again when it has finished."""


class MissingSourceError(UnusableIndexError):
    """One of several sources is not there."""


class LostSourcesError(UnusableIndexError):
    """There was an index, and nothing says any more of which fiches it was made."""
