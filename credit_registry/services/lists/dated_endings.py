"""Displays that ended by their date: no event tells of them, and whoever keeps a copy has to know.

They are told of while downstreams still have time to take them in; the windows end by themselves.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.dates import Deadline
from credit_registry.domain.permissions import Permission
from credit_registry.law.editions import Edition
from credit_registry.services import deadlines
from credit_registry.services.lists.endings import PROPAGATION
from credit_registry.services.lists.entry_names import current_code, current_name
from credit_registry.store.records import PublicationWindow
from credit_registry.store.subjects import Subject
from credit_registry.store.views import covers

DAYS_BACK = 21
"""So many days are looked back at: longer than the time to take an ending in ever is."""


@dataclass(frozen=True, slots=True)
class DatedEnding:
    """A display of a record or of an entry that ended by its date; `last_on` was its last day."""

    subject_id: int
    name: str
    code: str | None
    is_entry: bool
    last_on: date
    due: Deadline


def recent(
    session: Session, edition: Edition, today: date, *, actor: Actor, limit: int = 50
) -> list[DatedEnding]:
    """The displays that ended lately by their date, the latest first. Raises NotPermitted."""
    permissions.require(actor, Permission.READ_ENDINGS)
    window, shown = PublicationWindow, aliased(PublicationWindow)
    same = shown.listing_version_id.is_not_distinct_from(window.listing_version_id)
    goes_on = select(shown.id).where(
        same,
        shown.record_version_id.is_not_distinct_from(window.record_version_id),
        shown.superseded_by.is_(None),
        covers(shown, today),
    )
    statement = (
        select(
            window.subject_id, window.listing_version_id, window.until,
            current_name().label("name"), current_code().label("code"),
        )
        .join(Subject, Subject.id == window.subject_id)
        .where(
            window.superseded_by.is_(None),
            window.until.between(today - timedelta(days=DAYS_BACK), today - timedelta(days=1)),
            ~goes_on.exists(),
        )
        .order_by(window.until.desc(), window.id)
        .limit(limit)
    )  # fmt: skip
    found = []
    for row in session.execute(statement):
        due = deadlines.due(edition, PROPAGATION, row.until + timedelta(days=1))
        if today <= due.due_on:
            is_entry = row.listing_version_id is not None
            found.append(
                DatedEnding(row.subject_id, row.name or "", row.code, is_entry, row.until, due)
            )
    return found
