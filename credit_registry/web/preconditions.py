"""Preconditions: a command names the version it is based on, in If-Match."""

from credit_registry.domain.errors import InvalidInput, PreconditionRequired
from credit_registry.web import caching, context

HEADER = "If-Match"


def expected_version() -> int:
    """The row version in If-Match, from the ETag of the thing as it was read.

    Raises PreconditionRequired, InvalidInput.
    """
    stated = context.current_request().headers.get(HEADER)
    if stated is None:
        raise PreconditionRequired(
            "State in If-Match the ETag that the entry had when it was read."
        )
    version = stated.strip().removeprefix('"').removesuffix('"').partition("-")[0]
    if not (version.isascii() and version.isdigit()):
        raise InvalidInput(
            f'{HEADER} is {stated!r}; accepted: the ETag of the entry, for instance "3-5f2a".'
        )
    return int(version)


def tag(row_version: int, content: bytes) -> str:
    """The ETag of a thing that commands change: its row version, then its content's digest."""
    return f"{row_version}-{caching.digest(content)}"
