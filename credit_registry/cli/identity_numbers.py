"""`identity-numbers rotate|status`: the keys under which identity numbers are encrypted."""

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.permissions import Permission
from credit_registry.services.people import identity_numbers as services


@click.group("identity-numbers")
def identity_numbers() -> None:
    """Look after the keys that encrypt identity numbers."""


@identity_numbers.command(cls=Command, permission=Permission.OPERATE)
def rotate() -> None:
    """Put every number under the first key of REGISTRY_IDENTITY_KEYS, in slices.

    A run that was killed goes on where it was. The other keys can be taken away afterwards.
    """
    registry, actor = opening().registry(), opening().actor()
    keys, renewed = registry.identity_keys, 0
    while True:
        with registry.transaction() as session:
            done = services.renew(session, keys, actor=actor, at=registry.clock.now())
        if not done:
            break
        renewed += done
    opening().say(
        f"{renewed:,} 个证件号码已改用密钥 {keys.mark} 加密",
        f"{renewed:,} identity numbers are encrypted under the key {keys.mark} now",
    )


@identity_numbers.command(cls=Command, permission=Permission.OPERATE)
def status() -> None:
    """Say which key encrypts, and how many numbers stand under which others."""
    registry = opening().registry()
    with registry.reading() as session:
        waiting = services.waiting(session, registry.identity_keys)
    mark = registry.identity_keys.mark
    opening().say(f"加密所用密钥 {mark}", f"the key that encrypts: {mark}")
    for other, count in sorted(waiting.items()):
        opening().say(f"密钥 {other}\t{count:,}", f"key {other}\t{count:,}")
