"""The form with which somebody changes their own password."""

from dataclasses import dataclass, field

from credit_registry.services.people import passwords
from credit_registry.web.site.forms.typed import Typed

CURRENT, NEW, REPEATED = "password", "new_password", "repeated_password"


@dataclass(frozen=True, slots=True)
class NewPassword:
    """The password so far, and the one from now on."""

    current: str = field(repr=False)
    new: str = field(repr=False)


def read(typed: Typed) -> NewPassword:
    """What was typed; a password keeps the spaces around it."""
    current, new = typed.values.get(CURRENT, ""), typed.values.get(NEW, "")
    if not current:
        typed.faults[CURRENT] = typed.voice.say("form.needed")
    if not passwords.SHORTEST <= len(new) <= passwords.LONGEST:
        lengths = {"shortest": passwords.SHORTEST, "longest": passwords.LONGEST}
        typed.faults[NEW] = typed.voice.say("account.length", **lengths)
    elif new == current:
        typed.faults[NEW] = typed.voice.say("account.same")
    elif new != typed.values.get(REPEATED, ""):
        typed.faults[REPEATED] = typed.voice.say("account.differ")
    return NewPassword(current, new)
