"""The list of what is to be done after failed samplings, as a page and as a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.procedures.tables_of_all import PROCEDURES
from credit_registry.law.periods import DeadlineRule
from credit_registry.services.proceedings.sampling_worklists import NEVER, OpenCase
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.voices import Voice

OVERDUE = "overdue"
COLUMNS = (
    "samplings.due", "samplings.days_over", "samplings.period", "samplings.owner",
    "samplings.enterprise", "samplings.sampling", "samplings.document", "samplings.kind",
    "samplings.state", "samplings.case",
)  # fmt: skip
"""The headings of the file, in its order."""


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One case: whose, of which sampling, where it stands, what is next and by when."""

    name: str
    subject_address: str
    title: str
    document_number: str
    record_address: str
    address: str
    kind: str
    state: str
    next: str
    due: str
    period: str
    owner: str
    overdue: str


@dataclass(frozen=True, slots=True)
class SamplingsPage:
    """One page of the list; `more` is the address of what follows, empty at its end."""

    items: tuple[CaseItem, ...]
    is_overdue: bool
    all_address: str
    overdue_address: str
    file_address: str
    more: str


def page(
    found: Sequence[OpenCase],
    limit: int,
    periods: Mapping[str, DeadlineRule],
    today: date,
    voice: Voice,
    *,
    is_overdue: bool,
) -> SamplingsPage:
    """The page; `found` may hold one case more than are shown."""
    shown = found[:limit]
    chosen = {"only": OVERDUE} if is_overdue else {}
    more = ""
    if len(found) > limit:
        day, number = shown[-1].place
        more = here("samplings", day=day.isoformat(), after=to_public(number), **chosen)
    return SamplingsPage(
        items=tuple(_item(each, periods, today, voice) for each in shown),
        is_overdue=is_overdue,
        all_address=here("samplings"),
        overdue_address=here("samplings", only=OVERDUE),
        file_address=here("samplings_file"),
        more=more,
    )


def _item(
    case: OpenCase, periods: Mapping[str, DeadlineRule], today: date, voice: Voice
) -> CaseItem:
    """One case in words."""
    due = voice.day(case.due_on) or voice.say("samplings.no_day")
    if case.is_provisional:
        due += voice.say("case.provisional")
    days = case.days_over(today)
    return CaseItem(
        name=case.name,
        subject_address=of_subject(case.subject_id, None),
        title=case.title,
        document_number=case.document_number,
        record_address=here("record", record=to_public(case.record_id)),
        address=here("proceeding", proceeding=to_public(case.proceeding_id)),
        kind=_word(case, case.kind.value, voice),
        state=_word(case, case.state, voice),
        next=voice.listed([_word(case, step, voice) for step in case.next_steps]),
        due=due,
        period=_period(case, periods, voice),
        owner=_owner(case, voice),
        overdue=voice.say("samplings.is_over", count=days) if days else "",
    )


def columns(voice: Voice) -> list[str]:
    """The headings of the file."""
    return [voice.say(heading) for heading in COLUMNS]


def cells(
    case: OpenCase, periods: Mapping[str, DeadlineRule], today: date, voice: Voice
) -> Mapping[str, str | int]:
    """One line of the file, by its headings."""
    values: tuple[str | int, ...] = (
        "" if case.place[0] == NEVER else case.place[0].isoformat(),
        case.days_over(today),
        _period(case, periods, voice),
        _owner(case, voice),
        case.name,
        case.title,
        case.document_number,
        _word(case, case.kind.value, voice),
        _word(case, case.state, voice),
        to_public(case.proceeding_id),
    )
    return dict(zip(columns(voice), values, strict=True))


def _word(case: OpenCase, name: str, voice: Voice) -> str:
    """What a state, a step or the kind itself is called."""
    return voice.either(*PROCEDURES[case.kind].words[name])


def _period(case: OpenCase, periods: Mapping[str, DeadlineRule], voice: Voice) -> str:
    """What the period is called that somebody has to keep; empty where there is none."""
    rule = periods.get(case.deadline)
    return "" if rule is None else voice.either(rule.label_zh, rule.label_en)


def _owner(case: OpenCase, voice: Voice) -> str:
    """What the step that is owed takes; empty where none is."""
    return "" if case.owner is None else voice.label(case.owner)
