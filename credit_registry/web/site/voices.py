"""The site's voice in one language: messages, labels, days, scores and money."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from credit_registry.domain import labels
from credit_registry.domain.dates import Period, PeriodUnit
from credit_registry.web import context
from credit_registry.web.context import Language
from credit_registry.web.site import formats, texts

PERIODS = {
    PeriodUnit.WORKING_DAYS: "period.working_days",
    PeriodUnit.CALENDAR_DAYS: "period.calendar_days",
    PeriodUnit.MONTHS: "period.months",
    PeriodUnit.YEARS: "period.years",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """How the site speaks in a language."""

    language: Language

    def say(self, key: str, **values: object) -> str:
        """The message of the key."""
        return texts.text(self.language, key, values)

    def either(self, zh: str, en: str) -> str:
        """The text of this language."""
        return en if self.language == "en" else zh

    def label(self, member: StrEnum) -> str:
        """What an enumerated value is called."""
        return labels.label(member, self.language)

    def day(self, value: date | None) -> str:
        """The day, or nothing."""
        return "" if value is None else formats.day(value, self.language)

    def until(self, value: date | None) -> str:
        """The last day of a period, or that no end is set."""
        return self.say("period.open") if value is None else self.day(value)

    def span(self, since: date | None, until: date | None) -> str:
        """The days from a first to a last one, both included; either side may be open."""
        first = self.day(since) if since else self.say("period.unknown")
        if until is None:
            return self.say("period.since", since=first)
        return self.say("period.since_until", since=first, until=self.day(until))

    def instant(self, value: datetime) -> str:
        """The instant in Shanghai's time."""
        return formats.instant(value, self.language)

    def score(self, centi: int | None) -> str:
        """A score with two decimals, or a dash where there is none."""
        return "—" if centi is None else formats.hundredths(centi)

    def yuan(self, fen: int) -> str:
        """An amount of money."""
        return formats.yuan(fen, self.language)

    def period(self, value: Period | None) -> str:
        """A period in words, or that none is set."""
        if value is None:
            return self.say("period.none")
        return self.say(PERIODS[value.unit], count=value.amount)

    def listed(self, words: list[str]) -> str:
        """Words one after another."""
        return self.either("、", ", ").join(words)


def voice() -> Voice:
    """The voice of this request."""
    return Voice(context.language())
