"""One change of a rule set's row by hand: put in, replaced, moved or taken out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from credit_registry.domain.errors import FieldError, NotFound
from credit_registry.rules.tables.sheet_layouts import DIMENSIONS, GRADES, HEAD, RULES

SECTIONS = (HEAD, DIMENSIONS, GRADES, RULES)
"""The parts of a rule set whose rows stand by themselves."""

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowEdit:
    """What is done to a row of a section.

    `index` counts from 0, None for a row that is new; `row` is None for one that goes; `place`
    counts from 1 and is where the row stands afterwards. The head of the set is one row, at 0.
    """

    section: str
    index: int | None
    row: Mapping[str, Any] | None
    place: int = 1

    @property
    def pointer(self) -> str:
        """Where the row stands afterwards."""
        return f"/{self.section}/{self.place - 1}" if self.section else ""


def edited(tree: Mapping[str, Any], edit: RowEdit) -> Tree:
    """The tree with the change. Raises NotFound where there is no such row."""
    if edit.section == HEAD:
        kept = {name: tree[name] for name in (DIMENSIONS, GRADES, RULES)}
        return {**(edit.row or {}), **kept}
    rows = list(tree[edit.section])
    if edit.index is not None:
        if not 0 <= edit.index < len(rows):
            raise NotFound(f"The section {edit.section} has no row {edit.index + 1}.")
        del rows[edit.index]
    if edit.row is not None:
        rows.insert(edit.place - 1, dict(edit.row))
    return {**tree, edit.section: rows}


def of_row(faults: tuple[FieldError, ...], edit: RowEdit) -> tuple[FieldError, ...]:
    """The faults in the edited row, each by its pointer within the row."""
    found = []
    for each in faults:
        if _is_within(each.pointer, edit):
            pointer = each.pointer.removeprefix(edit.pointer)
            found.append(FieldError(pointer, each.reason, each.accepted))
    return tuple(found)


def _is_within(pointer: str, edit: RowEdit) -> bool:
    """Whether a pointer lies in the row; the head is what lies in no other section."""
    if edit.section == HEAD:
        return pointer.split("/")[1:2] not in ([DIMENSIONS], [GRADES], [RULES])
    return f"{pointer}/".startswith(f"{edit.pointer}/")
