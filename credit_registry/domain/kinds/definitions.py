"""What a record kind is: its fields, its checks and the way to a record draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds.fields import Field, Values
from credit_registry.domain.kinds.identities import IdentityField
from credit_registry.domain.records import RecordKind

Checks = Callable[[Values, date], list[FieldError]]


def _none(_: Values) -> list[FieldError]:
    return []


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `checks` are those that look at more than one field, or at the day; `draft` computes the typed
    facts that rules and publication windows read; `title` is the record's one-line name; `doubts`
    are what is remarked between the fields of a record that is taken in. `identities` are the
    identity documents it may state, which stand beside the fields and are shown nowhere.
    """

    code: RecordKind
    label_zh: str
    label_en: str
    fields: tuple[Field, ...]
    checks: Checks
    draft: Callable[[Values], RecordDraft]
    title: Callable[[Values], str]
    doubts: Callable[[Values], list[FieldError]] = _none
    identities: tuple[IdentityField, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def public_fields(self) -> tuple[Field, ...]:
        """The kind's own fields that the public may see."""
        return tuple(field for field in self.fields if field.is_public and field.is_own)

    @cached_property
    def reduced_fields(self) -> tuple[Field, ...]:
        """Those that the public may see of an individual business: not where a person may live."""
        return tuple(field for field in self.public_fields if not field.is_place)
