"""What of the ledger is asked for on its page."""

from dataclasses import dataclass

from credit_registry.domain.events import EventKind
from credit_registry.services.histories.ledger_entries import LedgerQuestion
from credit_registry.web import context
from credit_registry.web.site.forms.typed import LONGEST_LINE, Typed
from credit_registry.web.site.voices import voice


@dataclass(frozen=True, slots=True)
class Asked:
    """The question, and the form it came from; what is faulty is told there and left out."""

    question: LedgerQuestion
    form: Typed


def asked() -> Asked:
    """What the address asks for."""
    form = Typed(context.current_request().args.to_dict(), voice())
    today = context.today()
    question = LedgerQuestion(
        kind=_kind(form),
        username=form.text("account", longest=LONGEST_LINE),
        since=form.day("since", today),
        until=form.day("until", today),
        before=form.number("before") if form.values.get("before") else None,
    )
    return Asked(question, form)


def _kind(form: Typed) -> EventKind | None:
    """The kind of event, or None where any is meant."""
    if not form.values.get("kind"):
        return None
    chosen = form.chosen("kind", {kind.value: kind.value for kind in EventKind})
    return EventKind(chosen) if form.is_sound else None
