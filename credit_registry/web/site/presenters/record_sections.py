"""A section of records on a page: the newest of each kind, how many there are, and the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.records.records import RecordView
from credit_registry.web.site.addresses import of_records
from credit_registry.web.site.presenters import records
from credit_registry.web.site.presenters.records import RecordItem
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class Rest:
    """The records of a kind of which only the newest stand on the page."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """Some kinds of record; `count`, `lead` and `rest` are empty where all of them stand there."""

    records: tuple[RecordItem, ...]
    count: str
    lead: str
    rest: tuple[Rest, ...]


def section(
    file: CreditFile,
    kinds: frozenset[RecordKind],
    voice: Voice,
    *,
    is_linked: bool = False,
    without: int | None = None,
) -> Section:
    """The section of some kinds of the file's records; `without` is a record shown elsewhere."""
    shown = [record for record in file.records if record.kind in kinds]
    rest = tuple(_rest(file, shown, kinds, voice))
    told = [record for record in shown if record.record_id != without]
    return _section(told, rest, file.record_counts, kinds, voice, is_linked=is_linked)


def inherited(file: CreditFile, voice: Voice) -> Section:
    """The section of what passes from predecessors; the rest stands on their own pages."""
    kinds = frozenset(file.inherited_counts)
    rest: tuple[Rest, ...] = ()
    if sum(file.inherited_counts.values()) > len(file.inherited):
        earlier = {each.other_id: each for each in file.relations if not each.is_from}
        rest = tuple(
            Rest(
                voice.say("record.rest_of_other", name=earlier[number].name),
                of_records(number, earlier[number].code),
            )
            for number in sorted({record.version.subject_id for record in file.inherited})
        )
    return _section(file.inherited, rest, file.inherited_counts, kinds, voice, is_linked=False)


def link_to(file: CreditFile, record_id: int) -> str:
    """Where a record of the file stands: on the page itself, or by itself."""
    number = to_public(record_id)
    if any(record.record_id == record_id for record in file.records):
        return f"#r-{number}"
    return of_records(file.subject_id, file.code, record=number)


def _section(
    shown: Iterable[RecordView],
    rest: tuple[Rest, ...],
    counts: Mapping[RecordKind, int],
    kinds: frozenset[RecordKind],
    voice: Voice,
    *,
    is_linked: bool,
) -> Section:
    """A section of the records."""
    total = sum(counts.get(kind, 0) for kind in kinds)
    return Section(
        records=tuple(records.item(record, voice, is_linked=is_linked) for record in shown),
        count=voice.say("record.count", count=total) if rest else "",
        lead=voice.say("record.newest_lead") if rest else "",
        rest=rest,
    )


def _rest(
    file: CreditFile, shown: Sequence[RecordView], kinds: frozenset[RecordKind], voice: Voice
) -> Iterable[Rest]:
    """The kinds of which there are more than are shown."""
    for kind in sorted(kinds & file.record_counts.keys()):
        here, count = sum(record.kind is kind for record in shown), file.record_counts[kind]
        if count > here:
            words = voice.say("record.rest", kind=voice.label(kind), count=count, shown=here)
            yield Rest(words, of_records(file.subject_id, file.code, kind=kind.value))
