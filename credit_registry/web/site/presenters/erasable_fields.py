"""What a field that can be erased is called, on a record's page and in a registration."""

from credit_registry.domain.identity_documents import Holder
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.services.histories.erasures import DETAIL, TITLE
from credit_registry.services.people.identity_numbers import FIELD
from credit_registry.web.site.presenters.record_words import without_unit
from credit_registry.web.site.voices import Voice

REGISTERED = {
    "enterprise_type": "subject.type",
    "address": "subject.address",
    "scope": "subject.scope",
    "capital": "subject.capital",
}


def label(name: str, voice: Voice) -> str:
    """The label of a field by its name in the event: the register's, the title, or a kind's own."""
    if name in REGISTERED:
        return voice.say(REGISTERED[name])
    if name == TITLE:
        return voice.say("column.title")
    if name.startswith(FIELD):
        holder = voice.label(Holder(name.removeprefix(FIELD)))
        return f"{voice.say('identity.title')} · {holder}"
    own = name.removeprefix(DETAIL)
    for kind in KINDS.values():
        if own in kind.by_name:
            field = kind.by_name[own]
            return without_unit(voice.either(field.label_zh, field.label_en))
    return own
