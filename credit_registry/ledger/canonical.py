"""The one sequence of bytes that stands for a JSON value (RFC 8785)."""

from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import TypeAlias

import rfc8785

from credit_registry.domain.errors import InvalidInput

JSON: TypeAlias = "bool | int | str | Sequence[JSON] | Mapping[str, JSON] | None"
_Plain: TypeAlias = "bool | int | str | list[_Plain] | dict[str, _Plain] | None"

_WORDS = {None: b"null", True: b"true", False: b"false"}
# Beyond these a reader that keeps numbers as doubles would see another integer (RFC 8785, 3.2.2.3).
_LEAST, _GREATEST = -(2**53) + 1, 2**53 - 1


def canonical(value: JSON) -> bytes:
    r"""The RFC 8785 bytes of a value without fractions; dates and instants are already strings.

    Raises InvalidInput for a float, an integer beyond 2^53 - 1, a key that is no string, text that
    UTF-8 cannot hold, and anything that JSON does not know.

    >>> canonical({"b": None, "a": ["\u8d63", 1]}).decode()
    '{"a":["赣",1],"b":null}'
    """
    # Strings, integers and nulls are nearly every value of a bulk load: 0.2 µs against 2 µs.
    try:
        if isinstance(value, str):
            return encode_basestring(value).encode()
        if value is None or value is True or value is False:
            return _WORDS[value]
        if type(value) is int and _LEAST <= value <= _GREATEST:
            return b"%d" % value
        if type(value) is list and all(type(item) is str for item in value):
            return f"[{','.join(map(encode_basestring, value))}]".encode()
        return rfc8785.dumps(_plain(value))
    except ValueError as error:
        raise InvalidInput(f"The value has no canonical JSON form: {error}.") from error


def _plain(value: JSON) -> _Plain:
    """The value in lists and dictionaries, which are all that the encoder takes."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    raise InvalidInput(
        f"A {type(value).__name__} has no canonical form here; "
        "accepted are null, true, false, integers, text, lists and objects."
    )
