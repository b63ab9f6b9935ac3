"""Reports that a page or a record is mistaken: from outside, and their answers on the desk."""

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import Conflict, NotFound
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.services import law_editions
from credit_registry.services.files import credit_files
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.records.records import RecordView
from credit_registry.services.sessions import Session
from credit_registry.services.subjects import mistake_reports as services
from credit_registry.web import accesses, context
from credit_registry.web.api.enterprises import subject_named
from credit_registry.web.auth import needs
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import mistake_reports as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import mistake_reports as presenters
from credit_registry.web.site.voices import voice

PATH = "/report/<string:subject>"
DESK = "/desk/reports"
REPORTS_ON_A_PAGE = 50
OK, SEE_OTHER, NOT_FOUND, CONFLICT, UNPROCESSABLE = 200, 303, 404, 409, 422


@site.get("/report")
@needs(Permission.READ_PUBLIC)
def report_answer() -> ResponseReturnValue:
    """The form that asks for the code of a report."""
    return _asked(Typed({}, voice()))


@site.post("/report")
@needs(Permission.REPORT_MISTAKE)
def read_report_answer() -> ResponseReturnValue:
    """What was answered to the report whose code is sent; the code is in no address."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    code = typed.needed(forms.CODE)
    if not typed.is_sound:
        return _asked(typed, status=UNPROCESSABLE)
    try:
        with context.registry().reading() as session:
            answer = services.answered(session, code)
    except NotFound:
        typed.faults[forms.CODE] = typed.voice.say("report.unknown_code")
        return _asked(typed, status=NOT_FOUND)
    told = answer or typed.voice.say("report.waits")
    return _asked(Typed({}, typed.voice), answer=told)


@site.get(PATH)
@needs(Permission.READ_PUBLIC)
def report_form(subject: str) -> ResponseReturnValue:
    """The form that says what is wrong with a page, or with one of its records."""
    return _form(subject, Typed({}, voice()))


@site.post(PATH)
@needs(Permission.REPORT_MISTAKE)
def report_mistake(subject: str) -> ResponseReturnValue:
    """Take the report, and show the code by which its answer is asked for."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    stated = forms.read(typed)
    if not typed.is_sound or stated is None:
        return _form(subject, typed, UNPROCESSABLE)
    registry = context.registry()
    with registry.transaction() as session:
        file = _file(session, subject)
        record = _record(session, file)
        code = services.report(
            session,
            file.subject_id,
            None if record is None else record.record_id,
            stated.reason,
            stated.told,
            actor=context.actor(),
            at=registry.clock.now(),
        )
    return rendering.desk_page("report_received", code=presenters.spaced(code))


@site.get(DESK)
@needs(Permission.READ_INTERNAL)
def reports() -> ResponseReturnValue:
    """The reports that wait for an answer, the oldest first."""
    after = context.current_request().args.get("after", "")
    with context.registry().reading() as session:
        first = from_public(after) if after else 0
        found = services.queue(session, context.actor(), first, REPORTS_ON_A_PAGE + 1)
    return console("reports", page=presenters.queue_page(found, REPORTS_ON_A_PAGE, voice()))


@site.get(f"{DESK}/<string:report>")
@needs(Permission.READ_INTERNAL)
def report(report: str) -> ResponseReturnValue:
    """One report with the form of its answer."""
    return _report(report, Typed({}, voice()))


@site.post(f"{DESK}/<string:report>")
@needs(Permission.ANSWER_REPORT)
def answer_report(report: str) -> ResponseReturnValue:
    """Answer a report."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    text = forms.answer(typed)
    if not typed.is_sound:
        return _report(report, typed, UNPROCESSABLE)
    registry = context.registry()
    try:
        with registry.transaction() as session:
            number, at = from_public(report), registry.clock.now()
            services.answer(session, number, text, actor=context.actor(), at=at)
    except Conflict:
        typed.faults[forms.ANSWER] = typed.voice.say("report.answered_already")
        return _report(report, typed, CONFLICT)
    return redirect(here("report", report=report), SEE_OTHER)


def _file(session: Session, subject: str) -> CreditFile:
    """The file of the enterprise as the reader may see it. Raises NotFound."""
    view = context.registry().view(session, accesses.reader())
    edition = law_editions.current(session).edition
    return credit_files.read(session, subject_named(session, subject), view, edition)


def _record(session: Session, file: CreditFile) -> RecordView | None:
    """The record that the address names, if the reader sees it on the page. Raises NotFound."""
    named = context.current_request().args.get("record")
    if not named:
        return None
    edition = law_editions.current(session).edition
    found = credit_files.one_shown(session, file, from_public(named), edition)
    if found is None:
        raise NotFound("There is no such record on this page.")
    return found


def _form(subject: str, typed: Typed, status: int = OK) -> ResponseReturnValue:
    """The form about a page or a record."""
    with context.registry().reading() as session:
        file = _file(session, subject)
        page = presenters.form_page(file, subject, _record(session, file), typed)
    return rendering.desk_page("report", status=status, page=page)


def _asked(typed: Typed, *, status: int = OK, answer: str = "") -> ResponseReturnValue:
    """The form that asks for a code, with the answer if there is one."""
    fields = presenters.code_fields(typed)
    return rendering.desk_page("report_answer", status=status, fields=fields, answer=answer)


def _report(report: str, typed: Typed, status: int = OK) -> ResponseReturnValue:
    """The page of one report."""
    actor = context.actor()
    with context.registry().reading() as session:
        found = services.one(session, actor, from_public(report))
    page = presenters.report_page(found, typed, may_answer=may(actor, Permission.ANSWER_REPORT))
    return console("report", status=status, page=page)
