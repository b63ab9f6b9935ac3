"""The home page: what was published last, and three figures with their day."""

from dataclasses import dataclass

from credit_registry.domain.dates import legal_date
from credit_registry.domain.records import RecordKind
from credit_registry.law.editions import Edition
from credit_registry.services.changes import Change
from credit_registry.services.figures import Figure
from credit_registry.web.site.addresses import of_subject
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class Latest:
    """One thing that became public."""

    name: str
    address: str
    what: str
    title: str
    day: str
    iso_day: str


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with its day."""

    label: str
    value: str
    day: str


def latest(change: Change, edition: Edition, voice: Voice) -> Latest:
    """One row of what was published last, with the day on which it was."""
    kind = edition.list_types.get(change.kind)
    if change.what == "record":
        what = voice.label(RecordKind(change.kind))
    else:
        what = voice.either(kind.label_zh, kind.label_en) if kind else change.kind
    day = legal_date(change.at)
    return Latest(
        name=change.name,
        address=of_subject(change.subject_id, change.code),
        what="" if change.title.startswith(what) else what,
        title=change.title,
        day=voice.day(day),
        iso_day=day.isoformat(),
    )


def number(figure: Figure, voice: Voice) -> Number:
    """One figure."""
    label = voice.either(figure.label_zh, figure.label_en)
    return Number(label, f"{figure.value:,}", voice.say("home.on_day", day=voice.day(figure.day)))
