"""Figures for the home page: what the public can read today, counted."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain.listings import ListColour
from credit_registry.domain.subjects import SubjectState
from credit_registry.law.editions import Edition
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.records import PublicationWindow
from credit_registry.store.subjects import Registration, Subject
from credit_registry.store.views import View, covers, in_force, known


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its day."""

    code: str
    label_zh: str
    label_en: str
    value: int
    day: date


def home(session: Session, view: View) -> list[Figure]:
    """Enterprises, public records, and entries on black lists, in three statements."""
    window = PublicationWindow
    is_shown = window.superseded_by.is_(None) & covers(window, view.today)
    confirmed = Subject.state == SubjectState.CONFIRMED.value
    counts = (
        ("enterprises", "在册主体", "Subjects on record", select(func.count()).where(confirmed)),
        (
            "records",
            "公开信用记录",
            "Public records",
            select(func.count())
            .select_from(window)
            .join(Subject, Subject.id == window.subject_id)
            .where(is_shown, confirmed, window.record_version_id.is_not(None)),
        ),
        (
            "black_entries",
            "严重违法失信名单在列",
            "On the serious-violation list",
            select(func.count())
            .select_from(window)
            .join(ListingVersion, ListingVersion.id == window.listing_version_id)
            .join(Listing, Listing.id == ListingVersion.listing_id)
            .join(Subject, Subject.id == window.subject_id)
            .where(is_shown, confirmed, Listing.colour == ListColour.BLACK.value),
        ),
    )
    return [
        Figure(code, zh, en, session.scalars(statement).one(), view.today)
        for code, zh, en, statement in counts
    ]


def by_division(session: Session, view: View, edition: Edition) -> list[Figure]:
    """How many subjects each division had on the view's day, by what the divisions were then.

    Each counts where it was registered on that day, under the code and the name of that day; one
    whose division nobody knows is counted under no code. In one statement.
    """
    row = aliased(Registration)
    is_latest = ~(
        select(row.id)
        .where(
            row.subject_id == Registration.subject_id,
            row.id > Registration.id,
            known(row, view),
            in_force(row, view.as_of),
        )
        .exists()
    )
    statement = (
        select(Registration.division_code, func.count())
        .join(Subject, Subject.id == Registration.subject_id)
        .where(
            Subject.state == SubjectState.CONFIRMED.value,
            known(Registration, view),
            in_force(Registration, view.as_of),
            is_latest,
        )
        .group_by(Registration.division_code)
    )
    counts: dict[str, Figure] = {}
    for code, value in session.execute(statement):
        place = edition.divisions.named(code, view.as_of) if code else None
        key = place.key if place else ""
        before = counts[key].value if key in counts else 0
        names = (place.name, place.name_en or place.name) if place else ("", "")
        counts[key] = Figure(key, *names, before + value, view.as_of)
    return [counts[key] for key in sorted(counts)]
