"""Changes of the rules on the desk: reports, drafts that wait, their approval and withdrawal."""

from http import HTTPStatus

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.rule_changes import (
    kept_drafts,
    rule_set_drafts,
    what_if_changes,
    what_if_reports,
    working_drafts,
)
from credit_registry.services.rule_changes.what_if_changes import Only
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import rule_changes as forms
from credit_registry.web.site.forms.rule_changes import Settling
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import rule_changes as presenters
from credit_registry.web.site.presenters import what_ifs
from credit_registry.web.site.presenters.rule_changes import DraftPage
from credit_registry.web.site.voices import voice

DESK = "/desk/rule-changes"
PATH = f"{DESK}/<string:draft>"
CHANGES_ON_A_PAGE = 100
REPORTS_LISTED = 20


@site.get(DESK)
@needs(Permission.READ_INTERNAL)
def rule_changes() -> Response:
    """The drafts that are written, those that wait for approval, and the newest reports."""
    actor = context.actor()
    with context.registry().reading() as session:
        drafts = kept_drafts.pending(session, actor=actor)
        reports = what_if_reports.recent(session, actor=actor, limit=REPORTS_LISTED)
        written = working_drafts.begun(session, actor=actor)
    page = presenters.changes_page(written, drafts, reports, actor, voice())
    return console("rule_changes", page=page)


@site.get("/desk/what-if/<string:report>")
@needs(Permission.READ_INTERNAL)
def what_if(report: str) -> Response:
    """A report with its matrix, its counts and a page of its changes."""
    stated, actor = context.current_request().args, context.actor()
    asked = what_ifs.Asked(
        _which(stated.get("which", Only.ALL.value)), stated.get("below"), CHANGES_ON_A_PAGE
    )
    after = from_public(stated["after"]) if "after" in stated else 0
    with context.registry().reading() as session:
        kept = what_if_reports.one(session, from_public(report), actor=actor)
        edition = law_editions.current(session).edition
        found = what_if_changes.page(
            session, kept, actor=actor, only=asked.only, below=asked.below, after=after,
            limit=asked.limit + 1,
        )  # fmt: skip
    return console("what_if", page=what_ifs.what_if_page(kept, found, asked, edition, voice()))


@site.get(PATH)
@needs(Permission.READ_INTERNAL)
def rule_change(draft: str) -> Response:
    """One draft, what stands in its way, and the forms that settle it."""
    typed = Typed({}, voice())
    return _page(_read(draft, typed))


@site.post(f"{PATH}/approval")
@needs(Permission.PUBLISH_RULE_SET)
def approve_rule_change(draft: str) -> ResponseReturnValue:
    """Release the draft; asked once more, as a published version stays for good."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    page = _read(draft, typed)
    stated = forms.read_approval(typed, takes_override=page.takes_override and page.may_approve)
    asked = _asked_first(draft, page, typed, stated, "approval") if page.may_approve else None
    if asked is not None:
        return asked
    registry = context.registry()
    with registry.transaction() as session:
        outcome = rule_set_drafts.approve(
            session,
            from_public(draft),
            override=stated.reason or None,
            actor=context.actor(),
            clock=registry.clock,
        )
    if outcome.version is None:
        return _page(_read(draft, typed), HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(here("rule_change", draft=draft), HTTPStatus.SEE_OTHER)


@site.post(f"{PATH}/withdrawal")
@needs(Permission.SUBMIT_RULE_SET)
def withdraw_rule_change(draft: str) -> ResponseReturnValue:
    """Take the draft back; asked once more."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    page = _read(draft, typed)
    stated = forms.read_withdrawal(typed)
    asked = _asked_first(draft, page, typed, stated, "withdrawal")
    if asked is not None:
        return asked
    registry = context.registry()
    with registry.transaction() as session:
        rule_set_drafts.withdraw(
            session, from_public(draft), stated.reason, actor=context.actor(), clock=registry.clock
        )
    return redirect(here("rule_change", draft=draft), HTTPStatus.SEE_OTHER)


def _asked_first(
    draft: str, page: DraftPage, typed: Typed, stated: Settling, act: str
) -> Response | None:
    """The form again with its faults, or the question; None once that is answered with yes."""
    if not typed.is_sound:
        return _page(_read(draft, typed), HTTPStatus.UNPROCESSABLE_ENTITY)
    if stated.is_to_change:
        return _page(page)
    if stated.is_confirmed:
        return None
    return console("rule_change_confirm", page=page, act=act, reason=stated.reason)


def _which(text: str) -> Only:
    """Which changes are asked for. Raises InvalidInput."""
    try:
        return Only(text)
    except ValueError:
        raise InvalidInput(f"which is {text!r}; accepted: {', '.join(Only)}.") from None


def _read(draft: str, typed: Typed) -> DraftPage:
    """The draft as it stands now."""
    actor = context.actor()
    with context.registry().reading() as session:
        found = kept_drafts.one(session, from_public(draft), actor=actor)
        report = what_if_reports.one(session, found.report_id, actor=actor)
        hindrances = kept_drafts.hindering(session, found, report, context.today())
    return presenters.draft_page(found, report, hindrances, actor, typed)


def _page(page: DraftPage, status: int = HTTPStatus.OK) -> Response:
    """The page of a draft."""
    return console("rule_change", status=status, page=page)
