"""The types of list, each with its legal basis, procedure, consents, term and consequences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from credit_registry.domain.dates import Period
from credit_registry.domain.errors import NotFound, Unlawful
from credit_registry.domain.listings import PUBLIC_COLOURS, ListColour, ListProcedure
from credit_registry.domain.measures import Measure
from credit_registry.domain.records import Level
from credit_registry.domain.sources import AuthorityLevel, Source, read_source
from credit_registry.law.periods import read_day, read_period

TEXTS = (
    "code",
    "label_zh",
    "label_en",
    "field_zh",
    "field_en",
    "decided_by_zh",
    "decided_by_en",
    "weighing_zh",
    "weighing_en",
    "leaving_zh",
    "leaving_en",
    "consequences_zh",
    "consequences_en",
    "source_kind",
)


LATER_TEXTS = (
    "channel_zh",
    "channel_en",
    "removal_zh",
    "removal_en",
    "remedies_zh",
    "remedies_en",
    "comment_zh",
    "comment_en",
)
"""Texts that editions before there were procedures do not have."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Whose consent a decision of a bureau of some level needs, while that is in force."""

    since: date
    until: date | None
    deciding_levels: frozenset[Level]
    given_by_zh: str
    given_by_en: str
    source: Source


@dataclass(frozen=True, slots=True)
class ListType:
    """One list: who is on it, by whose decision, on what basis, how long, with what effect.

    `restricting_categories` are penalties whose own end lengthens the term where it comes later.
    `measures` are those of the catalogue that `measure_codes` name.
    """

    code: str
    colour: ListColour
    label_zh: str
    label_en: str
    field_zh: str
    field_en: str
    since: date
    until: date | None
    basis: Source
    authority_level: AuthorityLevel
    procedure: ListProcedure
    decided_by_zh: str
    decided_by_en: str
    term: Period | None
    early_removal_after: Period | None
    weighing_zh: str
    weighing_en: str
    leaving_zh: str
    leaving_en: str
    consequences_zh: str
    consequences_en: str
    source_kind: str
    confirmed_within: Period | None
    is_decided_with_penalty: bool
    restricting_categories: frozenset[str]
    consents: tuple[Consent, ...]
    channel_zh: str
    channel_en: str
    removal_zh: str
    removal_en: str
    remedies_zh: str
    remedies_en: str
    comment_zh: str
    comment_en: str
    measure_codes: tuple[str, ...]
    measures: tuple[Measure, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether the public may know of the list; a watch list it may not."""
        return self.colour in PUBLIC_COLOURS

    def is_active(self, day: date) -> bool:
        """Whether the type is in force on the day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def require_basis(self, day: date) -> None:
        """Pass if an entry may be published under the type on the day. Raises Unlawful."""
        if not self.is_active(day):
            raise Unlawful(f"The list {self.code} is not in force on {day.isoformat()}.")
        if not self.basis.is_verified:
            raise Unlawful(f"The legal basis of the list {self.code} has not been verified.")
        if not self.is_public:
            raise Unlawful(f"The list {self.code} is internal; nothing is published under it.")
        if self.colour is ListColour.BLACK and not self.authority_level.may_blame:
            raise Unlawful(f"A black list needs a local regulation or more; {self.code} has less.")

    def consent_on(self, day: date, level: Level) -> Consent | None:
        """The consent that a decision of a bureau of the level needs on the day."""
        for consent in self.consents:
            is_in_force = consent.since <= day and (consent.until is None or day <= consent.until)
            if is_in_force and level in consent.deciding_levels:
                return consent
        return None


def public_types(types: Iterable[ListType]) -> list[ListType]:
    """The lists that the public may know of, by their codes."""
    return sorted((kind for kind in types if kind.is_public), key=lambda kind: kind.code)


def read_list_types(rows: list[dict[str, Any]]) -> dict[str, ListType]:
    """The list types by code."""
    types = (_list_type(row) for row in rows)
    return {list_type.code: list_type for list_type in types}


PROCEDURES = {
    ListColour.RED: {ListProcedure.NOMINATION, ListProcedure.RECORDS},
    ListColour.BLACK: {ListProcedure.DUE_PROCESS},
    ListColour.MIRRORED: {ListProcedure.MIRROR},
    ListColour.WATCH: {ListProcedure.WATCH},
}


def faults(types: Iterable[ListType]) -> list[str]:
    """Why lists may not be set up like that: too low an instrument, or another's procedure."""
    found = []
    for kind in types:
        if kind.colour is ListColour.BLACK and not kind.authority_level.may_blame:
            found.append(
                f"{kind.code}: a black list needs a local regulation or more behind it, "
                f"not {kind.authority_level}"
            )
        if kind.procedure not in PROCEDURES[kind.colour]:
            accepted = ", ".join(sorted(PROCEDURES[kind.colour]))
            found.append(
                f"{kind.code}: a {kind.colour} list does not follow the procedure "
                f"{kind.procedure}; accepted: {accepted}"
            )
    return found


def require_type(types: dict[str, ListType], code: str) -> ListType:
    """The list type. Raises NotFound naming those there are."""
    if code not in types:
        raise NotFound(f"There is no list {code!r}; there are: {', '.join(sorted(types))}.")
    return types[code]


def _list_type(row: dict[str, Any]) -> ListType:
    """One list type from its YAML."""
    return ListType(
        colour=ListColour(row["colour"]),
        procedure=_procedure(row),
        since=row["since"],
        until=read_day(row["until"]),
        basis=read_source(row["basis"]),
        authority_level=AuthorityLevel(row["basis"]["authority_level"]),
        term=read_period(row["term"]),
        early_removal_after=read_period(row["early_removal_after"]),
        confirmed_within=read_period(row["confirmed_within"]),
        is_decided_with_penalty=bool(row.get("is_decided_with_penalty", False)),
        restricting_categories=frozenset(map(str, row.get("restricting_categories", ()))),
        consents=tuple(_consent(each) for each in row.get("consents", ())),
        measure_codes=tuple(measure_code(row["code"], each) for each in row.get("measures", ())),
        **({name: row[name] for name in TEXTS} | _later_texts(row)),
    )


def _later_texts(row: Mapping[str, Any]) -> dict[str, Any]:
    """The texts that earlier editions do not have."""
    return {name: str(row.get(name, "")) for name in LATER_TEXTS}


def _procedure(row: dict[str, Any]) -> ListProcedure:
    """How entries come and go; earlier editions say it by colour and source."""
    if "procedure" in row:
        return ListProcedure(row["procedure"])
    if row["source_kind"]:
        return ListProcedure.RECORDS
    is_black = ListColour(row["colour"]) is ListColour.BLACK
    return ListProcedure.DUE_PROCESS if is_black else ListProcedure.MIRROR


def _consent(row: dict[str, Any]) -> Consent:
    """One consent from its YAML."""
    return Consent(
        since=row["since"],
        until=read_day(row["until"]),
        deciding_levels=frozenset(Level(each) for each in row["deciding_levels"]),
        given_by_zh=row["given_by_zh"],
        given_by_en=row["given_by_en"],
        source=read_source(row["source"]),
    )


def measure_code(list_code: str, measure: str | Mapping[str, Any]) -> str:
    """The code by which a list names a measure.

    Lists of editions before there was a catalogue hold theirs themselves: the use names them.
    """
    if isinstance(measure, str):
        return measure
    return f"{list_code}.{measure['use']}.{measure['since']}"
