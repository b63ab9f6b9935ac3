"""The people of a case, each at a browser of their own."""

from __future__ import annotations

from typing import cast

from builders import PASSWORD, an_officer
from instants import Instants
from walks import Manner, Walker
from windows import Opened

from credit_registry.domain.actors import Role
from credit_registry.services.registry import Registry

CONFIRM = "请再次确认", "Please confirm"
"""What is asked before something that cannot be undone."""


class Office:
    """Officers of the city, signed in when they are first asked for."""

    def __init__(self, opened: Opened, city: Registry, manner: Manner) -> None:
        self.opened = opened
        self.city = city
        self.manner = manner
        self._known: set[str] = set()
        self._present: dict[str, Walker] = {}

    def of(self, role: Role, which: str = "") -> Walker:
        """Who holds the role; `which` tells one from another of the same role."""
        username = f"walking-{role.value}{which}".replace("_", "-")
        if username not in self._known:
            an_officer(self.city, role, username=username, password=PASSWORD)
            self._known.add(username)
        if username not in self._present:
            self._present[username] = self._signed_in(username)
        return self._present[username]

    def pass_time(self, **stretch: float) -> None:
        """Go home and come back later: whoever is asked for next has to sign in again."""
        for walker in self._present.values():
            walker.page.context.close()
        self._present.clear()
        cast("Instants", self.city.clock.now).advance(**stretch)

    def _signed_in(self, username: str) -> Walker:
        walker = Walker(self.opened, self.manner, "/desk/sign-in")
        walker.fill("username", username)
        walker.fill("password", PASSWORD)
        walker.send()
        return walker


def take(
    walker: Walker, *, is_last: bool = False, title: tuple[str, str] = CONFIRM, **stated: str
) -> None:
    """State what the step that is open asks for, send it, and confirm what cannot be undone."""
    for name, text in stated.items():
        walker.fill(name, text)
    walker.send()
    if is_last:
        walker.require_title(*title)
        walker.send(value="yes")
