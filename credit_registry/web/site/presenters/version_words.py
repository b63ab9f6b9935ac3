"""A version of a record in words, and what one version changed of another."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from credit_registry.domain.records import (
    Disclosure,
    Level,
    RecordKind,
    RecordState,
    Severity,
    Sharing,
)
from credit_registry.store.records import RecordVersion
from credit_registry.web.site.presenters import record_words
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

DAYS = (
    "occurred_on",
    "decided_on",
    "served_on",
    "first_displayed_on",
    "effective_from",
    "effective_to",
    "recounted_on",
    "alerted_on",
    "challenged_on",
    "challenge_settled_on",
)
CODED: Mapping[str, Callable[[str], Severity | Disclosure | Sharing | RecordState | Level]] = {
    "severity": Severity,
    "disclosure": Disclosure,
    "sharing": Sharing,
    "state": RecordState,
    "level": Level,
}
WORDED = ("outcome", "category")


_PROCEDURES: Mapping[bool | None, Callable[[Voice], str]] = {
    None: lambda _: "",
    True: lambda voice: voice.say("procedure.summary"),
    False: lambda voice: voice.say("procedure.ordinary"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value that a version changed; empty words where there was or is none."""

    label: str
    before: str
    after: str


def columns(version: RecordVersion, voice: Voice) -> Iterable[Fact]:
    """The typed facts of a version in words."""
    yield voice.say("column.title"), version.title
    for name in DAYS:
        yield voice.say(f"column.{name}"), voice.day(getattr(version, name))
    for name, member in CODED.items():
        value = getattr(version, name)
        yield voice.say(f"column.{name}"), voice.label(member(value)) if value else ""
    kind = RecordKind(version.kind)
    for name in WORDED:
        text = record_words.word(kind, getattr(version, name), voice)
        yield voice.say(f"column.{name}"), text
    amount = version.amount_fen
    yield voice.say("column.amount_fen"), "" if amount is None else voice.yuan(amount)
    score = version.score_centi
    yield voice.say("column.score_centi"), "" if score is None else voice.score(score)
    yield voice.say("column.is_summary"), _PROCEDURES[version.is_summary](voice)


def stated(version: RecordVersion, voice: Voice) -> dict[str, str]:
    """Everything a version states, by its label."""
    stated = dict(columns(version, voice))
    return stated | dict(record_words.details(RecordKind(version.kind), version.detail, voice))


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[Change]:
    """The values in which two versions differ."""
    for label in dict.fromkeys([*before, *after]):
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            yield Change(label, old, new)
