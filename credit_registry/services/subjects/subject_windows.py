"""What of subjects is public on certain days alone, as windows of their documents.

Texts of violations and samplings, products, entries on lists and grades are indexed with the days
of their publication windows, so that a search masks them by its day: what has expired is not found
and leaves no trace, whatever the index still holds. A grade is for officers while it holds, and for
the public on the days that a local rule or the enterprise's consent gives.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.public_values import public_value
from credit_registry.domain.publications import FieldSet
from credit_registry.domain.records import RecordKind
from credit_registry.law.editions import Edition
from credit_registry.rules.rule_sets import Purpose
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.records import PublicationWindow, RecordVersion
from credit_registry.store.subjects import PublicityConsent
from search_index.documents import Window

TEXTS: Mapping[RecordKind, Mapping[str, tuple[str, ...]]] = {
    RecordKind.PENALTY: {"violation": ("violation_type", "facts")},
    RecordKind.SAMPLING: {"sampling": ("failed_items",), "product": ("product", "brand")},
    RecordKind.RECALL: {"product": ("product", "brand")},
    RecordKind.CERTIFICATE: {"product": ("scope",)},
    RecordKind.LICENCE: {"product": ("licence_name", "content")},
}
"""The fields of a record that are searched, by what they are found as."""

Windows = dict[int, list[Window]]


def windows_of(session: Session, ids: Sequence[int], edition: Edition) -> Windows:
    """The windows of the subjects by their ids, in five statements."""
    found: Windows = defaultdict(list)
    _read_records(session, ids, found)
    _read_listings(session, ids, found)
    _read_honours(session, ids, edition, found)
    _read_grades(session, ids, edition, found)
    return found


def _read_records(session: Session, ids: Sequence[int], found: Windows) -> None:
    """The texts of records, on the days on which these are public."""
    version, window = RecordVersion, PublicationWindow
    statement = (
        select(
            version.subject_id, version.kind, version.detail,
            window.since, window.until, window.field_set,
        )
        .join(window, window.record_version_id == version.id)
        .where(
            version.subject_id.in_(ids),
            version.superseded_by.is_(None),
            version.kind.in_([kind.value for kind in TEXTS]),
            window.superseded_by.is_(None),
            window.since.is_not(None),
        )
        .order_by(version.subject_id, version.id, window.id)
    )  # fmt: skip
    for number, kind, detail, since, until, field_set in session.execute(statement):
        shown = _public(RecordKind(kind), detail, FieldSet(field_set))
        for found_as, names in TEXTS[RecordKind(kind)].items():
            text = " ".join(shown[name] for name in names if name in shown)
            if text.strip():
                found[number].append(_window(found_as, since, until, text=text))


def _public(kind: RecordKind, detail: Mapping[str, Any], fields: FieldSet) -> dict[str, str]:
    """The texts among a record's fields as the public reads them."""
    described = KINDS[kind]
    shown = described.reduced_fields if fields is FieldSet.REDUCED else described.public_fields
    values = {field.name: public_value(field, detail.get(field.name)) for field in shown}
    return {name: value for name, value in values.items() if isinstance(value, str)}


def _read_listings(session: Session, ids: Sequence[int], found: Windows) -> None:
    """The colours of lists, on the days on which the entries are public."""
    window = PublicationWindow
    statement = (
        select(ListingVersion.subject_id, Listing.colour, window.since, window.until)
        .join(Listing, Listing.id == ListingVersion.listing_id)
        .join(window, window.listing_version_id == ListingVersion.id)
        .where(
            ListingVersion.subject_id.in_(ids),
            ListingVersion.superseded_by.is_(None),
            window.superseded_by.is_(None),
            window.since.is_not(None),
        )
        .order_by(ListingVersion.subject_id, window.id)
    )
    for number, colour, since, until in session.execute(statement):
        found[number].append(_window("list_state", since, until, value=colour))


def _read_honours(session: Session, ids: Sequence[int], edition: Edition, found: Windows) -> None:
    """The colours of lists that consist of records, on the days on which these are public."""
    version, window = RecordVersion, PublicationWindow
    colours = {each.source_kind: each.colour for each in edition.list_types.values()}
    kinds = [kind for kind in colours if kind]
    statement = (
        select(version.subject_id, version.kind, window.since, window.until)
        .join(window, window.record_version_id == version.id)
        .where(
            version.subject_id.in_(ids),
            version.superseded_by.is_(None),
            version.kind.in_(kinds),
            or_(version.decided_on.is_not(None), version.effective_from.is_not(None)),
            window.superseded_by.is_(None),
            window.since.is_not(None),
        )
        .order_by(version.subject_id, version.id, window.id)
    )
    for number, kind, since, until in session.execute(statement):
        found[number].append(_window("list_state", since, until, value=colours[kind]))


def _read_grades(session: Session, ids: Sequence[int], edition: Edition, found: Windows) -> None:
    """The stored grades, up to the day before they change."""
    statement = select(Evaluation.subject_id, Evaluation.grade, Evaluation.next_change_on).where(
        Evaluation.subject_id.in_(ids),
        Evaluation.superseded_by.is_(None),
        Evaluation.purpose == Purpose.GRADE.value,
    )
    graded = {row.subject_id: (row.grade, row.next_change_on) for row in session.execute(statement)}
    consents = select(
        PublicityConsent.subject_id, PublicityConsent.since, PublicityConsent.until
    ).where(PublicityConsent.subject_id.in_(graded), PublicityConsent.superseded_by.is_(None))
    for number, (grade, change) in graded.items():
        last = date.fromordinal(change.toordinal() - 1) if change else None
        found[number].append(_window("grade", None, last, value=grade, is_public=False))
        for basis in edition.bases:
            found[number] += _until(grade, basis.since, basis.until, last)
    for number, since, until in session.execute(consents):
        grade, change = graded[number]
        last = date.fromordinal(change.toordinal() - 1) if change else None
        found[number] += _until(grade, since, until, last)


def _until(grade: str, since: date, until: date | None, last: date | None) -> Iterator[Window]:
    """The grade as the public sees it on those days, no longer than it holds."""
    end = min((day for day in (until, last) if day), default=None)
    if end is None or since <= end:
        yield _window("grade", since, end, value=grade)


def _window(
    kind: str,
    since: date | None,
    until: date | None,
    *,
    text: str = "",
    value: str = "",
    is_public: bool = True,
) -> Window:
    """A window, with days as the index counts them."""
    first, last = (day.toordinal() if day else None for day in (since, until))
    return Window(kind, text, value, is_public=is_public, since=first, until=last)
