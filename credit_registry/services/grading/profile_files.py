"""What use profiles are given about many subjects at one view, in a fixed number of statements.

The public is answered from what is public. An officer's view adds the records that are withheld or
not disclosed; they are marked, and bar nothing. What is restored, annulled, withdrawn or past its
display is given to nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from credit_registry.domain.listings import ListColour, ListingStatus
from credit_registry.domain.publications import Reason
from credit_registry.domain.records import RecordState
from credit_registry.law.editions import Edition
from credit_registry.rules.profiles.profile_findings import CaseFile, Listed
from credit_registry.rules.rule_sets import Wording
from credit_registry.services import publications
from credit_registry.services.grading import dossiers
from credit_registry.services.lists import entries
from credit_registry.services.lists.listings import ListEntry
from credit_registry.services.subjects import representations
from credit_registry.store.columns import Id
from credit_registry.store.ledgers import known_at
from credit_registry.store.records import PublicationWindow, RecordVersion
from credit_registry.store.subjects import Registration
from credit_registry.store.views import Sort, View, in_force, known, pattern, shown

SEEN_BY_OFFICERS = (
    Reason.CLASS_UNDETERMINED,
    Reason.CLOCK_UNKNOWN,
    Reason.NOT_DISCLOSED,
    Reason.NO_REGIME,
)
"""Why a record may be unknown to the public and still matter to an officer."""

_IDS = bindparam("subject_ids", expanding=True, type_=Id)


@dataclass(frozen=True, slots=True)
class Filed:
    """A subject's file, and the next day on which something in it opens or ends its display."""

    file: CaseFile
    next_window_on: date | None


def of_subjects(
    session: Session,
    subject_ids: Sequence[int],
    view: View,
    edition: Edition,
    *,
    is_public: bool | None = None,
) -> dict[int, Filed]:
    """The files of the subjects, each with what those earned that it stands for.

    With `is_public` an officer's view is answered without what was withheld then: what the public
    was told at a time, whatever may be shown of it today.
    """
    is_reduced = view.is_public if is_public is None else is_public
    owners = _owners(session, subject_ids, view)
    everyone = sorted(owners)
    asked = view.times | {"subject_ids": everyone}
    facts = _shared(session.execute(_facts(view.sort), asked), owners)
    hidden = {} if is_reduced else _shared(session.execute(_hidden(view.sort), asked), owners)
    registrations = {
        row.subject_id: row
        for row in session.scalars(
            _registrations(view.sort), view.times | {"subject_ids": everyone}
        )
    }
    listed = _listed(session, owners, view, edition)
    windows = _windows(session, owners, view)
    return {
        number: Filed(
            CaseFile(
                dossier=dossiers.dossier_of(
                    number,
                    registrations.get(number),
                    (
                        *dossiers.facts_of(facts.get(number, ()), number),
                        *dossiers.facts_of(hidden.get(number, ()), number),
                    ),
                    edition.industries,
                ),
                entries=tuple(listed.get(number, ())),
                withheld=frozenset(row.record_id for row in hidden.get(number, ())),
            ),
            windows.get(number),
        )
        for number in subject_ids
    }


def _owners(session: Session, subject_ids: Sequence[int], view: View) -> dict[int, set[int]]:
    """Whose files each subject's records belong to: its own, and that of who stands for it."""
    owners: dict[int, set[int]] = {number: {number} for number in subject_ids}
    for end, sources in representations.all_at_view(session, subject_ids, view).items():
        for source in sources:
            owners.setdefault(source, set()).add(end)
    return owners


def _shared(rows: Iterable[Row[Any]], owners: Mapping[int, set[int]]) -> dict[int, list[Row[Any]]]:
    """The rows by whose file they belong to."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        for owner in owners[row.subject_id]:
            found[owner].append(row)
    return found


@cache
def _facts(sort: Sort) -> Select[*tuple[Any, ...]]:
    """What is shown of some subjects at a view of the sort."""
    version, view = RecordVersion, pattern(sort)
    return dossiers.stated().where(
        version.subject_id.in_(_IDS),
        known_at(version, view.position),
        shown(view, PublicationWindow.record_version_id, version.id),
    )


@cache
def _hidden(sort: Sort) -> Select[*tuple[Any, ...]]:
    """What stands of some subjects and is kept from the public at a view of the sort."""
    version, window, view = RecordVersion, PublicationWindow, pattern(sort)
    is_kept_back = (
        select(window.id)
        .where(
            window.record_version_id == version.id,
            known_at(window, view.position),
            window.since.is_(None),
            window.reason.in_([reason.value for reason in SEEN_BY_OFFICERS]),
        )
        .exists()
    )
    return dossiers.stated().where(
        version.subject_id.in_(_IDS),
        version.state == RecordState.ACTIVE.value,
        known_at(version, view.position),
        is_kept_back,
        ~shown(view, window.record_version_id, version.id),
    )


@cache
def _registrations(sort: Sort) -> Select[Registration]:
    """The registrations of some subjects at a view of the sort; the newest of each comes last."""
    row, view = Registration, pattern(sort)
    is_valid = known(row, view) & in_force(row, view.as_of)
    return select(row).where(row.subject_id.in_(_IDS), is_valid).order_by(row.id)


def _listed(
    session: Session, owners: Mapping[int, set[int]], view: View, edition: Edition
) -> dict[int, list[Listed]]:
    """The published entries that stand on the day, by whose file they belong to."""
    found: dict[int, list[Listed]] = defaultdict(list)
    for entry in entries.of_subjects(session, sorted(owners), view, edition):
        standing = _standing(entry, view)
        if standing is not None:
            for owner in owners[entry.subject_id]:
                found[owner].append(standing)
    return found


def _standing(entry: ListEntry, view: View) -> Listed | None:
    """The entry, if it is published under a list of the untrustworthy that is in force."""
    kind, version = entry.list_type, entry.version
    if kind.colour is ListColour.RED or entry.status is not ListingStatus.PUBLISHED:
        return None
    window = publications.entry_window(kind, version, version.since or view.as_of)
    if window is None or window.since is None or not kind.is_active(view.as_of):
        return None
    return Listed(
        listing_id=entry.listing_id,
        label=Wording(kind.label_zh, kind.label_en),
        decision_number=version.decision_number or "",
        since=window.since,
        until=window.until,
        measures=tuple(each.measure for each in entry.measures),
    )


def _windows(session: Session, owners: Mapping[int, set[int]], view: View) -> dict[int, date]:
    """The next day on which a display ends or, for officers, begins, by whose file it is in."""
    found: dict[int, date] = {}
    asked = view.times | {"subject_ids": sorted(owners)}
    for number, opens, last in session.execute(_changing(view.sort), asked):
        ends = None if last is None else last + timedelta(days=1)
        days = [day for day in (None if view.is_public else opens, ends) if day is not None]
        for owner in owners[number]:
            if days:
                found[owner] = min([*days, found.get(owner, date.max)])
    return found


@cache
def _changing(sort: Sort) -> Select[int, date | None, date | None]:
    """The next day on which a window of each subject opens, and the next last day of one."""
    window, view = PublicationWindow, pattern(sort)
    is_known = window.superseded_by.is_(None) if view.is_public else known_at(window, view.position)
    is_open = window.since <= view.as_of
    opens = func.min(case((~is_open, window.since)))
    ends = func.min(case((is_open & (window.until >= view.as_of), window.until)))
    return (
        select(window.subject_id, opens, ends)
        .where(window.subject_id.in_(_IDS), is_known, window.since.is_not(None))
        .group_by(window.subject_id)
    )
