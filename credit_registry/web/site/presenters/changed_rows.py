"""What an event changed of a subject, in words: field by field, before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.listings import ListColour, ListingStatus
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import (
    IdentifierScheme,
    IdentifierState,
    LinkKind,
    Standing,
    SubjectKind,
)
from credit_registry.law.editions import Edition
from credit_registry.services.histories.changed_rows import Change, Row
from credit_registry.store.listings import ListingVersion
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import (
    PublicityConsent,
    Registration,
    SubjectIdentifier,
    SubjectLink,
    SubjectName,
)
from credit_registry.web.site.addresses import here, of_case
from credit_registry.web.site.presenters import version_words
from credit_registry.web.site.presenters.version_words import Change as Line
from credit_registry.web.site.voices import Voice

TEXTS = {
    "enterprise_type": "subject.type",
    "province": "happening.province",
    "city": "happening.city",
    "address": "subject.address",
    "scope": "subject.scope",
    "capital": "subject.capital",
}
"""What the register states in its own words, with its label; each may have been erased."""


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """One fact that changed; `address` is its page, where it has one."""

    title: str
    address: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells changes of one subject in a language, with the names that the law gave then."""

    subject_id: int
    edition: Edition
    day: date
    voice: Voice

    def item(self, change: Change) -> ChangeItem | None:
        """One change in words; None where a row was only written anew."""
        title, address = self._title(change)
        if isinstance(change.row, RecordVersion) and change.before is None:
            return ChangeItem(title, address, ())
        before, after = self._stated(change.before), self._stated(change.after)
        lines = tuple(version_words.changes(before, after))
        return ChangeItem(title, address, lines) if lines else None

    def _title(self, change: Change) -> tuple[str, str]:
        """What the change is about, and its page."""
        row = change.row
        match row:
            case RecordVersion():
                return self._record_title(row)
            case ListingVersion():
                return self._entry_title(row, change.named)
            case SubjectLink():
                return self._link_title(row, change.named)
            case _:
                return self.voice.say(_HEADINGS[type(row)]), ""

    def _record_title(self, row: RecordVersion) -> tuple[str, str]:
        """A record with the number of its version."""
        voice = self.voice
        words = voice.say(
            "happening.record",
            kind=voice.label(RecordKind(row.kind)),
            title=row.title or voice.say("record.title_erased"),
            version=voice.say("history.version", number=row.number),
        )
        return words, here("record", record=to_public(row.record_id))

    def _entry_title(self, row: ListingVersion, list_type: str) -> tuple[str, str]:
        """An entry's list; one that is mirrored has no case."""
        kind = self.edition.list_types.get(list_type)
        if kind is None:
            return list_type, ""
        is_case = kind.colour is not ListColour.MIRRORED
        named = self.voice.either(kind.label_zh, kind.label_en)
        return named, of_case(row.listing_id) if is_case else ""

    def _link_title(self, row: SubjectLink, name: str) -> tuple[str, str]:
        """A link as the subject sees it, and the other's history."""
        is_from = row.subject_id == self.subject_id
        key = "identity.link_from" if is_from else "identity.link_to"
        other = row.other_id if is_from else row.subject_id
        words = self.voice.say(key, kind=self.voice.label(LinkKind(row.kind)), name=name)
        return words, here("subject_history", subject=to_public(other))

    def _stated(self, row: Row | None) -> Mapping[str, str]:
        """Everything a row states, by its label."""
        match row:
            case None:
                return {}
            case RecordVersion():
                return version_words.stated(row, self.voice)
            case ListingVersion():
                return dict(self._entry(row))
            case Registration():
                return dict(self._registration(row))
            case _:
                return dict(self._dated(row))

    def _dated(
        self, row: SubjectName | SubjectIdentifier | SubjectLink | PublicityConsent
    ) -> Iterable[tuple[str, str]]:
        """A name, a code, a link or a consent, with its days."""
        voice = self.voice
        if isinstance(row, SubjectName):
            yield voice.say("identity.name"), row.name
        if isinstance(row, SubjectIdentifier):
            state = IdentifierState(row.state)
            shown = voice.say("identity.code_faulty", code=row.value)
            is_active = state is IdentifierState.ACTIVE
            yield voice.label(IdentifierScheme(row.scheme)), row.value if is_active else shown
        if isinstance(row, SubjectLink):
            yield voice.say("field.link_kind"), voice.label(LinkKind(row.kind))
        yield from self._days(row.since, row.until)

    def _days(self, since: date | None, until: date | None) -> Iterable[tuple[str, str]]:
        """The first and the last day, where they are known."""
        yield self.voice.say("happening.since"), self.voice.day(since)
        yield self.voice.say("happening.until"), self.voice.day(until)

    def _registration(self, row: Registration) -> Iterable[tuple[str, str]]:
        """What the registration authority states."""
        voice = self.voice
        yield voice.say("subject.kind"), voice.label(SubjectKind(row.kind))
        yield voice.say("subject.standing"), voice.label(Standing(row.standing))
        yield voice.say("subject.established"), voice.day(row.established_on)
        yield voice.say("subject.division"), self._division(row.division_code)
        yield voice.say("subject.industry"), row.industry_code or ""
        for name, label in TEXTS.items():
            is_erased = name in (row.erased or {})
            yield voice.say(label), voice.say("happening.gone") if is_erased else getattr(row, name)
        yield from self._days(row.since, row.until)

    def _division(self, code: str | None) -> str:
        """The division's name on the day, with its code."""
        if not code:
            return ""
        found = self.edition.divisions.named(code, self.day)
        return f"{self.voice.either(found.name, found.name_en)} {code}" if found else code

    def _entry(self, row: ListingVersion) -> Iterable[tuple[str, str]]:
        """An entry after one of its steps."""
        voice = self.voice
        yield voice.say("identity.state"), voice.label(ListingStatus(row.status))
        yield voice.say("listing.grounds"), row.grounds
        yield voice.say("case.due"), voice.day(row.statement_due_on)
        yield voice.say("listing.decision"), row.decision_number or ""
        yield voice.say("listing.decided_on"), voice.day(row.decided_on)
        yield from self._days(row.since, row.until)


_HEADINGS: Mapping[type[Row], str] = {
    SubjectName: "happening.name",
    SubjectIdentifier: "happening.code",
    Registration: "happening.registration",
    PublicityConsent: "happening.consent",
}
