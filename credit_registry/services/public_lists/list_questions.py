"""What is asked of a public list: which entries, and in which order."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select

from credit_registry.domain.divisions import Divisions
from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.industries import Section
from credit_registry.domain.privacy import personal_numbers
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.law.editions import Edition
from credit_registry.store.subjects import (
    IS_ACTIVE,
    REGISTERED_NOW,
    Registration,
    Subject,
    SubjectIdentifier,
    SubjectName,
)

LONGEST_TEXT = 100
EARLIEST_YEAR, LATEST_YEAR = 1949, 2100


class ListOrder(StrEnum):
    """The orders of a list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """Which entries are asked for; what is empty or None leaves nothing out.

    `text` stands in the name or the code, `division` is a code of GB/T 2260 and holds the divisions
    below it, `industry` a section's letter; both days of decision are included.
    """

    text: str = ""
    division: str = ""
    industry: str = ""
    decided_from: date | None = None
    decided_to: date | None = None
    order: ListOrder = ListOrder.NEWEST

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return replace(self, order=ListOrder.NEWEST) != ListQuestion()

    def within(self, year: int | None) -> "ListQuestion":
        """The question, for decisions of the year alone."""
        if year is None:
            return self
        first, last = date(year, 1, 1), date(year, 12, 31)
        return replace(
            self,
            decided_from=max(self.decided_from or first, first),
            decided_to=min(self.decided_to or last, last),
        )

    def words(self) -> list[str | None]:
        """The question as a cursor is sealed with it."""
        days = (self.decided_from, self.decided_to)
        told = [day.isoformat() if day else None for day in days]
        return [self.text, self.division, self.industry, *told, self.order.value]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question that the law's tables have been asked about: what its codes stand for."""

    question: ListQuestion
    divisions: frozenset[str] = frozenset()
    section: Section | None = None


EVERYTHING = Wanted(ListQuestion())


def wanted(question: ListQuestion, edition: Edition, day: date) -> Wanted:
    """What the question means under the edition on the day. Raises InvalidInput."""
    divisions = division_codes(edition.divisions, question.division, day)
    section = next((each for each in edition.industries if each.letter == question.industry), None)
    faults = []
    if question.division and not divisions:
        accepted = "a code of GB/T 2260 that is on file"
        faults.append(FieldError("/division", "is no division on file", accepted))
    if question.industry and section is None:
        accepted = ", ".join(each.letter for each in edition.industries)
        faults.append(FieldError("/industry", "is no section of GB/T 4754", accepted))
    if personal_numbers(question.text):
        accepted = "part of an enterprise's name, or its unified code"
        faults.append(FieldError("/q", "holds a personal number", accepted))
    if faults:
        named = " ".join(f"`{each.pointer[1:]}` {each.reason}." for each in faults)
        raise InvalidInput(named, faults)
    return Wanted(question, divisions, section)


def division_codes(divisions: Divisions, code: str, day: date) -> frozenset[str]:
    """The division's code with those below it and those they bore before; empty for none on file.

    A code that a subject is registered under may be of a former division: it counts where its
    successor lies.
    """
    chosen = divisions.named(code, day) if code else None
    if chosen is None:
        return frozenset()
    return frozenset(
        division.key for division in divisions if chosen.key in _lineage(divisions, division.key)
    ) | {code}


def _lineage(divisions: Divisions, key: str) -> set[str]:
    """The division, what it became, and what each of them lies in."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        division = divisions.get(waiting.pop())
        if division is None or division.key in found:
            continue
        found.add(division.key)
        waiting += filter(None, (division.successor or division.parent,))
    return found


def conditions(wanted: Wanted, decided_on: ColumnElement[date | None]) -> list[ColumnElement[bool]]:
    """What is wanted as conditions on a statement that has `Subject`, whom a line names, in it."""
    question = wanted.question
    found: list[ColumnElement[bool]] = []
    if question.decided_from is not None:
        found.append(decided_on >= question.decided_from)
    if question.decided_to is not None:
        found.append(decided_on <= question.decided_to)
    if question.text:
        found.append(_is_named(question.text))
    if wanted.divisions:
        codes = sorted(wanted.divisions)
        found.append(_is_registered(Registration.division_code.in_(codes)))
    if wanted.section is not None:
        found.append(_is_registered(_is_in(wanted.section)))
    return found


def _is_named(text: str) -> ColumnElement[bool]:
    """The condition that the text stands in the subject's name or unified code."""
    small = "".join(letter.lower() if letter.isascii() else letter for letter in text)
    bears = select(SubjectName.id).where(
        SubjectName.subject_id == Subject.id,
        SubjectName.superseded_by.is_(None),
        SubjectName.until.is_(None),
        func.lower(SubjectName.name).contains(small, autoescape=True),
    )
    holds = select(SubjectIdentifier.id).where(
        SubjectIdentifier.subject_id == Subject.id,
        SubjectIdentifier.scheme == IdentifierScheme.USCC.value,
        IS_ACTIVE,
        func.lower(SubjectIdentifier.value).contains(small, autoescape=True),
    )
    return or_(bears.exists(), holds.exists())


def _is_registered(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that the subject's registration now fulfils another."""
    return (
        select(Registration.id)
        .where(Registration.subject_id == Subject.id, REGISTERED_NOW, condition)
        .exists()
    )


def _is_in(section: Section) -> ColumnElement[bool]:
    """The condition that a registration's industry, with or without its letter, is of a section."""
    code = Registration.industry_code
    digits = [f"{number:02}" for number in range(section.first, section.last + 1)]
    return and_(
        code.is_not(None),
        or_(func.substr(code, 1, 1) == section.letter, func.substr(code, 1, 2).in_(digits)),
    )
