"""The form of a commitment: its template, its last day, and what stands in its blanks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from credit_registry.law.commitment_templates import Blank, CommitmentTemplate
from credit_registry.services.intake.commitment_signing import Signing, is_count
from credit_registry.web.site.forms.typed import Typed

TEMPLATE, UNTIL = "template", "commitment_until"


@dataclass(frozen=True, slots=True)
class Stated:
    """What was typed, and whether it was confirmed or is to be changed."""

    signing: Signing
    is_confirmed: bool
    is_to_change: bool


def named(blank: Blank) -> str:
    """The name of a blank's field."""
    return f"blank_{blank.name}"


def read(typed: Typed, template: CommitmentTemplate, ends: Mapping[str, str]) -> Stated | None:
    """The form; faults are noted in `typed`, and None comes back where there are any."""
    until = typed.chosen(UNTIL, ends)
    values = {blank.name: _value(typed, blank) for blank in template.blanks}
    if not typed.is_sound:
        return None
    confirmed = typed.values.get("confirmed")
    signing = Signing(template.code, date.fromisoformat(until), values)
    return Stated(signing, confirmed == "yes", confirmed == "no")


def _value(typed: Typed, blank: Blank) -> str:
    """What stands in a blank."""
    name = named(blank)
    value = " ".join(typed.needed(name, longest=blank.longest).split())
    typed.impersonal(name)
    if blank.is_number and name not in typed.faults and not is_count(value):
        typed.faults[name] = typed.voice.say("commitment.no_number")
    return value
