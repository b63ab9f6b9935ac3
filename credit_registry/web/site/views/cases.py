"""A case: its facts, the law and its steps; each step is a form of its own."""

from collections.abc import Callable

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import Conflict, NotPermitted, StaleVersion, Unlawful
from credit_registry.domain.listing_steps import PERMISSION
from credit_registry.domain.listings import Step
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services import law_editions
from credit_registry.services.files import cases as services
from credit_registry.services.files.cases import CaseFile
from credit_registry.services.lists import listings
from credit_registry.web import accesses, context
from credit_registry.web.acts import acting
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import steps
from credit_registry.web.site.forms.steps import Stated
from credit_registry.web.site.forms.typed import SEPARATOR, Typed
from credit_registry.web.site.presenters import actions, confirmations
from credit_registry.web.site.presenters import cases as presenters
from credit_registry.web.site.presenters.actions import Action
from credit_registry.web.site.presenters.cases import CasePage
from credit_registry.web.site.presenters.confirmations import Confirmation
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import voice

PATH = "/desk/cases/<string:case>"
ANY_STEP = f"any({','.join(steps.FIELDS)})"
OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422
View = Callable[[str], ResponseReturnValue]


@site.get(PATH)
@needs(Permission.READ_INTERNAL)
def case(case: str) -> ResponseReturnValue:
    """A case with its next step."""
    done = context.current_request().args.get("done", "")
    return _page(_noted(case), None, Typed({}, voice()), done=done)


@site.get(f"{PATH}/<{ANY_STEP}:step>")
@needs(Permission.READ_INTERNAL)
def case_step(case: str, step: str) -> ResponseReturnValue:
    """A case with the form of one of its steps."""
    return _page(_noted(case), Step(step), Typed({}, voice()))


def _declare(step: Step) -> None:
    """Declare the command of one step."""

    def take(case: str) -> ResponseReturnValue:
        form = context.current_request().form
        values = {name: SEPARATOR.join(filter(None, form.getlist(name))) for name in form}
        return _taken(case, step, Typed(values, voice()))

    take.__doc__ = f"Take the step {step.value}."
    rule, endpoint = f"{PATH}/{step.value}", f"take_{step.value}"
    site.add_url_rule(rule, endpoint, needs(PERMISSION[step])(take), methods=["POST"])


for _step in steps.FIELDS:
    _declare(_step)


def _taken(case: str, step: Step, typed: Typed) -> ResponseReturnValue:
    """The step's page again while something is wrong or to be confirmed, else the case after it."""
    file = _read(case)
    stated = steps.read(step, file.entry.list_type.procedure, typed, context.today())
    seen = stated.form.version
    steps.check_day(step, stated, file.entry)
    if not stated.typed.is_sound:
        return _page(file, step, stated.typed, status=UNPROCESSABLE, seen=seen)
    if step in steps.CONFIRMED and not stated.is_confirmed:
        return _asked_once_more(file, step, stated)
    try:
        with context.registry().transaction() as session:
            act = acting(session)
            listings.step(session, from_public(case), step, stated.form, act=act)
    except (Conflict, NotPermitted, Unlawful) as error:
        status = int(status_of(type(error)))
        return _page(_read(case), step, stated.typed, status=status, seen=seen)
    return redirect(here("case", case=case, done=step.value), SEE_OTHER)


def _asked_once_more(file: CaseFile, step: Step, stated: Stated) -> ResponseReturnValue:
    """The question whether the step is meant, naming the enterprise and what follows."""
    typed, seen = stated.typed, stated.form.version
    if stated.is_to_change:
        return _page(file, step, typed)
    if file.entry.row_version != seen:
        return _page(file, step, typed, status=int(status_of(StaleVersion)), seen=seen)
    asked = actions.action(file, step, context.actor(), context.today(), typed)
    if asked.obstacles:
        kind = NotPermitted if asked.is_forbidden else Unlawful
        return _page(file, step, typed, status=int(status_of(kind)))
    page = presenters.case_page(file, seen, context.today(), typed.voice)
    summary = actions.summary(stated, step, file.possible)
    return console("confirm", asked=_question(page, asked, summary, typed))


def _question(
    page: CasePage, asked: Action, stated: tuple[Fact, ...], typed: Typed
) -> Confirmation:
    """The question whether the step with the case is meant."""
    return Confirmation(
        title=asked.title,
        consequence=asked.consequence,
        above=(typed.voice.say("desk.title"), here("desk")),
        back=here("case", case=page.case),
        name=page.name,
        code=page.code,
        stated=stated,
        address=asked.address,
        version=page.version,
        kept=confirmations.kept(asked.fields, typed),
    )


def _noted(case: str) -> CaseFile:
    """The case as it stands now; that it was read is noted, with the case as the purpose."""
    file = _read(case)
    accesses.note(AccessKind.CASE, file.entry.subject_id, stated=case)
    return file


def _read(case: str) -> CaseFile:
    """The case as it stands now."""
    actor, registry = context.actor(), context.registry()
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        view = registry.view(session, actor)
        return services.read(session, from_public(case), actor, view, edition)


def _page(
    file: CaseFile,
    step: Step | None,
    typed: Typed,
    *,
    status: int = OK,
    seen: int | None = None,
    done: str = "",
) -> ResponseReturnValue:
    """The page of the case; `seen` is the version on which a refused step was based."""
    known = file.entry.row_version if seen is None else seen
    found = actions.actions(file, step, context.actor(), context.today(), typed)
    return console(
        "case",
        status=status,
        page=presenters.case_page(file, known, context.today(), typed.voice),
        actions=found,
        notice=actions.notice(file, step, known, done, typed.voice),
        is_refused=status != OK and typed.is_sound,
    )
