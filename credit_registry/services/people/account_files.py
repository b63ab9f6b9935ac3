"""Accounts as those read them who look after them: who may act, for whom, and how each signs in."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor, ActorKind, Role
from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission
from credit_registry.store.accounts import Account, AccountRole, SourceUnitName
from credit_registry.store.sign_ins import SecondFactor

Columns = tuple[Account, str | None, int | None]


@dataclass(frozen=True, slots=True)
class AccountFile:
    """One account; `unit` is the body that it belongs to, `owes_password` after a reset."""

    account_id: int
    username: str
    display_name: str
    kind: ActorKind
    roles: tuple[Role, ...]
    division: str | None
    unit: str
    is_active: bool
    has_second_factor: bool
    owes_password: bool


@dataclass(frozen=True, slots=True)
class AccountQuestion:
    """Which accounts are asked for: those whose names hold a text, after a user name."""

    q: str = ""
    after: str = ""


def listed(
    session: Session, question: AccountQuestion, actor: Actor, limit: int = 50
) -> list[AccountFile]:
    """The accounts by user name, in two statements. Raises NotPermitted."""
    permissions.require(actor, Permission.MANAGE_ACCOUNTS)
    statement = _accounts().where(Account.username > question.after)
    if question.q:
        holds = Account.username.contains(question.q, autoescape=True)
        named = Account.display_name.contains(question.q, autoescape=True)
        statement = statement.where(holds | named)
    found = session.execute(statement.order_by(Account.username).limit(limit)).all()
    roles = _roles(session, [row[0].id for row in found])
    return [_file(row, roles) for row in found]


def one(session: Session, account_id: int, actor: Actor) -> AccountFile:
    """One account, open or closed. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.MANAGE_ACCOUNTS)
    row = session.execute(_accounts().where(Account.id == account_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such account.")
    return _file(row, _roles(session, [account_id]))


def _accounts() -> Select[*Columns]:
    """Accounts with the name of their body and whether they have a second factor."""
    return (
        select(Account, SourceUnitName.name, SecondFactor.account_id)
        .outerjoin(
            SourceUnitName,
            (SourceUnitName.unit_id == Account.unit_id) & SourceUnitName.until.is_(None),
        )
        .outerjoin(SecondFactor, SecondFactor.account_id == Account.id)
    )


def _roles(session: Session, accounts: Collection[int]) -> dict[int, list[Role]]:
    """The roles of the accounts."""
    found: dict[int, list[Role]] = {}
    statement = select(AccountRole.account_id, AccountRole.role)
    rows = session.execute(
        statement.where(AccountRole.account_id.in_(accounts)).order_by(AccountRole.role)
    )
    for account_id, role in rows:
        found.setdefault(account_id, []).append(Role(role))
    return found


def _file(row: Row[*Columns], roles: dict[int, list[Role]]) -> AccountFile:
    """One account."""
    account, unit, factor = row
    return AccountFile(
        account_id=account.id,
        username=account.username,
        display_name=account.display_name,
        kind=ActorKind(account.kind),
        roles=tuple(roles.get(account.id, ())),
        division=account.division,
        unit=unit or "",
        is_active=account.is_active,
        has_second_factor=factor is not None,
        owes_password=account.one_time_until is not None,
    )
