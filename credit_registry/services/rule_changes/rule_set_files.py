"""Rule sets as files: YAML for programs and review, a workbook for those who edit tables."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.exchange.sheets import write_sheets
from credit_registry.exchange.workbooks import workbook_sheets
from credit_registry.rules.documents.documents import read_rule_set, write_rule_set
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.tables.sheet_places import Places
from credit_registry.rules.tables.sheet_reading import read_sheets
from credit_registry.rules.tables.sheets import sheets_of
from credit_registry.services.grading import rule_sets

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class RuleSetFile:
    """A rule set that was read, and where its rows stand if it was a workbook."""

    rule_set: RuleSet
    places: Places | None = None

    def place(self, pointer: str) -> str:
        """Where a row stands: its sheet and row, or its JSON pointer."""
        return pointer if self.places is None else self.places.named(pointer)

    def located(self, faults: Sequence[FieldError]) -> tuple[FieldError, ...]:
        """The faults, each where it stands in the file."""
        return tuple(faults) if self.places is None else self.places.located(faults)


def read(content: bytes) -> RuleSetFile:
    """The checked rule set in YAML or a workbook. Raises InvalidInput naming each faulty row."""
    if content.startswith(_ZIP):
        return RuleSetFile(*read_sheets(workbook_sheets(io.BytesIO(content))))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput("The file is neither a workbook nor text in UTF-8.") from error
    return RuleSetFile(read_rule_set(text))


def workbook(rule_set: RuleSet) -> bytes:
    """The rule set as a workbook that reads back to the same rule set."""
    target = io.BytesIO()
    write_sheets(sheets_of(rule_set), target)
    return target.getvalue()


@lru_cache(maxsize=8)
def published_workbook(content: str) -> bytes:
    """The workbook of a published version, whose content never changes."""
    return workbook(rule_sets.compiled(content).rule_set)


@lru_cache(maxsize=8)
def published_yaml(content: str) -> bytes:
    """The YAML of a published version, whose content never changes."""
    return write_rule_set(rule_sets.compiled(content).rule_set).encode()
