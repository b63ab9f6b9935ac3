"""Terms and times as every answer gives them."""

from enum import StrEnum

from credit_registry.domain import labels
from credit_registry.store.views import View
from credit_registry.web import context

Shape = dict[str, object]


def term(member: StrEnum | None) -> dict[str, str] | None:
    """A term with its code and its label in the answer's language."""
    if member is None:
        return None
    return {"code": member.value, "label": labels.label(member, context.language())}


def worded(code: str, zh: str, en: str) -> dict[str, str]:
    """A term whose words come with it."""
    return {"code": code, "label": either(zh, en)}


def either(zh: str, en: str) -> str:
    """The text in the answer's language."""
    return en if context.language() == "en" else zh


def times(view: View) -> Shape:
    """The two times of the read, and the ledger position it was made at."""
    return {
        "as_of": view.as_of,
        "known_at": view.position,
        "ledger_position": view.head,
    }
