"""Drafts of the rules written on the desk: begun, tried in the background, submitted, discarded."""

from http import HTTPStatus
from typing import NamedTuple

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import InvalidInput, NotFound, Unlawful
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.rule_changes import Obstacle
from credit_registry.rules.doubts.content_checks import doubts_of
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.tables.differences import differences
from credit_registry.rules.words.rule_words import Names, names_of
from credit_registry.services import law_editions
from credit_registry.services.grading import rule_sets
from credit_registry.services.rule_changes import (
    rule_set_drafts,
    rule_set_files,
    what_if_reports,
    what_if_trials,
    working_drafts,
)
from credit_registry.services.rule_changes.working_drafts import Written
from credit_registry.services.sessions import Session
from credit_registry.web import context, uploads
from credit_registry.web import rule_set_files as files
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import rule_rows as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import rule_findings
from credit_registry.web.site.presenters import working_drafts as presenters
from credit_registry.web.site.presenters.fields import FieldItem, item
from credit_registry.web.site.presenters.working_drafts import Told
from credit_registry.web.site.voices import voice

DESK = "/desk/rule-drafts"
PATH = f"{DESK}/<string:draft>"
TRIAL = "/desk/what-if-trials/<string:trial>"
FILES = {"xlsx": files.XLSX, "yaml": files.YAML}
RELOAD_SECONDS = "3"


class Seen(NamedTuple):
    """A draft with what belongs to it."""

    written: Written
    told: Told
    names: Names


@site.get(f"{DESK}/new")
@needs(Permission.SUBMIT_RULE_SET)
def begin_draft() -> Response:
    """The form in which a draft is begun."""
    return _beginning(Typed({}, voice()))


@site.post(DESK)
@needs(Permission.SUBMIT_RULE_SET)
def begun_draft() -> ResponseReturnValue:
    """A draft from a file, or from a published version."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    registry, file = context.registry(), uploads.sent(forms.FILE)
    try:
        rule_set = _begun(
            typed.values.get(forms.BEGUN_FROM, ""), file.stream.read() if file else b""
        )
    except InvalidInput as error:
        typed.faults[forms.FILE] = typed.voice.say("draft.file_refused")
        faults = [f"{each.pointer}: {rule_findings.fault_text(each, typed.voice)}"
                  for each in error.errors]  # fmt: skip
        return _beginning(typed, faults or [str(error)], HTTPStatus.UNPROCESSABLE_ENTITY)
    except NotFound:
        typed.faults[forms.BEGUN_FROM] = typed.voice.say("form.choose")
        return _beginning(typed, (), HTTPStatus.UNPROCESSABLE_ENTITY)
    with registry.transaction() as session:
        number = working_drafts.begin(
            session, rule_set, actor=context.actor(), clock=registry.clock
        )
    return redirect(here("working_draft", draft=to_public(number)), HTTPStatus.SEE_OTHER)


@site.get(PATH)
@needs(Permission.READ_INTERNAL)
def working_draft(draft: str) -> Response:
    """A draft as it stands."""
    return _page(draft, Typed({}, voice()))


@site.get(f"{PATH}/draft.<string:ending>")
@needs(Permission.READ_INTERNAL)
def working_draft_file(draft: str, ending: str) -> Response:
    """A draft as a workbook or as YAML."""
    if ending not in FILES:
        raise NotFound(f"A draft is no file of the type {ending}.")
    with context.registry().reading() as session:
        found = working_drafts.one(session, from_public(draft), actor=context.actor())
    return files.of_draft(found.rule_set, FILES[ending])


@site.post(f"{PATH}/trial")
@needs(Permission.TRY_RULE_SET)
def try_draft(draft: str) -> ResponseReturnValue:
    """Ask for the draft's report; it is made in the background."""
    registry, actor = context.registry(), context.actor()
    with registry.reading() as session:
        rule_set = working_drafts.sound(session, from_public(draft), actor=actor)
        replaced = rule_sets.in_force(session, rule_set.since, purpose=rule_set.purpose)
    base = None if replaced is None else replaced.version
    trial = what_if_trials.ask(registry, rule_set, actor=actor, base=base)
    return redirect(here("what_if_trial", trial=to_public(trial.trial_id)), HTTPStatus.SEE_OTHER)


@site.get(TRIAL)
@needs(Permission.READ_INTERNAL)
def what_if_trial(trial: str) -> ResponseReturnValue:
    """How far a trial is; its report once that is there."""
    with context.registry().reading() as session:
        found = what_if_trials.one(session, from_public(trial), actor=context.actor())
    if found.report_id is not None:
        return redirect(here("what_if", report=to_public(found.report_id)), HTTPStatus.SEE_OTHER)
    shown = console("what_if_trial", trial=found, told=presenters.progress(found, voice()))
    if found.is_open:
        shown.headers["Refresh"] = RELOAD_SECONDS
    return shown


