"""The second factor of signing in: codes of six digits by RFC 6238, and recovery codes."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import (
    AlreadyRecorded,
    FieldError,
    InvalidInput,
    NotFound,
    Unauthenticated,
)
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import ledgers, sealing
from credit_registry.store.accounts import Account
from credit_registry.store.sign_ins import RecoveryCode, SecondFactor

ISSUER = "Quality Credit Registry"
STEP_SECONDS = 30
STEPS_ASIDE = (0, -1, 1)
"""A clock may go wrong by one step either way."""

SECRET = re.compile(r"[A-Z2-7]{32}")
RECOVERY_CODES, RECOVERY_BYTES = 10, 10


@dataclass(frozen=True, slots=True)
class Vault:
    """What seals the secrets of second factors: the installation's own secret."""

    secret: str = field(repr=False)

    @property
    def key(self) -> bytes:
        """The key for this purpose alone."""
        return sealing.derived(self.secret, "second factors")


def new_secret() -> str:
    """A random secret in base 32, as it is typed into an authenticator."""
    return pyotp.random_base32()


def address(secret: str, username: str) -> str:
    """The secret as an address that authenticators open (otpauth)."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def is_enrolled(session: Session, account_id: int) -> bool:
    """Whether the account signs in with a second factor."""
    return session.get(SecondFactor, account_id) is not None


def enrol(
    session: Session, secret: str, code: str, vault: Vault, *, actor: Actor, at: datetime
) -> list[str]:
    """Begin to use a second factor; recovery codes come back, shown once.

    Raises AlreadyRecorded, InvalidInput for a code that the secret does not give.
    """
    permissions.require(actor, Permission.MANAGE_OWN_ACCOUNT)
    if not SECRET.fullmatch(secret):
        raise InvalidInput("The secret is not one that was shown here.")
    step = _step_of(secret, code, at)
    if step is None:
        wrong = FieldError("/code", "is not right", "the six digits that are shown now")
        raise InvalidInput("The code does not belong to the secret.", [wrong])
    if is_enrolled(session, actor.account_id):
        raise AlreadyRecorded("The account has a second factor already.")
    kept = sealing.sealed(vault.key, secret.encode(), _place(actor.account_id))
    session.add(
        SecondFactor(account_id=actor.account_id, sealed=kept, enrolled_at=at, last_step=step)
    )
    try:
        session.flush()  # one factor an account: the key decides between two at once
    except IntegrityError:
        raise AlreadyRecorded("The account has a second factor already.") from None
    codes = [_new_recovery_code() for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCode(digest=_digest(code), account_id=actor.account_id, used_at=None)
        for code in codes
    )
    _record(session, EventKind.SECOND_FACTOR_ENROLLED, actor.account_id, actor, at)
    return codes


def check(session: Session, code: str, vault: Vault, *, actor: Actor, at: datetime) -> None:
    """Pass if the code is right and has not been used before. Raises Unauthenticated.

    Of two requests with one code at the same moment only one passes.
    """
    factor = session.get(SecondFactor, actor.account_id)
    if factor is None:
        raise Unauthenticated("The account has no second factor.")
    plain = sealing.opened(vault.key, factor.sealed, _place(actor.account_id))
    step = _step_of(plain.decode(), code, at)
    if step is None:
        _use_recovery_code(session, code, actor, at)
        return
    newer = update(SecondFactor).where(
        SecondFactor.account_id == actor.account_id, SecondFactor.last_step < step
    )
    taken = session.scalars(newer.values(last_step=step).returning(SecondFactor.account_id))
    if taken.one_or_none() is None:
        raise Unauthenticated("The code has been used before; wait for the next one.")


def remove(session: Session, username: str, *, actor: Actor, at: datetime) -> None:
    """Take the second factor from an account, for an owner who has lost it; sessions end.

    Raises NotFound, NotPermitted.
    """
    permissions.require(actor, Permission.MANAGE_ACCOUNTS)
    statement = select(Account).where(Account.username == username).with_for_update()
    account = session.scalars(statement).one_or_none()
    if account is None or not is_enrolled(session, account.id):
        raise NotFound(f"There is no account {username!r} with a second factor.")
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    session.execute(delete(SecondFactor).where(SecondFactor.account_id == account.id))
    account.session_generation += 1
    account.row_version += 1
    _record(session, EventKind.SECOND_FACTOR_REMOVED, account.id, actor, at)


def _use_recovery_code(session: Session, code: str, actor: Actor, at: datetime) -> None:
    """Pass if the text is a recovery code of the account that has not been used."""
    unused = update(RecoveryCode).where(
        RecoveryCode.digest == _digest(code),
        RecoveryCode.account_id == actor.account_id,
        RecoveryCode.used_at.is_(None),
    )
    taken = session.scalars(unused.values(used_at=at).returning(RecoveryCode.digest))
    if taken.one_or_none() is None:
        raise Unauthenticated("The code is not right.")
    _record(session, EventKind.RECOVERY_CODE_USED, actor.account_id, actor, at)


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step that the code belongs to, if it is one of now."""
    stated = "".join(code.split())
    totp = pyotp.TOTP(secret)
    for aside in STEPS_ASIDE:
        moment = at + timedelta(seconds=aside * STEP_SECONDS)
        if hmac.compare_digest(totp.at(moment).encode(), stated.encode()):
            return totp.timecode(moment)
    return None


def _new_recovery_code() -> str:
    """Eighty bits of chance in four groups."""
    text = secrets.token_hex(RECOVERY_BYTES)
    return "-".join(text[at : at + 5] for at in range(0, len(text), 5))


def _digest(code: str) -> str:
    """What is kept of a recovery code: random ones need no slow hash."""
    plain = "".join(code.split()).replace("-", "").lower()
    return hashlib.sha256(plain.encode()).hexdigest()


def _place(account_id: int) -> str:
    """What a sealed secret is bound to."""
    return f"second factor of {to_public(account_id)}"


def _record(session: Session, kind: EventKind, account_id: int, actor: Actor, at: datetime) -> None:
    """Say what was done; neither secrets nor codes."""
    ledgers.record(session, kind, actor=actor, at=at, payload={"account": to_public(account_id)})
