"""The question of a search, as the address states it."""

from dataclasses import dataclass

from credit_registry.services.finding.searching import Question
from credit_registry.web import context
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.voices import voice

FILTERS = ("list_state", "grade", "standing", "subject_kind", "division", "industry")
LONGEST_QUESTION = 200
MOST_WORDS = 10
LONGEST_VALUE = 64
MOST_VALUES = 20
HITS = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """The question, and the form it came from; without faults it can be answered."""

    question: Question
    form: Typed

    @property
    def is_plain(self) -> bool:
        """Whether the first page of everything that answers is asked for."""
        return not self.question.filters and self.question.after is None


def asked() -> Asked:
    """What the address asks; values that no filter can have are left out."""
    args = context.current_request().args
    form = Typed(args.to_dict(), voice())
    text = form.text("q", longest=LONGEST_QUESTION)
    if len(text.split()) > MOST_WORDS:
        form.faults["q"] = form.voice.say("form.too_many_words", most=MOST_WORDS)
    sort = form.text("sort")
    question = Question(
        text=text,
        filters={name: _values(name) for name in FILTERS if _values(name)},
        limit=HITS,
        after=args.get("after"),
        sort="name" if sort == "name" else "match",
    )
    return Asked(question, form)


def _values(name: str) -> tuple[str, ...]:
    """The values of a filter."""
    stated = context.current_request().args.getlist(name)
    return tuple(value for value in stated if 0 < len(value) <= LONGEST_VALUE)[:MOST_VALUES]