@site.post(f"{PATH}/submission")
@needs(Permission.SUBMIT_RULE_SET)
def submit_draft(draft: str) -> ResponseReturnValue:
    """Submit the draft for approval by another officer, on the strength of its newest report."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    reason = typed.needed(forms.SUBMISSION)
    typed.impersonal(forms.SUBMISSION)
    if not typed.is_sound:
        return _page(draft, typed, HTTPStatus.UNPROCESSABLE_ENTITY)
    registry, actor = context.registry(), context.actor()
    try:
        with registry.transaction() as session:
            rule_set = working_drafts.sound(session, from_public(draft), actor=actor)
            number = rule_set_drafts.submit(
                session, rule_set, _report(session, rule_set), reason, actor=actor,
                clock=registry.clock,
            )  # fmt: skip
    except Unlawful as error:
        return _page(draft, typed, HTTPStatus.UNPROCESSABLE_ENTITY, _obstacles(error))
    return redirect(here("rule_change", draft=to_public(number)), HTTPStatus.SEE_OTHER)


@site.post(f"{PATH}/discarding")
@needs(Permission.SUBMIT_RULE_SET)
def discard_draft(draft: str) -> ResponseReturnValue:
    """Throw the draft away; asked once more."""
    confirmed = context.current_request().form.get("confirmed")
    if confirmed == "no":
        return redirect(here("working_draft", draft=draft), HTTPStatus.SEE_OTHER)
    if confirmed != "yes":
        seen = _seen(draft)
        page = presenters.page(*seen, context.actor(), Typed({}, voice()))
        return console("working_draft_confirm", page=page)
    registry = context.registry()
    with registry.transaction() as session:
        working_drafts.discard(
            session, from_public(draft), actor=context.actor(), clock=registry.clock
        )
    return redirect(here("rule_changes"), HTTPStatus.SEE_OTHER)


def _begun(version: str, content: bytes) -> RuleSet:
    """The rules to begin with. Raises InvalidInput, NotFound."""
    if content:
        return rule_set_files.read(content).rule_set
    with context.registry().reading() as session:
        return rule_sets.compiled(rule_sets.one(session, version).content).rule_set


def _beginning(
    typed: Typed, refused: list[str] | tuple[str, ...] = (), status: int = HTTPStatus.OK
) -> Response:
    """The form in which a draft is begun, with what was wrong in the file."""
    with context.registry().reading() as session:
        versions = tuple(
            (each.version, f"{each.code} · {voice().day(each.since)} · {each.version[:12]}")
            for each in rule_sets.published(session)
        )
    chosen = item(forms.BEGUN_FROM, "line", typed, options=versions)
    fields: tuple[FieldItem, ...] = (chosen, item(forms.FILE, "file", typed))
    return console("working_draft_new", status=status, fields=fields, refused=refused)


def _report(session: Session, rule_set: RuleSet) -> int:
    """The newest report of the draft. Raises Unlawful where none was made."""
    found = what_if_reports.newest(session, rule_set, actor=context.actor())
    if found is None:
        raise Unlawful("The draft was not tried yet.")
    return found.report_id


def _obstacles(error: Unlawful) -> list[str]:
    """Why a draft was not submitted."""
    known = {each.value: each for each in Obstacle}
    names = [each.pointer.strip("/") for each in error.errors]
    said = [voice().label(known[name]) for name in names if name in known]
    return said or [voice().say("draft.not_tried")]


def _seen(draft: str) -> Seen:
    """The draft as it stands now, with what is said of it."""
    actor = context.actor()
    with context.registry().reading() as session:
        written = working_drafts.one(session, from_public(draft), actor=actor)
        edition, rule_set = law_editions.current(session).edition, written.rule_set
        base = rule_sets.in_force(session, rule_set.since, purpose=rule_set.purpose)
        lists = edition.list_types
        told = Told(
            doubts=() if written.faults else doubts_of(
                rule_set, {code: each.colour for code, each in lists.items()}
            ),
            base_version="" if base is None else base.version,
            differences=() if base is None else differences(base.rule_set, rule_set),
            trial=what_if_trials.newest(session, written.version, actor=actor),
            report=what_if_reports.newest(session, rule_set, actor=actor),
        )  # fmt: skip
    return Seen(written, told, names_of(lists.values(), edition.industries))


def _page(
    draft: str, typed: Typed, status: int = HTTPStatus.OK, obstacles: list[str] | tuple[()] = ()
) -> Response:
    """The page of a draft."""
    shown = presenters.page(*_seen(draft), context.actor(), typed, obstacles)
    return console("working_draft", status=status, page=shown)
