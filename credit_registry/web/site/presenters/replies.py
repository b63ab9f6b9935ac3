"""Replies of enterprises: what may be replied to, the question asked once, and one that stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.records.record_replies import Reply
from credit_registry.web.site.addresses import here
from credit_registry.web.site.forms import replies as forms
from credit_registry.web.site.forms.replies import Stated
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import confirmations, fields
from credit_registry.web.site.presenters.confirmations import Confirmation
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class ReplyItem:
    """A reply beside its record: its text, when it was written, and to which version."""

    text: str
    note: str


def item(reply: Reply | None, voice: Voice) -> ReplyItem | None:
    """The reply that stands beside a record, if one does."""
    if reply is None:
        return None
    key = "reply.to_earlier" if reply.is_to_earlier else "reply.written"
    return ReplyItem(reply.text, voice.say(key, day=voice.day(reply.written_on)))


def offered(file: CreditFile, voice: Voice) -> Iterator[Fact]:
    """The records that may be replied to, in words: its own, public, without a reply."""
    for record in file.records:
        if record.earned_by is None and record.reply is None:
            words = f"{voice.label(record.kind)} {record.title} {record.document_number}"
            yield f"{to_public(record.record_id)}.{record.version.number}", words


def fields_of(file: CreditFile, typed: Typed) -> tuple[FieldItem, ...]:
    """The form's fields; none where nothing can be replied to."""
    choices = tuple(offered(file, typed.voice))
    if not choices:
        return ()
    named = typed.values.get(forms.RECORD, "")
    preset = next((each for each, _ in choices if each.partition(".")[0] == named), named)
    known = Typed({**typed.values, forms.RECORD: preset}, typed.voice, typed.faults)
    return (
        fields.item(forms.RECORD, "choice", known, is_needed=True, options=choices),
        fields.item(forms.TEXT, "text", known, is_needed=True),
    )


def question(
    file: CreditFile, stated: Stated, accepted: Mapping[str, str], typed: Typed
) -> Confirmation:
    """The question whether the reply is meant as it stands."""
    said = typed.voice.say
    items = fields_of(file, typed)
    return Confirmation(
        title=said("reply.title"),
        consequence=said("reply.consequence"),
        above=(said("letter.own"), here("own_enterprise")),
        back=here("reply"),
        name=file.name,
        code=file.code or "",
        stated=(
            (said(f"field.{forms.RECORD}"), accepted[stated.about]),
            (said(f"field.{forms.TEXT}"), stated.text),
        ),
        address=here("write_reply"),
        version=0,
        kept=confirmations.kept(items, typed),
    )
