"""Enterprises, listed field by field: for the public, and for officers."""

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.files.chronicles import Chronicle, Happening
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.lists.listings import ListEntry
from credit_registry.services.records.records import RecordView
from credit_registry.store.views import View
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
        "record_count": file.record_count,
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


def history(view: View, code: str | None, found: Chronicle) -> Shape:
    """What is on record of the enterprise, the newest first."""
    shown = [_happening(each) for each in found.happenings]
    return times(view) | {"code": code, "events": shown}


def _happening(happening: Happening) -> Shape:
    """One dated thing: its day, what it is, what it says, its id."""
    told, what = happening.told, happening.place[1].name.lower()
    shape: Shape = {"on": happening.on, "what": what, "title": told, "id": None}
    if isinstance(told, RecordView):
        return shape | {"title": told.title, "id": to_public(told.record_id)}
    if isinstance(told, ListEntry):
        label = either(told.list_type.label_zh, told.list_type.label_en)
        return shape | {"title": label, "id": to_public(told.listing_id)}
    return shape
