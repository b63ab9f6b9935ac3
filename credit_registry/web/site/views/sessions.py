"""Signing in and out."""

from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission
from credit_registry.web.auth import needs
from credit_registry.web.site.blueprint import site


@site.get("/desk/sign-in")
@needs(Permission.READ_PUBLIC)
def sign_in() -> str:
    """The form to sign in."""
    raise NotFound("Signing in has no page yet.")
