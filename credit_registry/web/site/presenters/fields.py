"""The fields of a form as a template writes them."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from credit_registry.web.site.forms.typed import Typed

Option = tuple[str, str]

DAY = re.compile(r"\d{4}-\d\d-\d\d")
INPUT_TYPES = {"day": "date", "secret": "password", "file": "file"}


@dataclass(frozen=True, slots=True)
class FieldItem:
    """One field: its label, what is typed in it, and what is wrong with that."""

    name: str
    kind: str
    label: str
    hint: str
    value: str
    fault: str
    is_needed: bool
    options: tuple[Option, ...] = ()

    @property
    def input_type(self) -> str:
        """The type of its input: a browser would hide what was typed as a day and is none."""
        if self.kind == "day" and self.value and not _is_day(self.value):
            return "text"
        return INPUT_TYPES.get(self.kind, "text")


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    return False


def item(
    name: str,
    kind: str,
    typed: Typed,
    *,
    preset: str = "",
    is_needed: bool = False,
    options: tuple[Option, ...] = (),
) -> FieldItem:
    """A field with its words, which the catalogue holds under its name."""
    return FieldItem(
        name=name,
        kind=kind,
        label=typed.voice.say(f"field.{name}"),
        hint=typed.voice.say(f"hint.{name}"),
        value=typed.values.get(name, preset),
        fault=typed.faults.get(name, ""),
        is_needed=is_needed,
        options=options,
    )


def filtering(
    name: str, kind: str, key: str, typed: Typed, options: tuple[Option, ...] = ()
) -> FieldItem:
    """A filter under its own words; what stands in the address and is no option is kept as one."""
    value = typed.values.get(name, "")
    if options and value not in dict(options):
        options = (*options, (value, value))
    return FieldItem(
        name=name,
        kind=kind,
        label=typed.voice.say(key),
        hint="",
        value=value,
        fault=typed.faults.get(name, ""),
        is_needed=False,
        options=options,
    )
