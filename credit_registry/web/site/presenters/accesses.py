"""The access log as the auditor reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.people.access_logs import Noted
from credit_registry.web.site.addresses import here
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class AccessItem:
    """One reading; the subject is named by its id alone."""

    read_at: str
    account: str
    kind: str
    subject: str
    address: str
    purpose: str


@dataclass(frozen=True, slots=True)
class AccessLog:
    """A page of the log, and the address of what came before it."""

    entries: tuple[AccessItem, ...]
    more: str


def log(found: Sequence[Noted], limit: int, voice: Voice) -> AccessLog:
    """The page; `limit` is how many entries were asked for."""
    is_full = len(found) >= limit
    return AccessLog(
        entries=tuple(_item(noted, voice) for noted in found),
        more=here("access_log", before=to_public(found[-1].entry.id)) if is_full else "",
    )


def _item(noted: Noted, voice: Voice) -> AccessItem:
    """One reading."""
    entry = noted.entry
    subject = to_public(entry.subject_id)
    return AccessItem(
        read_at=voice.instant(entry.read_at),
        account=noted.username,
        kind=voice.label(AccessKind(entry.kind)),
        subject=subject,
        address=here("subject", subject=subject),
        purpose=entry.purpose,
    )
