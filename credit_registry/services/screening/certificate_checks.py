"""Certificates checked: the bytes against the digests, the decisions against what was on file.

Who was meant by code or choice, and what the profile came to, are worked out again from the
versions and the position that the certificate names, and must agree whatever came later. The
public's answer is worked out from what the public was shown then.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import orjson
from sqlalchemy.orm import Session

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.screenings import AskedKind
from credit_registry.law.editions import Edition
from credit_registry.ledger.canonical import canonical
from credit_registry.rules.profiles.profile_documents import ENGINE, of_version
from credit_registry.services import law_editions, ledgers
from credit_registry.services.grading import profiles
from credit_registry.services.screening import asked_subjects, certificates, identity_decisions
from credit_registry.services.screening.asked_subjects import Asked, Understood
from credit_registry.services.screening.certificate_contents import decision_of, profile_answer
from credit_registry.store.ledgers import Event
from credit_registry.store.screenings import Screening
from credit_registry.store.views import View

Tree = Mapping[str, Any]
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check found; `faults` are sentences, none where everything agrees."""

    number: str
    subjects: int
    faults: tuple[str, ...]


def verify(session: Session, number: str) -> Verified:
    """Check one certificate in all its parts. Raises NotFound."""
    row = certificates.one(session, number)
    tree = orjson.loads(row.content)
    faults = [*_of_bytes(session, row, tree), *_of_decisions(session, tree)]
    return Verified(number, len(tree["subjects"]), tuple(faults))


def has_changed(session: Session, row: Screening, view: View) -> bool:
    """Whether the decisions would be others at the view; not which, and not how.

    The view is of the same audience as the certificate was made for.
    """
    tree = orjson.loads(row.content)
    edition = law_editions.current(session).edition
    profile = profiles.one(view, tree["purpose"]["code"])
    found = decisions(session, tree, view, (edition, profile.code))
    return found != [decision_of(each) for each in tree["subjects"]]


def recomputed(session: Session, tree: Tree) -> list[dict[str, Any]]:
    """The decisions again, from the versions and the position of a certificate.

    Raises NotFound where this release does not hold the version of the profile.
    """
    position, as_of = tree["known_at"], date.fromisoformat(tree["as_of"])
    view = View(today=as_of, as_of=as_of, position=position, head=position, is_public=False)
    edition = law_editions.current(session, position).edition
    return decisions(session, tree, view, (edition, tree["versions"]["profile"]))


def decisions(
    session: Session, tree: Tree, view: View, by: tuple[Edition, str]
) -> list[dict[str, Any]]:
    """The decision about each subject of a certificate at a view, under a law and a profile."""
    edition, named = by
    rows = [_understood(each, edition, view) for each in tree["subjects"]]
    decided = identity_decisions.of_rows(session, rows, view)
    ids = sorted({each.subject_id for each in decided if each.subject_id is not None})
    known = {profile.code: profile for profile in profiles.offered(view)}
    profile = known[named] if named in known else of_version(named)
    is_public = tree["audience"] == "public"
    checked = (
        profiles.check(session, ids, [profile], view, edition, is_public=is_public) if ids else {}
    )
    found = []
    for each in decided:
        number = each.subject_id
        subject = {
            "identity": {
                "subject": None if number is None else to_public(number),
                "reason": each.reason.value,
            },
            "profile": None if number is None else profile_answer(checked[number][0]),
        }
        found.append(decision_of(subject))
    return found


def _understood(subject: Tree, edition: Edition, view: View) -> Understood:
    """A row of a certificate as it was asked; a refused one asks for nobody."""
    stated = subject["asked"]
    asked = Asked(
        code=stated["code"] or "",
        name=stated["name"] or "",
        former_name=stated["former_name"] or "",
        kind=None if stated["kind"] is None else AskedKind(stated["kind"]),
        id=stated["id"] or "",
    )
    found = asked_subjects.understood(asked, edition.divisions, view.as_of)
    if subject["fault"] is not None:
        return replace(found, schemes=(), chosen=None)
    return found


def _of_bytes(session: Session, row: Screening, tree: Tree) -> list[str]:
    """What is wrong with the bytes: their form, their digest, their number, their event."""
    faults = []
    if canonical(tree) != row.content:
        faults.append("The bytes are not in canonical form.")
    kept = {name: value for name, value in tree.items() if name not in certificates.OUTSIDE_DIGEST}
    digest = hashlib.sha256(canonical(kept)).hexdigest()
    if digest != row.digest:
        faults.append("The bytes do not have the digest that was kept.")
    if tree["number"] != row.number:
        faults.append("The bytes bear another number.")
    event = session.get_one(Event, row.issued_by)
    if (event.payload["certificate"], event.payload["digest"]) != (row.number, digest):
        faults.append("The ledger's event states another number or digest.")
    if event.position is not None and not ledgers.verify(session, event.position):
        faults.append("The ledger does not hold the event as it was hashed.")
    return faults


def _of_decisions(session: Session, tree: Tree) -> Sequence[str]:
    """Where a decision that is worked out again is another."""
    if tree["versions"]["profile_engine"] != ENGINE:
        return ["The decisions were made by an engine that this release does not hold."]
    again = recomputed(session, tree)
    return [
        f"Subject {subject['place']}: the decision is not what its versions and position give."
        for subject, found in zip(tree["subjects"], again, strict=True)
        if decision_of(subject) != found
    ]
