"""What somebody may be guessing at: counted before it is tried, taken back where it was right."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from credit_registry.services.people import lock_outs
from credit_registry.services.people.lock_outs import Watched, of_name
from credit_registry.web import context


@contextmanager
def attempt(username: str, of: Callable[[str, str], Watched] = of_name) -> Iterator[None]:
    """Try something in the account's name. Raises TooManyAttempts before it is tried."""
    registry = context.registry()
    secret = registry.settings.secret_key
    name = of(secret, username)
    address = lock_outs.of_address(secret, context.address())
    with registry.database.transaction() as session:
        lock_outs.count(session, (name, address), registry.clock.now())
    yield
    with registry.database.transaction() as session:
        lock_outs.forgive(session, name, address, registry.clock.now())
