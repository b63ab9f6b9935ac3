"""What is wrong with the files of an edition, and what in them nobody has verified yet."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import yaml

from credit_registry.domain.listings import ListColour
from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.domain.restorations import Deed
from credit_registry.domain.sources import Verification, read_source
from credit_registry.domain.subjects import LinkKind
from credit_registry.domain.uses import Force, Use
from credit_registry.law import downstreams, editions, restoration_terms, seeds, tables
from credit_registry.law.periods import read_day, read_period

Read = Callable[[Any], object]
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in a file: its line where it is known, its column where it is in one."""

    file: str
    line: int | None
    column: str
    reason: str

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {self.reason.rstrip('.')}."


def faults(texts: Mapping[str, str]) -> list[Fault]:
    """Everything wrong with the files; where each is sound, what is wrong with them together."""
    found = [
        Fault(name, None, "", "the file is missing") for name in editions.SEEDS if name not in texts
    ]
    for name, text in texts.items():
        found += _of_csv(name, text) if name.endswith(".csv") else _of_yaml(name, text)
    return found or list(_together(texts))


def strangers(names: Iterable[str]) -> list[Fault]:
    """The files among the names that no edition reads."""
    reason = f"is no table of the law; accepted: {', '.join(editions.SEEDS)}"
    return [Fault(name, None, "", reason) for name in sorted(names) if name not in editions.SEEDS]


def _together(texts: Mapping[str, str]) -> Iterator[Fault]:
    """What no row alone shows: a day listed twice, rewards that overlap."""
    try:
        editions.parse(editions.content_of(texts))
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, tables.TableError):
            yield Fault(error.table, error.line, error.column, error.reason)
        else:
            yield Fault("the edition", None, "", str(error))


def _of_csv(name: str, text: str) -> Iterator[Fault]:
    """The faulty rows of a CSV table."""
    for fault in tables.faults(name, text):
        yield Fault(name, fault.line, fault.column, fault.reason)


def _text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text is missing")
    return value


def _words(value: object) -> str:
    """A text that may be empty."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")  # noqa: TRY004 - a fault of the file
    return value


def _day(value: object) -> date:
    """A day that must be stated."""
    if not isinstance(value, date):
        raise ValueError(f"{value!r} is not a day; accepted: YYYY-MM-DD")  # noqa: TRY004 - as above
    return value


def _truth(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")  # noqa: TRY004 - as above
    return value


def _amount(value: object) -> int:
    """A whole number above nothing."""
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        raise ValueError(f"{value!r} is no amount; accepted: a whole number above 0")
    return value


def _any(value: object) -> object:
    """Whatever is there: the table's own reader looks at it."""
    return value


def _or_none(read: Read) -> Read:
    """The reader, passing over what is not stated."""
    return lambda value: None if value is None else read(value)


def _members(kind: type[StrEnum]) -> Read:
    """The reader of a list of an enumeration's values."""

    def read(value: object) -> object:
        if not isinstance(value, list) or not value:
            raise ValueError(f"{value!r} is no list; accepted: {', '.join(kind)}")
        return [kind(each) for each in value]

    return read


Shape = Mapping[str, "Read | Shape"]
"""The columns of a row: what reads each, or the columns of the rows that are nested there."""

_DATED: Shape = {"since": _day, "until": read_day}
_TEXTS = ("label_zh", "label_en")
_NAMED: Shape = {"code": _text, **dict.fromkeys(_TEXTS, _text), **_DATED}
_RULE: Shape = {
    "kind": RecordKind, "outcomes": _any, "is_adverse": _truth, "clock": _text,
    "band": _or_none(Severity), "ends": _or_none(_text), "hold": read_period, "hold_from": _words,
}  # fmt: skip
_HELD: Shape = {
    "kind": RecordKind, "outcome": _or_none(_text), "category": _or_none(_text),
    "score_centi": _or_none(_amount), "repeated": _truth,
}  # fmt: skip
_LIST_TEXTS = (
    "decided_by_zh", "decided_by_en", "weighing_zh", "weighing_en", "leaving_zh", "leaving_en",
    "consequences_zh", "consequences_en", "source_kind", "rule_code",
)  # fmt: skip
SHAPES: dict[str, Shape] = {
    "awards.yaml": {
        "code": _text, **dict.fromkeys(_TEXTS, _text), "level": Level, "award_class": _text,
        "rewards": {
            **_DATED, "yuan": _amount, "most_a_year": _or_none(_amount), "source": read_source,
        },
    },
    "deadlines.yaml": {
        "code": _text, **dict.fromkeys(_TEXTS, _text),
        "history": {**_DATED, "period": _or_none(read_period), "source": read_source},
    },
    "downstreams.yaml": {**_NAMED, "unit_zh": _words, **downstreams.COLUMNS},
    "inheritance.yaml": {
        "links": _members(LinkKind), "kinds": _members(RecordKind), **_DATED, "source": read_source,
    },
    "list_types.yaml": {
        "code": _text, "colour": ListColour, **dict.fromkeys(_TEXTS, _text), "field_zh": _text,
        "field_en": _text, **_DATED, "basis": read_source, "term": read_period,
        "early_removal_after": read_period, "confirmed_within": read_period,
        **dict.fromkeys(_LIST_TEXTS, _words),
        "measures": {
            "use": Use, "force": Force, "words_zh": _text, "words_en": _text, **_DATED,
            "source": read_source,
        },
    },
    "publication_bases.yaml": {**_DATED, "source": read_source},
    "publication_regimes.yaml": {
        "code": _text, **_DATED, "source": read_source, "rules": _RULE,
        "bands": {"severity": Severity, "minimum": read_period, "maximum": read_period},
    },
    "restoration_acts.yaml": {
        **_NAMED, "deed": Deed, "kind": RecordKind,
        **dict.fromkeys(("outcomes", "categories", "severities", "bound_categories"), _any),
        **dict.fromkeys(("after_least_display", "after_end", "ends"), _truth),
        "outcome": _or_none(_text), "holds": _HELD, "handling": read_period,
        **dict.fromkeys(("condition_zh", "condition_en", "depends_zh", "depends_en"), _words),
        "source": read_source,
    },
    "restoration_terms.yaml": {
        **_DATED, **dict.fromkeys(restoration_terms.TEXTS, _text), **restoration_terms.COLUMNS,
    },
    "release_limits.yaml": {
        **_DATED, "most_changed_percent": _amount, "report_days": _amount, "source": read_source,
    },
}  # fmt: skip
"""The columns of every YAML table."""


