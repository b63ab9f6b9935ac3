"""What a person typed into a form, kept as it is, and what is wrong with it field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from credit_registry.domain.dates import parse_legal_date
from credit_registry.domain.privacy import personal_numbers
from credit_registry.web.site.voices import Voice

LONGEST_TEXT = 4000
LONGEST_LINE = 128
SEPARATOR = ";"
"""What stands between the values of a field of which several can be ticked."""


@dataclass(slots=True)
class Typed:
    """A form's values as they were typed, with the faults found in them so far."""

    values: Mapping[str, str]
    voice: Voice
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, *, longest: int = LONGEST_TEXT) -> str:
        """The text of a field, without the spaces around it."""
        text = self.values.get(name, "").strip()
        if len(text) > longest:
            self.faults[name] = self.voice.say("form.too_long", longest=longest)
        return text

    def needed(self, name: str, *, longest: int = LONGEST_TEXT) -> str:
        """The text of a field that must be filled in."""
        text = self.text(name, longest=longest)
        if not text:
            self.faults[name] = self.voice.say("form.needed")
        return text

    def impersonal(self, *names: str) -> None:
        """Note where a personal number stands in one of the fields."""
        for name in names:
            if personal_numbers(self.values.get(name, "")):
                self.faults[name] = self.voice.say("form.personal")

    def chosen(self, name: str, accepted: Mapping[str, str]) -> str:
        """One of the accepted values."""
        value = self.values.get(name, "")
        if value not in accepted:
            self.faults[name] = self.voice.say("form.choose")
        return value

    def day(self, name: str, today: date) -> date | None:
        """A day up to today, or None where nothing was typed."""
        text = self.values.get(name, "").strip()
        if not text:
            return None
        try:
            day = parse_legal_date(text)
        except ValueError:
            self.faults[name] = self.voice.say("form.no_day")
            return None
        if day > today:
            self.faults[name] = self.voice.say("form.future", today=self.voice.day(today))
            return None
        return day

    def number(self, name: str) -> int:
        """A whole number that the page itself wrote; 0 where it is none."""
        text = self.values.get(name, "")
        return int(text) if text.isascii() and text.isdigit() else 0

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults
