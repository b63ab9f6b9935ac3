"""Who holds which code at a view: all codes of a screening in two statements and the links."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, func, select
from sqlalchemy.orm import Session, aliased

from credit_registry.domain import taxpayer_numbers
from credit_registry.domain.subjects import IdentifierScheme, IdentifierState, SubjectState
from credit_registry.services.screening.asked_subjects import Understood
from credit_registry.services.subjects import representations
from credit_registry.store.ledgers import Event
from credit_registry.store.memberships import among
from credit_registry.store.subjects import Subject, SubjectIdentifier
from credit_registry.store.views import View, known

EMBEDDED = slice(8, 17)
"""Where the organisation code stands in a unified code; its index serves whole codes too."""

SHORT = 9
"""The length of an organisation code."""

Schemes = tuple[IdentifierScheme, ...]

_CONFIRMED = aliased(Event)
"""Made once, as the ledger's are."""


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds a code: the subjects that stand for its holders, and whether one was forwarded."""

    subject_ids: tuple[int, ...]
    is_forwarded: bool = False


def asked_codes(rows: Iterable[Understood]) -> dict[str, Schemes]:
    """The sound codes of the rows, and those that a faulty one may be a slip of."""
    asked: dict[str, Schemes] = {}
    for row in rows:
        asked |= dict.fromkeys(row.suggested_codes, (IdentifierScheme.USCC,))
        if row.schemes:
            asked[row.wanted.code] = row.schemes
    return asked


def holders(session: Session, asked: Mapping[str, Schemes], view: View) -> dict[str, Holders]:
    """The confirmed subjects that codes decide for, by the code."""
    if not asked:
        return {}
    found = _found(session, asked, view)
    numbers = {number for held in found.values() for number in held}
    ends = representations.ends_at_view(session, numbers, view)
    confirmed = confirmed_at(session, {ends.get(each, each) for each in numbers}, view)
    told: dict[str, Holders] = {}
    for code, held in found.items():
        standing = tuple(dict.fromkeys(ends.get(each, each) for each in held))
        shown = tuple(each for each in standing if each in confirmed)
        told[code] = Holders(shown, any(each in ends for each in held))
    return told


def _found(
    session: Session, asked: Mapping[str, Schemes], view: View
) -> dict[str, tuple[int, ...]]:
    """The subjects that hold each code, or whose unified code embeds it."""
    short = {part for code, schemes in asked.items() for part in _organization_codes(code, schemes)}
    parts = short | {code[EMBEDDED] for code in asked if len(code) > SHORT}
    whole: dict[tuple[str, str], int] = {}
    by_part: defaultdict[str, set[int]] = defaultdict(set)
    for value, scheme, number in _holding(session, parts, short, view):
        whole[scheme, value] = number
        if scheme == IdentifierScheme.USCC.value:
            by_part[value[EMBEDDED]].add(number)
        elif scheme == IdentifierScheme.ORGANIZATION_CODE.value:
            by_part[value].add(number)
    return {code: _decided(code, schemes, whole, by_part) for code, schemes in asked.items()}


def _holding(
    session: Session, parts: set[str], short: set[str], view: View
) -> Iterator[tuple[str, str, int]]:
    """Codes with their schemes and holders: whole ones by a part of them, short ones by themselves.

    Both go by the index of the nine characters that stand where an organisation code does.
    """
    row = SubjectIdentifier
    embedded: Any = func.substr(row.value, 9, 9, type_=String)
    stated = select(row.value, row.scheme, row.subject_id).where(
        row.state == IdentifierState.ACTIVE.value, known(row, view)
    )
    yield from session.execute(stated.where(among(embedded, parts)))
    if short:
        ends = {part[EMBEDDED] for part in short}
        codes = stated.where(among(embedded, ends), among(row.value, short))
        yield from session.execute(codes)


def _decided(
    code: str,
    schemes: Schemes,
    whole: Mapping[tuple[str, str], int],
    by_part: Mapping[str, set[int]],
) -> tuple[int, ...]:
    """The subjects of a code, by the likeliest scheme in which anybody holds it."""
    for scheme in schemes:
        if (scheme.value, code) in whole:
            return (whole[scheme.value, code],)
        for part in _organization_codes(code, (scheme,)):
            if by_part.get(part):
                return tuple(sorted(by_part[part]))
    return ()


def _organization_codes(code: str, schemes: Iterable[IdentifierScheme]) -> list[str]:
    """The organisation codes by which a code may be looked up."""
    found = []
    for scheme in schemes:
        if scheme is IdentifierScheme.ORGANIZATION_CODE:
            found.append(code)
        elif scheme is IdentifierScheme.TAXPAYER_NUMBER:
            found.append(taxpayer_numbers.organization_code_of(code) or "")
    return [each for each in found if each]


def confirmed_at(session: Session, subject_ids: Iterable[int], view: View) -> frozenset[int]:
    """Those of the subjects whose existence was settled at the view, in one statement."""
    statement = (
        select(
            Subject.id,
            Subject.state,
            Subject.confirmed_by,
            Subject.rejected_by,
            _CONFIRMED.position,
        )
        .outerjoin(_CONFIRMED, _CONFIRMED.id == Subject.confirmed_by)
        .where(among(Subject.id, list(subject_ids)))
    )
    return frozenset(
        number
        for number, state, confirmed_by, rejected_by, position in session.execute(statement)
        if (position is not None and position < view.position)
        or (confirmed_by is rejected_by is None and state == SubjectState.CONFIRMED.value)
    )
