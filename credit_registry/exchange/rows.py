"""What a row of a file becomes: a draft with its remarks, or an error with its faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds.reasons import Reason, in_chinese
from credit_registry.domain.privacy import masked

_GIVEN_LENGTH = 60
_SILENT = frozenset({Reason.PERSONAL_NUMBER, Reason.NATURAL_PERSON})


@dataclass(frozen=True, slots=True)
class RowFault:
    """One fault or remark: the column as the file names it, why, what is accepted, what was given.

    `given` never holds a personal number, and nothing at all where the fault is one.
    """

    field: str
    reason: str
    accepted: str = ""
    given: str = ""

    @property
    def reason_zh(self) -> str:
        """The reason in Chinese."""
        return in_chinese(self.reason)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that can be taken in, with what was remarked on the way."""

    line: int
    draft: SubjectDraft | RecordDraft
    remarks: tuple[RowFault, ...] = ()

    def __reduce__(self) -> tuple[type["Row"], tuple[Any, ...]]:
        """Itself as its values, since rows go from one process to another."""
        return Row, (self.line, self.draft, self.remarks)


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that is refused; the first fault speaks for it."""

    line: int
    faults: tuple[RowFault, ...]

    @property
    def field(self) -> str:
        """The column of the first fault."""
        return self.faults[0].field

    @property
    def reason(self) -> str:
        """Why the row is refused."""
        return self.faults[0].reason

    @property
    def reason_zh(self) -> str:
        """Why the row is refused, in Chinese."""
        return self.faults[0].reason_zh

    @property
    def accepted(self) -> str:
        """What would be accepted."""
        return self.faults[0].accepted

    @property
    def given(self) -> str:
        """What stands in the file, without personal numbers."""
        return self.faults[0].given


def fault(field: str, reason: str, accepted: str = "", given: str = "") -> RowFault:
    """A fault whose given text is masked and short."""
    shown = "" if reason in _SILENT else masked(given)[:_GIVEN_LENGTH]
    return RowFault(field, reason, accepted, shown)


def located(error: FieldError, headings: Mapping[str, str], texts: Mapping[str, str]) -> RowFault:
    """The fault of a field, under the heading that its file uses."""
    name = error.pointer.lstrip("/")
    return fault(headings.get(name, name), error.reason, error.accepted, texts.get(name, ""))
