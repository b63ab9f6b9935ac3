"""Notices of measures: a body's desk, its reports, and the figures of all of them."""

import io
from collections.abc import Callable

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import Conflict, NotPermitted, Unlawful
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.measures import MEASURE
from credit_registry.exchange import writing
from credit_registry.services import law_editions
from credit_registry.services.measures import measure_desks, measure_figures
from credit_registry.services.measures.measure_desks import Notice
from credit_registry.services.measures.measure_figures import Figure
from credit_registry.services.proceedings import proceedings
from credit_registry.web import accesses, context
from credit_registry.web.acts import acting
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import proceedings as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import confirmations
from credit_registry.web.site.presenters import measure_notices as presenters
from credit_registry.web.site.presenters.confirmations import Confirmation
from credit_registry.web.site.presenters.measure_notices import NoticePage, ReportForm
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import voice

DESK = "/desk/measures"
PATH = f"{DESK}/<string:notice>"
OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422


@site.get(DESK)
@needs(Permission.READ_MEASURES)
def measure_notices() -> Response:
    """The notices on the desk of the body, or all of them for an officer; those owed first."""
    found = _all()
    lines = [presenters.line(each, voice()) for each in found]
    return console("measure_notices", owed=[each for each in lines if each.is_owed],
                   others=[each for each in lines if not each.is_owed])  # fmt: skip


@site.get(f"{DESK}/figures")
@needs(Permission.READ_MEASURES)
def measure_figures_page() -> Response:
    """The figures by unit and measure."""
    figures = _figures()
    return console(
        "measure_figures",
        columns=presenters.columns(voice()),
        rows=[presenters.cells(each, voice()) for each in figures],
        day=voice().day(context.today()),
    )


@site.get(f"{DESK}/figures.csv")
@needs(Permission.READ_MEASURES)
def measure_figures_file() -> Response:
    """The same as CSV, for spreadsheets."""
    text, heads = io.StringIO(), presenters.columns(voice())
    rows = (dict(zip(heads, presenters.cells(each, voice()), strict=True)) for each in _figures())
    writing.write_csv(rows, heads, text)
    response = Response(text.getvalue(), mimetype="text/csv")
    name = f"measures-{context.today().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@site.get(PATH)
@needs(Permission.READ_MEASURES)
def measure_notice(notice: str) -> ResponseReturnValue:
    """One notice with what was reported of it, and the reports that may be made."""
    found, page = _read(notice, Typed({}, voice()))
    accesses.note(AccessKind.CASE, found.subject_id, stated=notice)
    return _page(page)


def _declare(step: str) -> None:
    """Declare the command of one report."""

    def take(notice: str) -> ResponseReturnValue:
        return _reported(notice, step, Typed(context.current_request().form.to_dict(), voice()))

    take.__doc__ = f"Report {step} of a measure."
    take.__name__ = f"report_{step}"
    guarded: Callable[[str], ResponseReturnValue] = needs(Permission.REPORT_MEASURE)(take)
    site.add_url_rule(f"{PATH}/{step}", f"report_{step}", guarded, methods=["POST"])


for _step in presenters.REPORTS:
    _declare(_step)


def _question(
    page: NoticePage, report: ReportForm, stated: tuple[Fact, ...], typed: Typed
) -> Confirmation:
    """The question whether the report is meant."""
    return Confirmation(
        title=report.title,
        consequence=report.consequence,
        above=(typed.voice.say("notices.title"), here("measure_notices")),
        back=here("measure_notice", notice=page.notice),
        name=page.name,
        code=page.code,
        stated=stated,
        address=report.address,
        version=page.version,
        kept=confirmations.kept(report.fields, typed),
    )


def _reported(notice: str, step: str, typed: Typed) -> ResponseReturnValue:
    """The page again while something is wrong, the question, or the notice after the report."""
    found, _ = _read(notice, typed)
    stated = forms.read(MEASURE.move(found.state, step), typed, context.today())
    found, page = _read(notice, typed)
    if not typed.is_sound:
        return _page(page, status=UNPROCESSABLE, asked=step)
    if stated.is_to_change:
        return _page(page, asked=step)
    if not stated.is_confirmed:
        report = presenters.report(found, step, typed)
        return console("confirm", asked=_question(page, report, presenters.summary(stated), typed))
    try:
        with context.registry().transaction() as session:
            act = acting(session)
            proceedings.step(session, from_public(notice), step, stated.form, act=act)
    except (Conflict, NotPermitted, Unlawful) as error:
        status = int(status_of(type(error)))
        return _page(page, status=status, asked=step, refused=str(error))
    return redirect(here("measure_notice", notice=notice), SEE_OTHER)


def _read(notice: str, typed: Typed) -> tuple[Notice, NoticePage]:
    """The notice as it stands now, and its page. Raises NotFound for another body's."""
    actor = context.actor()
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        found = measure_desks.notice(session, from_public(notice), actor, context.today(), edition)
        steps = proceedings.steps_taken(session, found.notice_id)
        return found, presenters.page(found, steps, edition, actor, typed)


def _page(page: NoticePage, *, status: int = OK, asked: str = "", refused: str = "") -> Response:
    """The page of a notice; `asked` is the report whose form was sent."""
    faulty = [each.fields for each in page.reports if each.step == asked]
    faults = [item for items in faulty for item in items if item.fault]
    return console(
        "measure_notice", status=status, page=page, asked=asked, faults=faults, refused=refused
    )


def _all() -> list[Notice]:
    """All notices that the account may see."""
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        return measure_desks.notices(session, context.actor(), context.today(), edition)


def _figures() -> list[Figure]:
    """The figures of the notices that the account may see."""
    return measure_figures.by_unit(_all())
