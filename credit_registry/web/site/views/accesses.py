"""Why an officer reads what is not public, and the log of such readings for the auditor."""

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services.people import access_logs
from credit_registry.web import accesses, context
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here, is_local
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters import accesses as presenters
from credit_registry.web.site.voices import voice

OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422
ENTRIES_ON_A_PAGE = 100


@site.get("/desk/purpose")
@needs(Permission.READ_INTERNAL)
def purpose() -> ResponseReturnValue:
    """The form that asks for the purpose of this session's readings."""
    following = context.current_request().args.get("next", "")
    return _page(accesses.purpose(), following, "")


@site.post("/desk/purpose")
@needs(Permission.READ_INTERNAL)
def state_purpose() -> ResponseReturnValue:
    """Keep the purpose for this session, and go back to what was to be read."""
    form = context.current_request().form
    text, following = form.get("purpose", ""), form.get("next", "")
    try:
        accesses.state(text)
    except InvalidInput:
        return _page(text, following, voice().say("access.fault"), UNPROCESSABLE)
    return redirect(following if is_local(following) else here("desk"), SEE_OTHER)


@site.get("/desk/access-log")
@needs(Permission.READ_ACCESS_LOG)
def access_log() -> ResponseReturnValue:
    """The newest readings of what is not public."""
    before = context.current_request().args.get("before")
    with context.registry().reading() as session:
        number = from_public(before) if before else None
        found = access_logs.latest(session, context.actor(), ENTRIES_ON_A_PAGE, number)
    return console("access_log", page=presenters.log(found, ENTRIES_ON_A_PAGE, voice()))


def _page(text: str, following: str, fault: str, status: int = OK) -> ResponseReturnValue:
    """The form."""
    kept = following if is_local(following) else ""
    return console("purpose", status=status, purpose=text, following=kept, fault=fault)
