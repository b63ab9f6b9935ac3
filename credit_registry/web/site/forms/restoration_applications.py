"""The forms of an application for restoration, and of the code by which it is followed."""

from collections.abc import Mapping
from datetime import date

from credit_registry.domain.opaque_ids import from_public
from credit_registry.services.proceedings.restoration_applications import Application
from credit_registry.web.site.forms.typed import LONGEST_LINE, Typed

ABOUT, FULFILMENT, PLEDGE = "restored_thing", "fulfilment", "pledge"
NOTE, RECEIVED, CODE = "application_note", "received_on", "follow_code"
FIELDS = (ABOUT, FULFILMENT, PLEDGE, NOTE, RECEIVED, CODE)
ENTRY = "l"
"""What stands before the opaque id of an entry; before that of a record stands `r`."""


def read(typed: Typed, offered: Mapping[str, str], today: date) -> Application:
    """The application; faults are noted in `typed`, and it is then of no use."""
    about = typed.chosen(ABOUT, offered)
    is_pledged = typed.values.get(PLEDGE) == "yes"
    fulfilment = typed.needed(FULFILMENT, longest=LONGEST_LINE)
    note, on = typed.text(NOTE), typed.day(RECEIVED, today)
    if not is_pledged:
        typed.faults[PLEDGE] = typed.voice.say("restore.pledge_needed")
    typed.impersonal(FULFILMENT, NOTE)
    if not typed.is_sound:
        return Application()
    sort, _, number = about.partition("-")
    chosen = from_public(number)
    record, listing = (None, chosen) if sort == ENTRY else (chosen, None)
    return Application(record, listing, fulfilment, is_pledged, note, on)