def _of_yaml(name: str, text: str) -> Iterator[Fault]:
    """What is wrong with the rows of a YAML table."""
    try:
        rows = yaml.safe_load(text)
        lines = dict(_lines(yaml.compose(text, yaml.SafeLoader)))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        yield Fault(name, line, "", f"cannot be read: {error.problem}")
        return
    for place, reason in _of_rows(rows, SHAPES.get(name, {}), ()):
        column = ".".join(str(part) for part in place if isinstance(part, str))
        yield Fault(name, _line(lines, place), column, reason)


def _of_rows(rows: object, shape: Shape, place: Place) -> Iterator[tuple[Place, str]]:
    """What is wrong with rows, by its place."""
    if not isinstance(rows, list):
        yield place, "must be a list of entries"
        return
    for number, row in enumerate(rows):
        here = (*place, number)
        if not isinstance(row, dict):
            yield here, f"{row!r} is no entry"
            continue
        yield from (((*here, name), "a value is missing") for name in shape if name not in row)
        for name, value in row.items():
            yield from _of_value(value, shape.get(name), (*here, name), list(shape))


def _of_value(
    value: object, rule: Read | Shape | None, place: Place, known: list[str]
) -> Iterator[tuple[Place, str]]:
    """What is wrong with one value."""
    if rule is None:
        yield place, f"there is no such column; accepted: {', '.join(known)}"
    elif isinstance(rule, Mapping):
        yield from _of_rows(value, rule, place)
    else:
        try:
            rule(value)
        except KeyError as error:
            yield place, f"{error.args[0]} is missing"
        except (ValueError, TypeError, AttributeError) as error:
            yield place, str(error)


def _lines(node: yaml.Node | None, place: Place = ()) -> Iterator[tuple[Place, int]]:
    """The line of every value, by its place."""
    if node is None:
        return
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for number, each in enumerate(node.value):
            yield from _lines(each, (*place, number))
    elif isinstance(node, yaml.MappingNode):
        for name, each in node.value:
            yield from _lines(each, (*place, name.value))


def _line(lines: Mapping[Place, int], place: Place) -> int | None:
    """The line of a place, or of what holds it."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place)


def remarks(texts: Mapping[str, str]) -> list[Fault]:
    """What is no fault, and waits for a person: sources not verified, articles not read."""
    found: list[Fault] = []
    for name, text in texts.items():
        if name.endswith(".csv"):
            found += _undated(name, text)
        else:
            lines = dict(_lines(yaml.compose(text, yaml.SafeLoader)))
            found += [
                Fault(name, _line(lines, place), "", reason)
                for place, reason in _unverified(yaml.safe_load(text), ())
            ]
    return found


def _undated(name: str, text: str) -> Iterator[Fault]:
    """The rows of a CSV table without a first day, and that its sources state no verification."""
    rows = seeds.rows(name, text)
    for number, row in enumerate(rows, start=2):
        if "since" in row and not row["since"]:
            yield Fault(name, number, "since", "no first day is on file")
    if rows and "verification" not in rows[0]:
        yield Fault(name, None, "", "each row names its source; none says how far it was verified")


def _unverified(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    """The sources below a value that are not verified, or keep articles that nobody has read."""
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _unverified(each, (*place, number))
    elif isinstance(value, dict) and "verification" in value:
        source = read_source(value)
        if source.verification is Verification.UNVERIFIED:
            yield place, f"{source.instrument_zh} has not been verified"
        if source.articles and source.verification is not Verification.ARTICLE:
            articles = ", ".join(source.articles)
            yield place, f"articles {articles} of {source.instrument_zh} are not shown: not read"
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _unverified(each, (*place, name))
