"""The queue of records that are withheld until a person has settled what the law makes of them."""

from dataclasses import dataclass

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.records.withheld_records import WithheldRecord
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class WithheldItem:
    """One record that waits, and why."""

    name: str
    subject_address: str
    kind: str
    title: str
    document_number: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class WithheldPage:
    """One page of the queue; `more` is the address of what follows, empty at its end."""

    lines: tuple[WithheldItem, ...]
    more: str


def page(found: list[WithheldRecord], limit: int, voice: Voice) -> WithheldPage:
    """The page; `found` may hold one record more than are shown."""
    shown = found[:limit]
    more = here("withheld", after=to_public(shown[-1].record_id)) if len(found) > limit else ""
    return WithheldPage(tuple(_item(each, voice) for each in shown), more)


def _item(each: WithheldRecord, voice: Voice) -> WithheldItem:
    """One record."""
    return WithheldItem(
        name=each.name,
        subject_address=of_subject(each.subject_id, None),
        kind=voice.label(each.kind),
        title=each.title,
        document_number=each.document_number,
        address=here("record", record=to_public(each.record_id)),
        reason=voice.label(each.reason),
    )
