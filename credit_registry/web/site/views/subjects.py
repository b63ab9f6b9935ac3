"""Who subjects are: the queue of those that wait for a person, and the acts that settle it."""

from collections.abc import Callable

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import (
    AlreadyRecorded,
    Conflict,
    NotFound,
    RegistryError,
    Unlawful,
)
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services.lists import merged_subjects
from credit_registry.services.sessions import Session
from credit_registry.services.subjects import (
    identities,
    subject_changes,
    subject_links,
    subject_states,
)
from credit_registry.services.subjects.identities import SubjectCase
from credit_registry.services.subjects.subject_changes import Changed
from credit_registry.web import accesses, context
from credit_registry.web.acts import acting
from credit_registry.web.api.enterprises import subject_named
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import subjects as forms
from credit_registry.web.site.forms.subjects import PERMISSION, Stated, SubjectAct
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import subjects as presenters
from credit_registry.web.site.voices import voice

QUEUE = "/desk/subjects"
PATH = f"{QUEUE}/<string:subject>"
SUBJECTS_ON_A_PAGE = 50
OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422
REFUSED = {
    AlreadyRecorded: "identity.recorded_already",
    Conflict: "identity.conflict",
    NotFound: "identity.unknown",
    Unlawful: "identity.unlawful",
}


@site.get(QUEUE)
@needs(Permission.READ_INTERNAL)
def subject_queue() -> ResponseReturnValue:
    """The subjects that wait for a person, in the order in which they came."""
    after = context.current_request().args.get("after", "")
    with context.registry().reading() as session:
        first = from_public(after) if after else 0
        found = identities.queue(session, context.actor(), first, SUBJECTS_ON_A_PAGE + 1)
    page = presenters.queue_page(found, SUBJECTS_ON_A_PAGE, voice())
    return console("subjects", page=page)


@site.get(PATH)
@needs(Permission.READ_INTERNAL)
def subject_case(subject: str) -> ResponseReturnValue:
    """One subject with its codes, its relations, and what may be done about them."""
    done = context.current_request().args.get("done", "")
    told = voice().say(f"settle_done.{done}") if done in set(SubjectAct) else ""
    case = _read(subject)
    accesses.note(AccessKind.SUBJECT, case.subject.subject_id, stated=QUEUE)
    return _page(case, Typed({}, voice()), done=told)


def _declare(act: SubjectAct) -> None:
    """Declare the command of one act."""

    def take(subject: str) -> ResponseReturnValue:
        return _taken(subject, act)

    take.__doc__ = f"Settle who the subject is: {act.value}."
    rule, endpoint = f"{PATH}/{act.value}", f"settle_{act.value}"
    site.add_url_rule(rule, endpoint, needs(PERMISSION[act])(take), methods=["POST"])


for _act in SubjectAct:
    _declare(_act)


def _taken(subject: str, act: SubjectAct) -> ResponseReturnValue:
    """The page again while something is wrong or to be confirmed, else the subject after it."""
    case = _read(subject)
    typed = Typed(context.current_request().form.to_dict(), voice())
    stated = forms.read(act, case, typed, context.today())
    if not typed.is_sound:
        return _page(case, typed, status=UNPROCESSABLE)
    if stated.is_to_change:
        return _page(case, typed)
    if not stated.is_confirmed:
        return _asked_once_more(case, act, typed)
    try:
        with context.registry().transaction() as session:
            _settle(session, case.subject.subject_id, act, stated)
    except (Conflict, NotFound, Unlawful) as error:
        told = typed.voice.say(_reason(error))
        for name in forms.FIELDS[act][:1]:
            typed.faults[name] = told
        status = int(status_of(type(error)))
        return _page(_read(subject), typed, status=status, refusal=told)
    return redirect(here("subject_case", subject=subject, done=act.value), SEE_OTHER)


def _settle(session: Session, number: int, act: SubjectAct, stated: Stated) -> None:
    """Take the act."""
    actor, at = context.actor(), context.registry().clock.now()
    settle: dict[SubjectAct, Callable[[], object]] = {
        SubjectAct.CORRECT: lambda: subject_states.correct_code(
            session, number, stated.code, actor=actor, at=at
        ),
        SubjectAct.CONFIRM: lambda: subject_states.confirm(session, number, actor=actor, at=at),
        SubjectAct.REJECT: lambda: subject_states.reject(
            session, number, stated.reason, actor=actor, at=at
        ),
        SubjectAct.LINK: lambda: _link(session, number, stated),
        SubjectAct.CHANGE: lambda: _change(session, number, stated),
        SubjectAct.UNLINK: lambda: subject_links.reverse(
            session, from_public(stated.link), stated.reason, actor=actor, at=at
        ),
    }
    settle[act]()


def _change(session: Session, number: int, stated: Stated) -> None:
    """Enter another name or division from a day on."""
    if stated.since is None:
        raise Unlawful("A change needs its day.")
    changed = Changed(stated.since, stated.document_number, stated.name, stated.division)
    subject_changes.change(session, number, changed, act=acting(session))


def _link(session: Session, number: int, stated: Stated) -> None:
    """Link the subject to the other that was named by its code or its id."""
    if stated.kind is None:
        raise Unlawful("A link needs its kind.")
    other = subject_named(session, stated.other)
    act = acting(session)
    merged_subjects.link(session, number, other, stated.kind, act=act, since=stated.since)


def _reason(error: RegistryError) -> str:
    """The message that tells why the act was refused."""
    return next(key for kind, key in REFUSED.items() if isinstance(error, kind))


def _asked_once_more(case: SubjectCase, act: SubjectAct, typed: Typed) -> ResponseReturnValue:
    """The question whether the act is meant, naming the subject and what follows."""
    form = presenters.act_form(case, act, typed)
    page = presenters.subject_page(case, context.actor(), typed)
    summary = presenters.summary(form)
    return console("subject_confirm", page=page, action=form, summary=summary, typed=typed.values)


def _read(subject: str) -> SubjectCase:
    """The subject as it stands now."""
    with context.registry().reading() as session:
        return identities.one(session, context.actor(), from_public(subject))


def _page(
    case: SubjectCase, typed: Typed, *, status: int = OK, done: str = "", refusal: str = ""
) -> ResponseReturnValue:
    """The page of a subject."""
    page = presenters.subject_page(case, context.actor(), typed)
    return console("subject", status=status, page=page, done=done, refusal=refusal)
