"""One row of a draft of the rules on the desk: its form, and the row once it is saved."""

from http import HTTPStatus

import orjson
from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import InvalidInput, NotFound, StaleVersion
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.rules.documents.documents import to_tree
from credit_registry.rules.tables.differences import differences
from credit_registry.rules.tables.row_edits import RowEdit, of_row
from credit_registry.rules.tables.row_forms import PLACE, rows_at, typed_of
from credit_registry.services import law_editions
from credit_registry.services.rule_changes import working_drafts
from credit_registry.services.rule_changes.working_drafts import Written
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import rule_rows as forms
from credit_registry.web.site.forms.rule_rows import SentRow
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters.rule_findings import note_faults
from credit_registry.web.site.presenters.rule_row_pages import RowPage, RowShown, row_page
from credit_registry.web.site.presenters.working_drafts import ADDRESSED, NEW
from credit_registry.web.site.views.working_drafts import PATH
from credit_registry.web.site.voices import voice

ROW = f"{PATH}/rows/<string:section>/<string:row>"


@site.get(ROW)
@needs(Permission.READ_INTERNAL)
def rule_row(draft: str, section: str, row: str) -> Response:
    """The form of a row with its checks, or an empty one."""
    shown, typed = _shown(draft, section, row), Typed({}, voice())
    path, index, written = shown.path, shown.index, shown.written
    if index is not None:
        values = typed_of(path, list(rows_at(to_tree(written.rule_set), path))[index])
        typed.values = values | ({PLACE: str(index + 1)} if path else {})
        note_faults(path, typed, of_row(written.faults, RowEdit(path, index, {}, index + 1)))
    return _form(shown, typed)


@site.post(ROW)
@needs(Permission.SUBMIT_RULE_SET)
def save_rule_row(draft: str, section: str, row: str) -> ResponseReturnValue:
    """Save the row, put it elsewhere or take it out; refused where the draft has moved on."""
    shown, typed = _shown(draft, section, row), forms.typed_row()
    sent = forms.read_row(typed, shown.path, shown.index, shown.count)
    if not typed.is_sound:
        return _form(shown, typed, HTTPStatus.UNPROCESSABLE_ENTITY)
    registry = context.registry()
    try:
        with registry.transaction() as session:
            working_drafts.change(
                session, shown.written.draft_id, sent.edit, sent.revision,
                actor=context.actor(), clock=registry.clock,
            )  # fmt: skip
    except InvalidInput as error:
        note_faults(shown.path, typed, of_row(error.errors, sent.edit) or error.errors)
        return _form(shown, typed, HTTPStatus.UNPROCESSABLE_ENTITY)
    except StaleVersion:
        page = _made(shown, typed, _overwritten(shown.written, sent.edit))
        return console("rule_row", status=HTTPStatus.PRECONDITION_FAILED, page=page)
    return redirect(_after(draft, section, sent), HTTPStatus.SEE_OTHER)


def _after(draft: str, section: str, sent: SentRow) -> str:
    """Where one goes once a row is saved: back to it with its checks, or to the draft."""
    if sent.edit.row is None:
        return here("working_draft", draft=draft)
    return here("rule_row", draft=draft, section=section, row=str(sent.edit.place))


def _overwritten(written: Written, edit: RowEdit) -> tuple[str, ...]:
    """How the draft as it stands differs from what would be saved over it."""
    content = orjson.dumps(to_tree(written.rule_set)).decode()
    try:
        wanted = working_drafts.after(content, edit)
    except (InvalidInput, NotFound) as error:
        return (str(error),)
    told = [each.text for each in differences(written.rule_set, wanted)]
    lines = tuple(voice().either(each.zh, each.en).replace("\t", " ") for each in told)
    return lines or (voice().say("draft.stale_same"),)


def _shown(draft: str, section: str, row: str) -> RowShown:
    """The row that an address names, or a new one. Raises NotFound."""
    if section not in ADDRESSED:
        raise NotFound(f"A draft has no section {section}.")
    path = ADDRESSED[section]
    with context.registry().reading() as session:
        written = working_drafts.one(session, from_public(draft), actor=context.actor())
    if row == NEW and path:
        return RowShown(written, path, None)
    index = int(row) - 1 if row.isascii() and row.isdecimal() else -1
    if not 0 <= index < RowShown(written, path, 0).count:
        raise NotFound(f"The draft has no row {row} there.")
    return RowShown(written, path, index)


def _form(shown: RowShown, typed: Typed, status: int = HTTPStatus.OK) -> Response:
    """The form as it is filled in."""
    return console("rule_row", status=status, page=_made(shown, typed))


def _made(shown: RowShown, typed: Typed, stale: tuple[str, ...] = ()) -> RowPage:
    """The form's page."""
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
    return row_page(shown, edition, context.actor(), typed, stale)
