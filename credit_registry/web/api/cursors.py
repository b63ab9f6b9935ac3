"""Keyset cursors: opaque, signed, and good only for the question they were given with."""

import hashlib
import json

from itsdangerous import BadSignature, URLSafeSerializer

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.web import context

Keyset = list[str | int | None]


def seal(question: object, keyset: Keyset) -> str:
    """The cursor after a row."""
    sealed = _serializer(question).dumps(keyset)
    return sealed if isinstance(sealed, str) else sealed.decode()


def unseal(question: object, cursor: str) -> Keyset:
    """The keyset of a cursor. Raises InvalidInput for another question's or a made-up one."""
    try:
        return list(_serializer(question).loads(cursor))
    except BadSignature:
        accepted = "the `next` of an answer to the same question"
        error = FieldError("/after", "is not a cursor of this question", accepted)
        raise InvalidInput(f"`after` must be {accepted}.", [error]) from None


def _serializer(question: object) -> URLSafeSerializer:
    """What signs the cursors of one question."""
    text = json.dumps(question, ensure_ascii=False, sort_keys=True, default=str)
    salt = hashlib.sha256(text.encode()).hexdigest()
    key = context.registry().settings.secret_key
    options = {"digest_method": hashlib.sha256}
    return URLSafeSerializer(key, salt=f"cursor.{salt}", signer_kwargs=options)
