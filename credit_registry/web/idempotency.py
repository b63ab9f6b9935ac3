"""Commands: one transaction each, answered again as before where the caller repeats its key."""

import hashlib
from collections.abc import Callable

from flask import Response

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.services import idempotency
from credit_registry.services.idempotency import Answer, Key
from credit_registry.services.sealing import keyed_digest
from credit_registry.services.sessions import Session
from credit_registry.web import context, responses

HEADER = "Idempotency-Key"
LONGEST_KEY = 128


def run(work: Callable[[Session], Answer]) -> Response:
    """The answer of a command, done in one transaction with the key it was sent under."""
    registry = context.registry()
    key = stated_key()
    with registry.transaction() as session:
        if key is None:
            answer = work(session)
        else:
            now = registry.clock.now()
            answer = idempotency.once(session, context.actor(), key, now, lambda: work(session))
    return respond(answer)


def stated_key(content_digest: str | None = None) -> Key | None:
    """The key of the request, with the digest of what is asked; None where it has none.

    The digest is a keyed one: a delivery may hold identity numbers, which nobody is to try out.
    """
    request = context.current_request()
    value = request.headers.get(HEADER)
    if value is None:
        return None
    if not value.isprintable() or not 0 < len(value) <= LONGEST_KEY:
        accepted = f"1 to {LONGEST_KEY} printable characters"
        error = FieldError(f"/headers/{HEADER}", "is not a key", accepted)
        raise InvalidInput(f"{HEADER} must be {accepted}.", [error])
    content = content_digest or hashlib.sha256(request.get_data()).hexdigest()
    asked = "\0".join((request.method, request.path, request.headers.get("If-Match", ""), content))
    secret = context.registry().settings.secret_key
    return Key(value, keyed_digest(secret, "digests of requests", asked))


def respond(answer: Answer) -> Response:
    """The response that an answer is."""
    response = responses.of(answer.body, answer.status)
    response.headers.update(answer.headers)
    response.headers["Cache-Control"] = "no-store"
    return response
