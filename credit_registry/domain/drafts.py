"""What a source delivers, checked and typed, before the registry has taken it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter
from typing import Any

from credit_registry.domain.identity_documents import IdentityDocument
from credit_registry.domain.records import (
    Disclosure,
    Level,
    RecordKind,
    RecordState,
    Severity,
    Sharing,
)
from credit_registry.domain.subjects import IdentifierScheme, Standing, SubjectKind

DetailValue = str | int | bool | list[str] | None


@dataclass(frozen=True, slots=True)
class UnitReference:
    """The body a record comes from, as the record names it."""

    name: str
    code: str | None = None

    def __reduce__(self) -> tuple[type["UnitReference"], tuple[Any, ...]]:
        """Itself as its values."""
        return UnitReference, (self.name, self.code)


@dataclass(frozen=True, slots=True)
class SubjectReference:
    """The subject a record is about, as the record names it; codes are normalised and checked."""

    name: str
    codes: Mapping[IdentifierScheme, str] = field(default_factory=dict)
    kind: SubjectKind = SubjectKind.LEGAL_PERSON

    def __reduce__(self) -> tuple[type["SubjectReference"], tuple[Any, ...]]:
        """Itself as its values."""
        return SubjectReference, (self.name, self.codes, self.kind)


@dataclass(frozen=True, slots=True)
class SubjectDraft:
    """One row of a registration authority's register.

    `quarantined_code` holds a code that failed its check character, `suggested_code` what it may
    have meant; such a row has no `uscc` and its subject stays provisional. `since` is the first day
    of what the row states otherwise than before, where its source names that day.
    """

    name: str
    uscc: str | None = None
    kind: SubjectKind = SubjectKind.LEGAL_PERSON
    standing: Standing = Standing.UNKNOWN
    established_on: date | None = None
    enterprise_type: str = ""
    province: str = ""
    city: str = ""
    division_code: str | None = None
    industry_code: str | None = None
    address: str = ""
    scope: str = ""
    capital: str = ""
    registration_number: str | None = None
    quarantined_code: str | None = None
    suggested_code: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """One record of conduct; money is in fen, a score in hundredths of a point.

    `recounted_on` is stated by no source: from that day on the display counts again here.
    `is_summary` tells whether a penalty was decided in the summary procedure, None where nothing
    is stated. `alerted_on` is the day of a safety alert about a sample; `challenged_on` and
    `challenge_settled_on` are those on which its re-test was asked for and its result was final.
    `identities` are the identity documents it states, which nothing but their own table keeps.
    """

    kind: RecordKind
    subject: SubjectReference
    source_unit: UnitReference
    document_number: str
    title: str
    item_serial: str = ""
    occurred_on: date | None = None
    decided_on: date | None = None
    served_on: date | None = None
    first_displayed_on: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    severity: Severity | None = None
    disclosure: Disclosure = Disclosure.PUBLIC
    sharing: Sharing = Sharing.ALL_BODIES
    state: RecordState = RecordState.ACTIVE
    level: Level | None = None
    outcome: str | None = None
    category: str | None = None
    amount_fen: int | None = None
    score_centi: int | None = None
    recounted_on: date | None = None
    is_summary: bool | None = None
    alerted_on: date | None = None
    challenged_on: date | None = None
    challenge_settled_on: date | None = None
    detail: Mapping[str, DetailValue] = field(default_factory=dict)
    identities: tuple[IdentityDocument, ...] = field(default=(), repr=False)

    def __reduce__(self) -> tuple[type["RecordDraft"], tuple[Any, ...]]:
        """Itself as its values.

        A frozen class is else taken apart and put together field by field, which took a fifth of
        the time in which a long file that another process reads was written.
        """
        return RecordDraft, _values_of(self)


_values_of = attrgetter(*(each.name for each in fields(RecordDraft)))
