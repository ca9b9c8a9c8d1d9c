"""The error tree. Expected outcomes are values elsewhere; these are the surprises.

KumtarError
├── InvalidInput        somebody asked for what cannot be done; carries a text key for the reply
├── NotFound            the thing asked for is not there (any more)
├── NotAllowed          the asker has no right to it
├── LeaseLost           another process drives now: stop sending at once
└── StoreError          the database refused
    ├── StoreUnavailable    locked, full or away: trying again can help
    └── StoreCorrupt        an answer that the schema does not allow: trying again cannot help
"""

from typing import ClassVar


class KumtarError(Exception):
    """Root of what Kumtar raises; `transient` says whether trying again can help."""

    transient: ClassVar[bool] = False


class InvalidInput(KumtarError):
    """Somebody's input cannot be used; `key` names the text that tells them what to do."""

    def __init__(self, key: str, **details: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.details = details


class NotFound(KumtarError):
    """The thing asked for does not exist or no longer does."""


class NotAllowed(KumtarError):
    """The asker has no right to this act."""


class LeaseLost(KumtarError):
    """This process no longer holds the lease under which it was allowed to write."""


class StoreError(KumtarError):
    """The database did not do what was asked."""


class StoreUnavailable(StoreError):
    """The database is locked, full or away."""

    transient = True


class StoreCorrupt(StoreError):
    """The database holds something its schema does not allow."""
