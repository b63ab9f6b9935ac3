"""Subjects that may be one: the pairs that wait, and what an officer settles about each."""

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import Conflict
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.services.lists import merged_subjects
from credit_registry.services.subjects import duplicates as services
from credit_registry.web import context
from credit_registry.web.acts import acting
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters import duplicates as presenters
from credit_registry.web.site.voices import voice

PATH = "/desk/duplicates"
PAIRS_ON_A_PAGE = 50
OK, SEE_OTHER, CONFLICT = 200, 303, 409
DONE = {"merge": "duplicate.merged", "differ": "duplicate.differing"}


@site.get(PATH)
@needs(Permission.READ_INTERNAL)
def duplicate_queue() -> ResponseReturnValue:
    """The pairs that wait for a person, in the order they were found."""
    asked = context.current_request().args.get("done", "")
    if asked in DONE:
        return _page(done=voice().say(DONE[asked]))
    return _page(refusal=presenters.told(asked, voice())[0])


@site.post(f"{PATH}/<string:pair>/merge")
@needs(Permission.LINK_SUBJECTS)
def merge_pair(pair: str) -> ResponseReturnValue:
    """Settle that the two of a pair are one."""
    registry = context.registry()
    try:
        with registry.transaction() as session:
            merged_subjects.merge(session, from_public(pair), act=acting(session))
    except Conflict:
        return _refused()
    return redirect(here("duplicate_queue", done="merge"), SEE_OTHER)


@site.post(f"{PATH}/<string:pair>/differ")
@needs(Permission.LINK_SUBJECTS)
def differ_pair(pair: str) -> ResponseReturnValue:
    """Settle that the two of a pair are different."""
    registry = context.registry()
    try:
        with registry.transaction() as session:
            number, at = from_public(pair), registry.clock.now()
            services.refuse(session, number, actor=context.actor(), at=at)
    except Conflict:
        return _refused()
    return redirect(here("duplicate_queue", done="differ"), SEE_OTHER)


def _refused() -> ResponseReturnValue:
    """The queue as it stands, where somebody else has settled the pair."""
    return _page(status=CONFLICT, refusal=voice().say("duplicate.settled_already"))


def _page(*, status: int = OK, done: str = "", refusal: str = "") -> ResponseReturnValue:
    """A stretch of the queue."""
    after, actor = context.current_request().args.get("after", ""), context.actor()
    with context.registry().reading() as session:
        first = from_public(after) if after else 0
        found = services.queue(session, actor, first, PAIRS_ON_A_PAGE + 1)
    page = presenters.queue_page(found, PAIRS_ON_A_PAGE, voice())
    may_settle = may(actor, Permission.LINK_SUBJECTS, division=actor.division)
    return console(
        "duplicates", status=status, page=page, done=done, refusal=refusal, may_settle=may_settle
    )
