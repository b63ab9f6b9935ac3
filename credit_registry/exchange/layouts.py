"""The layouts of exchange files: which column is which field, as data; recognised by the heading.

A record kind brings its own layout with it (its fields and their headings); the files in
`column_maps/` are those of sources that write otherwise.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import folded
from credit_registry.domain.records import RecordKind
from credit_registry.exchange.identity_columns import is_identity_column

SUBJECT = "subject"
_FOLDER = "column_maps"
_VALUE_LISTS = "value_lists.yaml"
_QUOTED = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Layout:
    """A layout: `columns` maps folded headings to fields, `needed` are fields that need a column.

    `constants` fill fields the file does not have and may quote columns as `{heading}`; `words`
    translates a field's words; `dates` are the forms of dates that the registry does not know
    (as `strptime` writes them); `waived` are required fields this source never states; `allowed`
    lists the only values of a field, so that shifted rows are noticed; `is_markup` says that the
    texts have characters written as HTML does.
    """

    name: str
    title_zh: str
    title_en: str
    target: str
    columns: Mapping[str, str]
    needed: frozenset[str]
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    waived: frozenset[str] = frozenset()
    allowed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    is_markup: bool = False

    @property
    def kind(self) -> Kind | None:
        """The record kind of the rows; None where they are subjects."""
        return None if self.target == SUBJECT else KINDS[RecordKind(self.target)]

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The folded headings of the columns that constants quote."""
        return frozenset(_QUOTED.findall("\n".join(self.constants.values())))

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a file with this heading has every column that the layout needs."""
        return self.needed <= self.indices(header).keys() and self.quoted <= set(
            map(folded, header)
        )

    def indices(self, header: Sequence[str]) -> dict[str, list[int]]:
        """Where each field stands in a file with this heading; identity numbers stand nowhere."""
        found: dict[str, list[int]] = {}
        for index, heading in enumerate(header):
            name = self.columns.get(folded(heading))
            if name and not is_identity_column(heading):
                found.setdefault(name, []).append(index)
        return found

    def quotes(self, heading: str) -> bool:
        """Whether a constant quotes the column under this heading."""
        return folded(heading) in self.quoted


def own_layout(kind: Kind) -> Layout:
    """The layout that a kind's fields make: names, labels and headings."""
    columns = {
        folded(heading): field.name for field in kind.fields for heading in field.all_headings
    }
    needed = frozenset(field.name for field in kind.fields if field.always_required)
    return Layout(kind.code.value, kind.label_zh, kind.label_en, kind.code.value, columns, needed)


def parse_layout(name: str, text: str, value_lists: Mapping[str, Collection[str]]) -> Layout:
    """The layout that a column map describes. Raises InvalidInput for a map of identity numbers."""
    entry: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    columns = {folded(heading): field for heading, field in entry["columns"].items()}
    optional = {folded(heading) for heading in entry.get("optional", ())}
    identities = [FieldError(f"/columns/{heading}", "identity numbers are never read")
                  for heading in entry["columns"] if is_identity_column(heading)]  # fmt: skip
    if identities:
        raise InvalidInput(f"The column map {name} reads identity numbers.", identities)
    return Layout(
        name=name,
        title_zh=entry["title"]["zh"],
        title_en=entry["title"]["en"],
        target=entry["target"],
        columns=columns,
        needed=frozenset(field for heading, field in columns.items() if heading not in optional),
        constants=entry.get("constants", {}),
        words=entry.get("words", {}),
        waived=frozenset(entry.get("waived", ())),
        allowed={
            field: frozenset(value_lists[key]) for field, key in entry.get("allowed", {}).items()
        },
        dates=entry.get("dates", {}),
        is_markup=entry.get("is_markup", False),
    )


@cache
def all_layouts() -> tuple[Layout, ...]:
    """Every layout that comes with the registry."""
    folder = files("credit_registry.exchange")
    value_lists = yaml.load((folder / _VALUE_LISTS).read_text(encoding="utf-8"), yaml.CSafeLoader)
    maps = sorted((folder / _FOLDER).iterdir(), key=lambda entry: entry.name)
    return (
        *(
            parse_layout(
                entry.name.removesuffix(".yaml"), entry.read_text(encoding="utf-8"), value_lists
            )
            for entry in maps
            if entry.name.endswith(".yaml")
        ),
        *map(own_layout, KINDS.values()),
    )


def layout_named(name: str) -> Layout:
    """The layout of that name. Raises InvalidInput."""
    for layout in all_layouts():
        if layout.name == name:
            return layout
    raise InvalidInput(f"There is no layout {name}; there are {_names()}.")


def recognise(header: Sequence[str]) -> Layout | None:
    """The layout that reads most columns of the heading, of those whose columns are all there."""
    fitting = [
        (len(layout.indices(header)), layout) for layout in all_layouts() if layout.fits(header)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def unknown_heading(header: Sequence[str]) -> InvalidInput:
    """The error for a heading that no layout fits."""
    reason = f"the heading fits no layout: {'、'.join(header[:12])}"
    return InvalidInput(
        "The file's layout is not known.", [FieldError("/header", reason, _names())]
    )


def _names() -> str:
    return ", ".join(layout.name for layout in all_layouts())
