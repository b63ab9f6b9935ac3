"""The forms in which a draft of the rules is written: a row, how it begins, how it is submitted."""

from dataclasses import dataclass

from credit_registry.rules.tables.row_edits import RowEdit
from credit_registry.rules.tables.row_forms import SEPARATOR, place_of, row_of
from credit_registry.web import context
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.voices import voice

BEGUN_FROM, FILE, SUBMISSION = "begun_from", "draft_file", "submission_reason"
FIELDS = (BEGUN_FROM, FILE, SUBMISSION)
WORDINGS = (".zh", ".en")
REVISION, ACT, REMOVE = "revision", "act", "remove"


@dataclass(frozen=True, slots=True)
class SentRow:
    """What was sent for a row: the change it asks for, and the revision it rests on."""

    edit: RowEdit
    revision: int


def typed_row() -> Typed:
    """What was sent; the values of a field that takes several are joined."""
    form = context.current_request().form
    values = {name: SEPARATOR.join(filter(None, form.getlist(name))) for name in form}
    return Typed(values, voice())


def read_row(typed: Typed, section: str, index: int | None, rows: int) -> SentRow:
    """The change of a row of a section that has so many rows.

    Titles and clauses are published: a personal number in one is a fault of its field.
    """
    typed.impersonal(*(name for name in typed.values if name.endswith(WORDINGS)))
    is_new, is_gone = index is None, typed.values.get(ACT) == REMOVE
    row = None if is_gone else row_of(section, typed.values)
    place = place_of(typed.values, rows + 1 if is_new else rows) if section else 1
    return SentRow(RowEdit(section, index, row, place), typed.number(REVISION))
