"""The keys of one's own account: replaced by new ones, or ended."""

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.permissions import Permission
from credit_registry.services.people import api_keys
from credit_registry.services.people.api_keys import OVERLAP_DAYS
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console

PATH = "/desk/account/keys"
SEE_OTHER = 303


@site.post(f"{PATH}/rotate")
@needs(Permission.MANAGE_OWN_ACCOUNT)
def rotate_key() -> ResponseReturnValue:
    """A new key in place of an old one; it is shown this once."""
    registry, actor = context.registry(), context.actor()
    with registry.transaction() as session:
        at = registry.clock.now()
        key = api_keys.rotate(session, _prefix(), OVERLAP_DAYS, actor=actor, at=at)
    return console("new_key", key=key, days=OVERLAP_DAYS)


@site.post(f"{PATH}/revoke")
@needs(Permission.MANAGE_OWN_ACCOUNT)
def revoke_key() -> ResponseReturnValue:
    """End a key at once."""
    registry, actor = context.registry(), context.actor()
    with registry.transaction() as session:
        api_keys.revoke(session, _prefix(), actor=actor, at=registry.clock.now())
    return redirect(here("own_account"), SEE_OTHER)


def _prefix() -> str:
    """How the key begins."""
    return context.current_request().form.get("prefix", "")
