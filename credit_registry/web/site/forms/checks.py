"""The form of the buyers' check: the purpose, the list, and what was chosen among candidates."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

import orjson

from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.screenings import MOST_SUBJECTS
from credit_registry.exchange import asked_rows
from credit_registry.services.screening.asked_subjects import Asked
from credit_registry.services.screening.screenings import Request
from credit_registry.web import context, uploads
from credit_registry.web.site.forms.typed import Typed

PURPOSE, LISTED, FILE, ROWS = "purpose", "listed", "listed_file", "rows"
CHOICE, SHOWN = "choice-", "shown-"
NONE_OF_THEM = "none"
LONGEST_LIST = MOST_SUBJECTS * 200
FIELDS = ("reference", "code", "name", "former_name", "address", "division", "consortium")


def read(typed: Typed, purposes: Mapping[str, str]) -> Request | None:
    """What is asked; None where `Typed` found a fault."""
    purpose = typed.chosen(PURPOSE, purposes)
    rows = list(islice(_rows(typed), MOST_SUBJECTS + 1))
    if not rows and LISTED not in typed.faults:
        typed.faults[LISTED] = typed.voice.say("check.nothing_listed")
    if len(rows) > MOST_SUBJECTS:
        typed.faults[LISTED] = typed.voice.say("check.too_many", most=MOST_SUBJECTS)
    if not typed.is_sound:
        return None
    asked = (_chosen(_asked(row), place, typed) for place, row in enumerate(rows, start=1))
    return Request(purpose, tuple(asked))


def one(typed: Typed, place: int) -> Asked | None:
    """The row at a place, from 1, of the list that the form carries along; None if it has none."""
    rows = _carried(typed.values.get(ROWS, ""), typed)
    return _asked(rows[place - 1]) if 0 < place <= len(rows) else None


def as_field(request: Request) -> str:
    """The list as a form carries it along, to be asked for again."""
    rows = ({name: getattr(row, name) for name in FIELDS} for row in request.rows)
    return orjson.dumps(
        [{name: text for name, text in row.items() if text} for row in rows]
    ).decode()


def _asked(row: asked_rows.Row) -> Asked:
    """A row as it is asked."""
    return replace(Asked(), **{name: row[name] for name in FIELDS if name in row})  # type: ignore[arg-type] # texts alone


def _rows(typed: Typed) -> list[asked_rows.Row]:
    """The rows that the form carries along, those of the file, or the pasted ones."""
    if ROWS in typed.values:
        return _carried(typed.values[ROWS], typed)
    sent = uploads.sent(FILE)
    if sent is None:
        text = typed.text(LISTED, longest=LONGEST_LIST)
        return list(asked_rows.pasted_rows(text))
    try:
        with uploads.kept(sent) as path, path.open("rb") as source:
            return list(islice(asked_rows.table_rows(source), MOST_SUBJECTS + 1))
    except InvalidInput:
        typed.faults[LISTED] = typed.voice.say("check.unreadable_file")
        return []


def _carried(text: str, typed: Typed) -> list[asked_rows.Row]:
    """The rows that a page wrote into its form."""
    try:
        found = orjson.loads(text)
        return [{name: str(row[name]) for name in FIELDS if name in row} for row in found]
    except (ValueError, TypeError):
        typed.faults[LISTED] = typed.voice.say("check.nothing_listed")
        return []


def _chosen(row: Asked, place: int, typed: Typed) -> Asked:
    """The row with the candidate that was chosen for it, or without those that were shown."""
    choice = typed.values.get(f"{CHOICE}{place}", "")
    if not choice:
        return row
    if choice != NONE_OF_THEM:
        return replace(row, id=choice)
    shown = context.current_request().form.getlist(f"{SHOWN}{place}")
    return replace(row, dismissed=tuple(shown))
