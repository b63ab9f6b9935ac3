"""Proceedings on the desk: the queue, one proceeding, and each step as a form of its own."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import Conflict, NotPermitted, StaleVersion, Unlawful
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import Procedure
from credit_registry.domain.procedures.tables_of_all import PROCEDURES
from credit_registry.domain.saved_filters import Worklist
from credit_registry.services import law_editions
from credit_registry.services.proceedings import followings, proceeding_files, proceedings
from credit_registry.services.proceedings.proceeding_files import ProceedingFile
from credit_registry.web import accesses, context
from credit_registry.web.acts import acting
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import proceedings as forms
from credit_registry.web.site.forms.proceedings import Stated
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import confirmations, restoration_applications
from credit_registry.web.site.presenters import proceedings as presenters
from credit_registry.web.site.presenters.confirmations import Confirmation
from credit_registry.web.site.presenters.proceedings import Action
from credit_registry.web.site.presenters.restoration_applications import ConditionLine
from credit_registry.web.site.views import saved_filters
from credit_registry.web.site.voices import voice

PATH = "/desk/proceedings/<string:proceeding>"
ON_A_PAGE = 50
OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422


@site.get("/desk/proceedings", endpoint="proceedings")
@needs(Permission.READ_PROCEEDINGS)
def proceedings_waiting() -> Response:
    """The proceedings under way, the earliest last day first."""
    asked, actor = forms.asked(), context.actor()
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        found = proceeding_files.queue(
            session,
            actor,
            edition,
            context.today(),
            kind=asked.kind,
            is_overdue=asked.is_overdue,
            after=asked.after,
            limit=ON_A_PAGE + 1,
        )
        counts = proceeding_files.counts(session, actor)
    page = presenters.queue(found, counts, asked, ON_A_PAGE, voice())
    return console("proceedings", page=page, saved=saved_filters.above(Worklist.PROCEEDINGS))


@site.get(PATH)
@needs(Permission.READ_PROCEEDINGS)
def proceeding(proceeding: str) -> ResponseReturnValue:
    """One proceeding with what may follow."""
    file = _read(proceeding)
    accesses.note(AccessKind.CASE, file.proceeding.subject_id, stated=proceeding)
    query = context.current_request().args
    done, step = query.get("done", ""), query.get("step", "")
    return _page(file, Typed({}, voice()), done=done, tried=step)


def _declare(procedure: Procedure, step: str, permission: Permission) -> None:
    """Declare the command of one step of a procedure."""

    def take(proceeding: str) -> ResponseReturnValue:
        return _taken(proceeding, step)

    take.__doc__ = f"Take the step {step} of a proceeding of the kind {procedure.kind}."
    rule, endpoint = f"{PATH}/{procedure.kind}/{step}", f"take_{procedure.kind}_{step}"
    site.add_url_rule(rule, endpoint, needs(permission)(take), methods=["POST"])


for _procedure in PROCEDURES.values():
    for _step, _permission in _procedure.steps.items():
        _declare(_procedure, _step, _permission)


def _taken(proceeding: str, step: str) -> ResponseReturnValue:
    """The page again while something is wrong or to be confirmed, else the proceeding after it."""
    file = _read(proceeding)
    typed = Typed(context.current_request().form.to_dict(), voice())
    move = next((m for m in file.moves if m.step == step), None)
    if move is None:
        return _page(file, typed, status=int(status_of(StaleVersion)))
    stated = forms.read(move, typed, context.today())
    if not typed.is_sound:
        return _page(file, typed, status=UNPROCESSABLE, tried=step)
    if stated.is_to_change:
        return _page(file, typed, tried=step)
    if file.procedure.is_over(move.to) and not stated.is_confirmed:
        return _asked_once_more(file, stated, step)
    try:
        with context.registry().transaction() as session:
            act = acting(session)
            proceedings.step(session, file.proceeding.id, step, stated.form, act=act)
    except (Conflict, NotPermitted, Unlawful) as error:
        typed.faults[""] = str(error)
        return _page(_read(proceeding), typed, status=int(status_of(type(error))), tried=step)
    return redirect(here("proceeding", proceeding=proceeding, done=step), SEE_OTHER)


def _asked_once_more(file: ProceedingFile, stated: Stated, step: str) -> ResponseReturnValue:
    """The question whether the last step is meant, naming the enterprise and what follows."""
    typed = stated.typed
    if file.proceeding.row_version != stated.form.version:
        return _page(file, typed, status=int(status_of(StaleVersion)), tried=step)
    page = _presented(file, typed, step)
    action = next(each for each in page.actions if each.step == step)
    if action.obstacles:
        return _page(file, typed, status=int(status_of(NotPermitted)), tried=step)
    return console("confirm", asked=_question(page, action, typed))


def _question(page: presenters.ProceedingPage, action: Action, typed: Typed) -> Confirmation:
    """The question whether the last step of the proceeding is meant."""
    said = typed.voice.say
    values = ((item.label, typed.values.get(item.name, "")) for item in action.fields)
    return Confirmation(
        title=action.title,
        consequence=said("proceeding.ends", kind=page.kind, step=action.title),
        above=(said("proceeding.queue"), here("proceedings")),
        back=here("proceeding", proceeding=page.proceeding),
        name=page.name,
        code=page.code,
        stated=tuple(fact for fact in values if fact[1]),
        address=action.address,
        version=page.version,
        kept=confirmations.kept(action.fields, typed),
    )


def _read(proceeding: str) -> ProceedingFile:
    """The proceeding as it stands now."""
    with context.registry().reading() as session:
        return proceeding_files.read(session, from_public(proceeding), context.actor())


def _presented(file: ProceedingFile, typed: Typed, tried: str) -> presenters.ProceedingPage:
    """The page of the proceeding as it is shown."""
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
    return presenters.page(file, context.actor(), context.today(), edition, typed, tried)


def _conditions(file: ProceedingFile) -> tuple[ConditionLine, ...]:
    """The conditions of a restoration under way, answered for today."""
    with context.registry().reading() as session:
        edition = law_editions.current(session).edition
        found = followings.conditions(session, file, context.today(), edition)
    return restoration_applications.conditions(found, voice())


def _page(
    file: ProceedingFile, typed: Typed, *, status: int = OK, tried: str = "", done: str = ""
) -> ResponseReturnValue:
    """The page of the proceeding, with what was typed and what is wrong with it."""
    page = _presented(file, typed, tried)
    is_known = done in {step.step for step in file.steps}
    return console(
        "proceeding",
        status=status,
        page=page,
        chosen=presenters.chosen(page, tried),
        fault=typed.faults.get("", ""),
        is_stale=status == status_of(StaleVersion),
        done=presenters.word(file.procedure, done, voice()) if is_known else "",
        conditions=_conditions(file),
    )
