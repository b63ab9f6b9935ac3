"""What is wrong with the files of an edition, and what in them nobody has verified yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from credit_registry.domain.sources import Verification, read_source
from credit_registry.law import editions, list_types, regime_checks, seeds, tables
from credit_registry.law.shapes import SHAPES, Maybe, Read, Shape

Place = tuple[str | int, ...]
REGIMES = "publication_regimes.yaml"


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
    """What no row alone shows: a day listed twice, rewards or regimes that overlap."""
    try:
        edition = editions.parse(editions.content_of(texts))
        for code, reason in regime_checks.faults(edition.regimes):
            yield Fault(REGIMES, _line_of(texts[REGIMES], code), "", f"{code}: {reason}")
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, tables.TableError):
            yield Fault(error.table, error.line, error.column, error.reason)
        else:
            yield Fault("the edition", None, "", str(error))
        return
    for reason in list_types.faults(edition.list_types.values()):
        yield Fault("list_types.yaml", None, "", reason)


def _line_of(text: str, code: str) -> int | None:
    """The line on which the row of a code begins."""
    found = (number for number, row in enumerate(yaml.safe_load(text)) if row["code"] == code)
    return _line(dict(_lines(yaml.compose(text, yaml.SafeLoader))), (next(found),))


def _of_csv(name: str, text: str) -> Iterator[Fault]:
    """The faulty rows of a CSV table."""
    for fault in tables.faults(name, text):
        yield Fault(name, fault.line, fault.column, fault.reason)


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
        absent = (name for name, read in shape.items() if not isinstance(read, Maybe))
        yield from (((*here, name), "a value is missing") for name in absent if name not in row)
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
