"""A credit report as it is printed, and the badge of a grade as it stands on other sites."""

from dataclasses import dataclass

from credit_registry.services.files.credit_files import CreditFile
from credit_registry.web.site.presenters import grades
from credit_registry.web.site.presenters.enterprises import EnterprisePage
from credit_registry.web.site.presenters.record_sections import Section
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.presenters.records import RecordItem
from credit_registry.web.site.voices import Voice

LETTER_WIDTH, WIDE_FROM, LEAST_WIDTH = 7, "\u2e80", 320
"""How wide a letter is drawn at most; one of a script from the sign on is twice as wide."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: its title, what it lists, and what it says where there is nothing."""

    title: str
    records: tuple[RecordItem, ...]
    rest: Section
    nothing: str


@dataclass(frozen=True, slots=True)
class Report:
    """What only the report says: its number and day, and its parts in their order."""

    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class BadgeItem:
    """The badge: the grade and its day in words, where it is checked, and how wide that is."""

    letter: str
    words: str
    check: str
    title: str
    width: int


def report(file: CreditFile, page: EnterprisePage, voice: Voice) -> Report:
    """The report beside the page whose content it prints."""
    view, said = file.view, voice.say
    named = file.code or page.subject
    parts = (
        ("enterprise.records", page.conduct, "enterprise.records_none"),
        ("enterprise.commitments", page.commitments, "enterprise.commitments_none"),
        ("enterprise.merits", page.merits, "enterprise.merits_none"),
    )
    facts = (
        (said("credit_report.number"), f"{named}-{view.today:%Y%m%d}-{view.position}"),
        (said("credit_report.day"), voice.day(view.today)),
        (said("credit_report.rules"), f"{page.grade.title} {page.grade.version}".strip()),
    )
    return Report(
        facts=tuple(fact for fact in facts if fact[1]),
        parts=tuple(
            Part(said(title), section.records, section, said(nothing))
            for title, section, nothing in parts
        ),
    )


def badge(file: CreditFile, address: str, voice: Voice) -> BadgeItem | None:
    """The badge of the file's grade; None where none is public, or none was given."""
    graded = grades.grade(file.grade, voice)
    if not graded.score:
        return None
    words = voice.say("badge.words", letter=graded.letter, words=graded.words)
    check = voice.say("badge.check", address=address)
    return BadgeItem(
        letter=graded.letter,
        words=words,
        check=check,
        title=f"{file.name} · {words} · {check}",
        width=max(LEAST_WIDTH, 88 + max(_width(words), _width(check))),
    )


def _width(text: str) -> int:
    """How wide a line is drawn at most."""
    return sum(LETTER_WIDTH * (2 if sign >= WIDE_FROM else 1) for sign in text)
