"""What anybody may know of a certificate by its number: that it was issued, and its digest."""

from dataclasses import dataclass

import orjson
from sqlalchemy.orm import Session

from credit_registry.services.screening import certificate_checks, certificates
from credit_registry.store.screenings import Screening
from credit_registry.store.views import View


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A certificate, and whether the registry would answer otherwise now.

    None for one that was answered from internal records: that something withheld has changed is
    no more for the public than what it is.
    """

    row: Screening
    has_changed: bool | None


def of(session: Session, number: str, view: View) -> Confirmation:
    """The confirmation of a certificate at a view of the present. Raises NotFound."""
    row = certificates.one(session, number)
    is_public = orjson.loads(row.content)["audience"] == "public"
    changed = certificate_checks.has_changed(session, row, view) if is_public else None
    return Confirmation(row, changed)
