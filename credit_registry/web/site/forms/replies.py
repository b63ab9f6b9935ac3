"""The form of a reply: to which record, and what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from credit_registry.services.proceedings.replies import LONGEST
from credit_registry.web.site.forms.typed import Typed

RECORD, TEXT = "replied_record", "reply_text"


@dataclass(frozen=True, slots=True)
class Stated:
    """What was typed, and whether it was confirmed or is to be changed.

    `about` is a record's opaque id and the version that was looked at.
    """

    about: str
    text: str
    is_confirmed: bool
    is_to_change: bool


def read(typed: Typed, accepted: Mapping[str, str]) -> Stated:
    """The form; faults are noted in `typed`."""
    about, text = typed.chosen(RECORD, accepted), typed.needed(TEXT, longest=LONGEST)
    record, _, version = about.partition(".")
    if (
        version
        and RECORD in typed.faults
        and any(each.startswith(f"{record}.") for each in accepted)
    ):
        typed.faults[RECORD] = typed.voice.say("reply.corrected")
    typed.impersonal(TEXT)
    confirmed = typed.values.get("confirmed")
    return Stated(about, text, confirmed == "yes", confirmed == "no")
