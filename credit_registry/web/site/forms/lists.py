"""What is asked of a list, as the address of its page or of one of its files states it."""

from dataclasses import dataclass
from datetime import date

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.law.editions import Edition
from credit_registry.services.public_lists import list_questions
from credit_registry.services.public_lists.list_questions import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    LONGEST_TEXT,
    ListOrder,
    ListQuestion,
    Wanted,
)
from credit_registry.web import context
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.voices import voice

CURSOR = "after"
NAMES = ("q", "division", "industry", "year", "decided_from", "decided_to", "sort")
FAULTS = {"/q": "form.personal", "/division": "form.choose", "/industry": "form.choose"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The question, and the form it came from; without faults it can be answered."""

    wanted: Wanted
    form: Typed

    @property
    def query(self) -> dict[str, str]:
        """The question as it stands in an address."""
        return {name: self.form.values[name] for name in NAMES if self.form.values.get(name)}


def asked(edition: Edition, day: date) -> Asked:
    """What the address asks; faults are told beside their fields."""
    form = Typed(context.current_request().args.to_dict(), voice())
    question = _question(form)
    try:
        wanted = list_questions.wanted(question, edition, day)
    except InvalidInput as refused:
        for error in refused.errors:
            form.faults[error.pointer[1:]] = form.voice.say(FAULTS[error.pointer])
        wanted = list_questions.EVERYTHING
    return Asked(wanted, form)


def exactly_asked(edition: Edition, day: date) -> Asked:
    """What the address of a file asks. Raises InvalidInput for anything that is not understood.

    A filter that is mistyped would else give the whole list for a part of it.
    """
    found = asked(edition, day)
    accepted = ", ".join((*NAMES, CURSOR))
    unknown = set(found.form.values) - {*NAMES, CURSOR}
    errors = [FieldError(f"/{name}", "is not known here", accepted) for name in sorted(unknown)]
    errors += [FieldError(f"/{name}", told) for name, told in found.form.faults.items()]
    if errors:
        named = ", ".join(error.pointer[1:] for error in errors)
        raise InvalidInput(f"The filters are not understood: {named}.", errors)
    return found


def _question(form: Typed) -> ListQuestion:
    """The question, with its faults noted in the form."""
    order = form.values.get("sort", "") or ListOrder.NEWEST.value
    if order not in set(ListOrder):
        form.faults["sort"] = form.voice.say("form.choose")
        order = ListOrder.NEWEST.value
    question = ListQuestion(
        text=form.text("q", longest=LONGEST_TEXT),
        division=form.text("division", longest=LONGEST_TEXT),
        industry=form.text("industry", longest=LONGEST_TEXT),
        decided_from=form.day("decided_from", date.max),
        decided_to=form.day("decided_to", date.max),
        order=ListOrder(order),
    )
    return question.within(_year(form))


def _year(form: Typed) -> int | None:
    """The year, or None where none is stated."""
    if not form.values.get("year", "").strip():
        return None
    year = form.number("year")
    if EARLIEST_YEAR <= year <= LATEST_YEAR:
        return year
    form.faults["year"] = form.voice.say("list.no_year", first=EARLIEST_YEAR, last=LATEST_YEAR)
    return None
