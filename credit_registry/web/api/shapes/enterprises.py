"""Enterprises, listed field by field: for the public, and for officers."""

from collections.abc import Iterator
from datetime import date

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.credit_files import CreditFile
from credit_registry.web.api.shapes import grades, listings
from credit_registry.web.api.shapes.terms import Shape, either, term, times


def public(file: CreditFile) -> Shape:
    """The enterprise as the public may see it today.

    Where an individual business does business is often where a person lives: it is left out.
    """
    registration = file.registration
    return times(file.view) | {
        "id": to_public(file.subject_id),
        "code": file.code,
        "name": file.name,
        "former_names": [
            {"name": name.name, "since": name.since, "until": name.until}
            for name in file.former_names
        ],
        "kind": term(file.kind),
        "standing": term(file.standing),
        "division": either(file.division_zh, file.division_en),
        "industry_code": registration.industry_code if registration else None,
        "established_on": registration.established_on if registration else None,
        "enterprise_type": registration.enterprise_type if registration else None,
        "address": file.address or None,
        "record_count": len(file.records),
        "listings": [listings.public(entry) for entry in file.listings],
        "grade": grades.summary(file.grade),
    }


def internal(file: CreditFile) -> Shape:
    """The enterprise as an officer sees it."""
    registration = file.registration
    return public(file) | {
        "address": registration.address if registration else None,
        "state": term(file.state),
        "codes": {scheme.value: code for scheme, code in file.codes.items()},
        "scope": registration.scope if registration else None,
        "capital": registration.capital if registration else None,
    }


def history(file: CreditFile) -> Shape:
    """What is on record of the enterprise, the newest first."""
    events = sorted(_events(file), key=lambda event: event[0] or date.min, reverse=True)
    return times(file.view) | {
        "code": file.code,
        "events": [
            {"on": on, "what": what, "title": title, "id": number}
            for on, what, title, number in events
        ],
    }


def _events(file: CreditFile) -> Iterator[tuple[date | None, str, str, str | None]]:
    """The dated things of a file: day, what it is, what it says, its id."""
    if file.registration is not None and file.registration.established_on is not None:
        yield file.registration.established_on, "established", file.name, None
    for name in file.former_names:
        yield name.until, "renamed", name.name, None
    for record in file.records:
        yield record.day, "record", record.title, to_public(record.record_id)
    for entry in file.listings:
        label = either(entry.list_type.label_zh, entry.list_type.label_en)
        yield entry.version.since, "listing", label, to_public(entry.listing_id)
