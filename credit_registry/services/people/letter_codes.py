"""Codes sent by letter to an enterprise's registered address: they bind an account to it."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers
from credit_registry.services.subjects import subjects
from credit_registry.store.enterprise_users import EnterpriseUser, LetterCode
from credit_registry.store.ids import new_id

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, LETTERS_A_GROUP = 4, 4
GOOD_FOR = timedelta(days=30)
MOST_TRIES = 5


def issue(session: Session, uscc: str, *, actor: Actor, at: datetime) -> str:
    """The code for a letter to the enterprise, shown once; an earlier letter opens nothing now.

    A subject whose division nobody knows is written to by whoever may do so. Raises NotFound,
    NotPermitted.
    """
    permissions.require(actor, Permission.ISSUE_LETTER_CODE, division=actor.division)
    subject_id = _subject(session, uscc)
    division = subjects.division_of(session, subject_id) or actor.division
    permissions.require(actor, Permission.ISSUE_LETTER_CODE, division=division)
    session.execute(
        update(LetterCode)
        .where(LetterCode.subject_id == subject_id, LetterCode.expires_at > at)
        .values(expires_at=at)
    )
    code = _new_code()
    session.add(
        LetterCode(
            id=new_id(), subject_id=subject_id, digest=_digest(code), issued_by=actor.account_id,
            issued_at=at, expires_at=at + GOOD_FOR, tries=0, used_at=None,
        )
    )  # fmt: skip
    _record(session, EventKind.LETTER_CODE_ISSUED, subject_id, actor, at)
    return code


def bind(session: Session, uscc: str, code: str, *, actor: Actor, at: datetime) -> bool:
    """Bind the account to the enterprise if the code is that of its letter; whether it is.

    A wrong code counts as a try, so that the transaction must be kept in either case; why a code
    opens nothing is not told. Raises NotPermitted.
    """
    permissions.require(actor, Permission.BIND_ENTERPRISE)
    try:
        subject_id = _subject(session, uscc)
    except NotFound:
        return False
    letter = session.scalars(
        select(LetterCode)
        .where(
            LetterCode.subject_id == subject_id,
            LetterCode.expires_at > at,
            LetterCode.used_at.is_(None),
            LetterCode.tries < MOST_TRIES,
        )
        .with_for_update()
    ).one_or_none()
    if letter is None:
        return False
    letter.tries += 1
    if not hmac.compare_digest(letter.digest, _digest(code)):
        return False
    letter.used_at = at
    session.execute(delete(EnterpriseUser).where(EnterpriseUser.account_id == actor.account_id))
    session.add(
        EnterpriseUser(
            account_id=actor.account_id, subject_id=subject_id, letter_id=letter.id, bound_at=at
        )
    )
    _record(session, EventKind.ACCOUNT_BOUND, subject_id, actor, at)
    return True


def _subject(session: Session, uscc: str) -> int:
    """The subject that holds the code now. Raises NotFound."""
    found = subjects.by_code(session, uscc)
    if found is None:
        raise NotFound(f"No subject on record has the code {uscc}.")
    return subjects.forwarded(session, found)


def _new_code() -> str:
    """Eighty bits of chance in groups that can be typed from paper."""
    groups = (
        "".join(secrets.choice(ALPHABET) for _ in range(LETTERS_A_GROUP)) for _ in range(GROUPS)
    )
    return "-".join(groups)


def _digest(code: str) -> str:
    """What is kept of a code: random ones need no slow hash, and few tries are allowed."""
    plain = "".join(code.split()).replace("-", "").upper()
    return hashlib.sha256(plain.encode()).hexdigest()


def _record(session: Session, kind: EventKind, subject_id: int, actor: Actor, at: datetime) -> None:
    """Say what was done about the enterprise; never the code."""
    ledgers.record(
        session,
        kind,
        actor=actor,
        at=at,
        subject_id=subject_id,
        payload={"account": to_public(actor.account_id)},
    )
