"""The forms that release a draft of the rules, or take it back."""

from dataclasses import dataclass

from credit_registry.web.site.forms.typed import Typed

OVERRIDE, WITHDRAWAL = "override_reason", "draft_withdrawal_reason"
FIELDS = (OVERRIDE, WITHDRAWAL)


@dataclass(frozen=True, slots=True)
class Settling:
    """What was stated; it counts only where `Typed` found no fault."""

    reason: str
    is_confirmed: bool
    is_to_change: bool


def read_approval(typed: Typed, *, takes_override: bool) -> Settling:
    """The approval, with the reason for an override where it takes one."""
    return _settling(typed, typed.needed(OVERRIDE) if takes_override else "")


def read_withdrawal(typed: Typed) -> Settling:
    """The withdrawal with its reason."""
    return _settling(typed, typed.needed(WITHDRAWAL))


def _settling(typed: Typed, reason: str) -> Settling:
    """What was stated, and whether it was asked once more."""
    confirmed = typed.values.get("confirmed")
    return Settling(reason, is_confirmed=confirmed == "yes", is_to_change=confirmed == "no")
