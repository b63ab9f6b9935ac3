"""Identity numbers on a record's page: masked, or the form that asks why they are to be seen."""

from collections.abc import Iterable

from credit_registry.domain.actors import Actor
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.services.histories.record_histories import RecordHistory
from credit_registry.services.people.identity_numbers import ShownNumber
from credit_registry.web.site.addresses import here
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

PURPOSE = "number_purpose"


def address(history: RecordHistory, actor: Actor) -> str:
    """Where they are asked for; empty where there are none, or for whoever may not see them."""
    permission = Permission.READ_IDENTITY_NUMBER
    if not (history.has_identity_numbers and may(actor, permission, division=history.division)):
        return ""
    return here("show_identity_numbers", record=to_public(history.record.id))


def purpose(typed: Typed) -> FieldItem:
    """Why they are to be seen."""
    return fields.item(PURPOSE, "line", typed, is_needed=True)


def shown(numbers: Iterable[ShownNumber], voice: Voice) -> tuple[Fact, ...]:
    """The numbers as the service masked them."""
    return tuple(
        (
            voice.say(
                "identity.shown", holder=voice.label(each.holder), document=voice.label(each.type)
            ),
            each.number,
        )
        for each in numbers
    )
