"""The timeliness of the authority's own steps, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from credit_registry.law.editions import Edition
from credit_registry.services.proceedings.timeliness import Timeliness
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of period; `share` is a dash where no step was due."""

    title: str
    party: str
    source: str
    in_time: str
    late: str
    overdue: str
    awaited: str
    share: str


@dataclass(frozen=True, slots=True)
class TimelinessPage:
    """The table with its days."""

    sentence: str
    span: str
    lines: tuple[Line, ...]


def page(
    found: Sequence[Timeliness], edition: Edition, since: date, until: date, voice: Voice
) -> TimelinessPage:
    """The page; its sentence counts all steps together."""
    in_time = sum(each.in_time for each in found)
    counted = in_time + sum(each.late + each.overdue for each in found)
    said = "timeliness.sentence" if counted else "timeliness.none"
    return TimelinessPage(
        sentence=voice.say(said, count=counted, in_time=in_time),
        span=voice.span(since, until),
        lines=tuple(_line(each, edition, voice) for each in found),
    )


def _line(each: Timeliness, edition: Edition, voice: Voice) -> Line:
    """One kind of period."""
    rule = edition.deadlines[each.code]
    source = rule.history[-1].source
    numbers = (each.in_time, each.late, each.overdue, each.awaited)
    in_time, late, overdue, awaited = (f"{number:,}" for number in numbers)
    share = each.share_percent
    return Line(
        title=voice.either(rule.label_zh, rule.label_en),
        party=voice.label(each.party),
        source=voice.either(source.text_zh, source.text_en),
        in_time=in_time,
        late=late,
        overdue=overdue,
        awaited=awaited,
        share="—" if share is None else f"{share}%",
    )
