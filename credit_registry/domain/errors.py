"""What can go wrong, in the registry's words.

RegistryError
├── NotFound               nothing of that name exists, or nothing that may be shown
├── InvalidInput           malformed; carries field errors
├── Unauthenticated        the caller is not known
├── TooManyAttempts        somebody may be guessing; carries the seconds to wait
├── NotPermitted           the caller is known and may not
├── Conflict               the state of things does not allow it
│   ├── TransitionNotAllowed
│   ├── StaleVersion       somebody else was faster
│   ├── AlreadyRecorded    the same thing stands already
│   └── LeaseLost          another process acts now
├── PreconditionRequired   a command came without the version it was based on
├── Unlawful               well-formed, but the law or the schema does not accept it
│   └── RestorationNotGranted
└── Unavailable            a part of the registry cannot answer now
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """One fault of the input: where (a JSON pointer), why, and what would be accepted."""

    pointer: str
    reason: str
    accepted: str = ""


class RegistryError(Exception):
    """The registry could not do what was asked."""


class NotFound(RegistryError):  # noqa: N818 - names say what happened
    """There is nothing here that may be shown."""


class InvalidInput(RegistryError):  # noqa: N818
    """The input is malformed."""

    def __init__(self, detail: str, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(detail)
        self.errors = tuple(errors)


class Unauthenticated(RegistryError):  # noqa: N818
    """The caller has not signed in."""


class TooManyAttempts(RegistryError):  # noqa: N818
    """Too many attempts to sign in have failed."""

    def __init__(self, detail: str, wait_seconds: int) -> None:
        super().__init__(detail)
        self.wait_seconds = wait_seconds


class NotPermitted(RegistryError):  # noqa: N818
    """The caller may not do this."""


class Conflict(RegistryError):  # noqa: N818
    """The state of the registry does not allow it."""


class TransitionNotAllowed(Conflict):
    """The listing's status does not permit the step."""


class StaleVersion(Conflict):
    """Somebody else has changed it in the meantime."""


class AlreadyRecorded(Conflict):
    """The same thing is already on record."""


class LeaseLost(Conflict):
    """Another process holds the lease now."""


class PreconditionRequired(RegistryError):  # noqa: N818
    """The command must name the version it is based on."""


class Unlawful(RegistryError):  # noqa: N818
    """The law or the schema does not accept it."""

    def __init__(self, detail: str, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(detail)
        self.errors = tuple(errors)


class RestorationNotGranted(Unlawful):
    """No restoration was granted for the record."""


class Unavailable(RegistryError):  # noqa: N818
    """A part of the registry cannot answer now."""
