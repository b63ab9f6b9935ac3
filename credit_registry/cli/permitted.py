"""Commands that declare their permission, and groups that tell errors as sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from credit_registry.cli.parts import Opening
from credit_registry.domain import permissions
from credit_registry.domain.errors import FieldError, RegistryError
from credit_registry.domain.permissions import Permission


class Command(click.Command):
    """A command that runs only for an actor who holds its permission."""

    def __init__(self, *args: Any, permission: Permission, **kwargs: Any) -> None:  # noqa: ANN401 - click's
        super().__init__(*args, **kwargs)
        self.permission = permission

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's
        """Run, or say what stands in the way."""
        opening = ctx.find_object(Opening)
        with _told(opening):
            if opening is not None and self.permission is not Permission.READ_PUBLIC:
                actor = opening.actor()
                permissions.require(actor, self.permission, division=actor.division)
            return super().invoke(ctx)


@contextmanager
def _told(opening: Opening | None) -> Iterator[None]:
    """Tell an error of the registry or of the environment in its own words."""
    wrong = opening.parts.setting_error if opening is not None else RegistryError
    try:
        yield
    except RegistryError as error:
        lines = [str(error), *map(_line, getattr(error, "errors", ()))]
        raise click.ClickException("\n".join(lines)) from error
    except wrong as error:
        raise click.UsageError(str(error)) from error
    finally:
        if opening is not None:
            opening.close()


def _line(error: FieldError) -> str:
    """One fault of the input."""
    accepted = f"; accepted: {error.accepted}" if error.accepted else ""
    return f"  {error.pointer}: {error.reason}{accepted}"
