"""The question asked once before what cannot be taken back: whom it is about, and what follows."""

from collections.abc import Iterable
from dataclasses import dataclass

from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The question: the step and what follows, and the form that is sent again.

    `above` is the page that leads to the thing's, with its address; `back` is the thing's own.
    `stated` is what was typed in words, and `kept` the same as the form takes it.
    """

    title: str
    consequence: str
    above: Fact
    back: str
    name: str
    code: str
    stated: tuple[Fact, ...]
    address: str
    version: int
    kept: tuple[Fact, ...]


def kept(fields: Iterable[FieldItem], typed: Typed) -> tuple[Fact, ...]:
    """What was typed in the fields, to be sent again."""
    return tuple((item.name, typed.values.get(item.name, "")) for item in fields)
