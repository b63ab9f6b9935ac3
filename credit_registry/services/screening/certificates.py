"""Certificates: each screening's bytes, kept as they were issued and served again unchanged.

A certificate is anchored by its event, which states number and digest and names nobody who was
looked up. Its code is shown once and kept as a digest; the digest of its content leaves out number
and instant, so that the same answer has the same digest.
"""

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.dates import legal_date
from credit_registry.domain.errors import FieldError, InvalidInput, NotFound, Unavailable
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import ALPHABET
from credit_registry.domain.permissions import Permission
from credit_registry.ledger.canonical import canonical
from credit_registry.ledger.events import instant_text
from credit_registry.services import law_editions, ledgers, query_codes
from credit_registry.services.grading import rule_sets
from credit_registry.services.registry import Registry
from credit_registry.services.screening import certificate_contents, dismissals
from credit_registry.services.screening.screenings import Dismissed, Request, screen
from credit_registry.store.ids import new_id
from credit_registry.store.screenings import Screening, ScreeningQuery
from credit_registry.store.views import View

CHANCE_CHARACTERS = 10
MOST_TRIES = 5
OUTSIDE_DIGEST = ("number", "made_at")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A screening that was answered and is not issued yet."""

    content: dict[str, Any]
    digest: str
    law_edition_id: int
    as_of: date
    known_at: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate with the code that opens it, which is shown this once."""

    number: str
    code: str
    content: bytes


def prepare(
    registry: Registry, request: Request, *, actor: Actor, as_of: date | None = None
) -> Prepared:
    """The answer to a request, from one state of the ledger in which no event waits for its place.

    The public is answered for today. Raises InvalidInput, NotFound, Unlawful, Unavailable.
    """
    permissions.require(actor, Permission.SCREEN_SUBJECTS)
    for _ in range(MOST_TRIES):
        registry.sequence()
        with registry.reading() as session:
            if not ledgers.is_waiting(session):
                return _prepared(session, registry, request, actor, as_of)
    raise Unavailable("Events come faster than they are placed; ask again shortly.")


def issue(session: Session, prepared: Prepared, *, actor: Actor, at: datetime) -> Issued:
    """Issue the certificate of a screening under its event, and note the query. NotPermitted."""
    permissions.require(actor, Permission.SCREEN_SUBJECTS)
    number, code = _new_number(at), query_codes.new()
    content = canonical(prepared.content | {"number": number, "made_at": instant_text(at)})
    purpose = prepared.content["purpose"]["code"]
    count = len(prepared.content["subjects"])
    account = None if actor.is_public else actor.account_id
    told: dict[str, ledgers.PayloadValue] = {
        "certificate": number,
        "digest": prepared.digest,
        "purpose": purpose,
        "subjects": count,
    }
    event = ledgers.record(session, EventKind.SCREENING_ISSUED, actor=actor, at=at, payload=told)
    session.add(
        Screening(
            id=new_id(), number=number, code_digest=query_codes.digest(code),
            account_id=account, made_at=at, purpose=purpose,
            algorithm=prepared.content["algorithm"], as_of=prepared.as_of,
            known_at=prepared.known_at, law_edition_id=prepared.law_edition_id,
            subject_count=count, digest=prepared.digest, content=content, issued_by=event,
        )
    )  # fmt: skip
    session.add(
        ScreeningQuery(
            id=new_id(), account_id=account, asked_at=at, purpose=purpose,
            result_digest=prepared.digest,
        )
    )  # fmt: skip
    return Issued(number, code, content)


def one(session: Session, number: str) -> Screening:
    """The certificate of a number. Raises NotFound."""
    found = session.scalars(select(Screening).where(Screening.number == number)).one_or_none()
    if found is None:
        raise NotFound("There is no certificate of that number.")
    return found


def of_maker(session: Session, number: str, *, actor: Actor) -> Screening:
    """A certificate for the account that made it. Raises NotFound, whether or not there is one."""
    found = one(session, number)
    if actor.is_public or found.account_id != actor.account_id:
        raise NotFound("There is no certificate of that number among your own; give its code.")
    return found


def of_code(session: Session, number: str, code: str) -> Screening:
    """A certificate for whoever holds its code. Raises NotFound, whichever of both is wrong."""
    found = one(session, number)
    if not secrets.compare_digest(found.code_digest, query_codes.digest(code)):
        raise NotFound("There is no certificate of that number with that code.")
    return found


def recent(session: Session, *, actor: Actor, limit: int = 50) -> Iterable[Screening]:
    """The newest certificates of an account, without those of whoever has none."""
    if actor.is_public:
        return []
    statement = select(Screening).where(Screening.account_id == actor.account_id)
    return session.scalars(statement.order_by(Screening.id.desc()).limit(limit))


def digest_of(content: bytes) -> str:
    """The digest of a certificate's bytes: SHA-256, in hex, without number and instant."""
    tree = orjson.loads(content)
    kept = {name: value for name, value in tree.items() if name not in OUTSIDE_DIGEST}
    return hashlib.sha256(canonical(kept)).hexdigest()


def _prepared(
    session: Session, registry: Registry, request: Request, actor: Actor, as_of: date | None
) -> Prepared:
    """The answer from one state of the database."""
    view = registry.view(session, actor, as_of)
    if view.is_public and view.as_of != view.today:
        error = FieldError("/as_of", "is not today", "today; officers screen as of other days")
        raise InvalidInput("The public is answered for today.", [error])
    law = law_editions.current(session, view.position)
    gone = None if actor.is_public else partial(_gone, session, view, actor)
    screened = screen(session, registry.index, request, view, law.edition, gone)
    rules = rule_sets.in_force(session, view.as_of, view.position)
    version = None if rules is None else rules.version
    tree = certificate_contents.content(screened, version)
    digest = hashlib.sha256(canonical(tree)).hexdigest()
    return Prepared(tree, digest, law.edition_id, view.as_of, view.position)


def _gone(session: Session, view: View, actor: Actor, digests: Collection[str]) -> Dismissed:
    """What the account has dismissed."""
    return dismissals.standing(session, digests, view, actor=actor)


def _new_number(at: datetime) -> str:
    """A number that tells the day and cannot be guessed."""
    chance = "".join(secrets.choice(ALPHABET) for _ in range(CHANCE_CHARACTERS))
    return f"{legal_date(at):%Y%m%d}-{chance}"
