"""The columns of every YAML table, and what reads each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from credit_registry.domain.listings import ListColour, ListProcedure
from credit_registry.domain.measures import BasisLevel, Family
from credit_registry.domain.publications import FACT_DAYS, Reason, Transition
from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.domain.restorations import Deed
from credit_registry.domain.sources import read_source
from credit_registry.domain.subjects import LinkKind
from credit_registry.domain.uses import Force, Use
from credit_registry.law import commitment_templates, downstreams, measures, restoration_terms
from credit_registry.law.list_types import LATER_TEXTS
from credit_registry.law.periods import read_day, read_period

Read = Callable[[Any], object]
Shape = Mapping[str, "Read | Shape"]
"""The columns of a row: what reads each, or the columns of the rows that are nested there."""


@dataclass(frozen=True, slots=True)
class Maybe:
    """The reader of a column that a row may leave out."""

    read: Read

    def __call__(self, value: object) -> object:
        """What the reader makes of a value that is stated."""
        return self.read(value)


def _text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text is missing")
    return value


def _words(value: object) -> str:
    """A text that may be empty."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")  # noqa: TRY004 - a fault of the file
    return value


def _day(value: object) -> date:
    """A day that must be stated."""
    if not isinstance(value, date):
        raise ValueError(f"{value!r} is not a day; accepted: YYYY-MM-DD")  # noqa: TRY004 - as above
    return value


def _truth(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")  # noqa: TRY004 - as above
    return value


def _amount(value: object) -> int:
    """A whole number above nothing."""
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        raise ValueError(f"{value!r} is no amount; accepted: a whole number above 0")
    return value


def _codes(value: object) -> object:
    """A list of codes, which may be empty."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{value!r} is no list of codes")
    return value


def _any(value: object) -> object:
    """Whatever is there: the table's own reader looks at it."""
    return value


def _or_none(read: Read) -> Read:
    """The reader, passing over what is not stated."""
    return lambda value: None if value is None else read(value)


def _texts(value: object) -> object:
    """A list of texts."""
    if not isinstance(value, list) or not value:
        raise ValueError(f"{value!r} is no list of texts")
    return [_text(each) for each in value]


def _fact_day(value: object) -> str:
    """The name of a day that records have."""
    if value not in FACT_DAYS:
        raise ValueError(
            f"{value!r} is no day of a record; accepted: {', '.join(sorted(FACT_DAYS))}"
        )
    return str(value)


def _members(kind: type[StrEnum]) -> Read:
    """The reader of a list of an enumeration's values."""

    def read(value: object) -> object:
        if not isinstance(value, list) or not value:
            raise ValueError(f"{value!r} is no list; accepted: {', '.join(kind)}")
        return [kind(each) for each in value]

    return read


_DATED: Shape = {"since": _day, "until": read_day}
_TEXTS = ("label_zh", "label_en")
_RULE: Shape = {
    "kind": RecordKind, "outcomes": _any, "is_adverse": _truth, "clock": Maybe(_fact_day),
    "otherwise": Maybe(_fact_day), "band": Maybe(Severity), "ends": Maybe(_fact_day),
    "hold": Maybe(read_period), "hold_from": Maybe(_fact_day), "is_summary": Maybe(_truth),
    "severities": Maybe(_members(Severity)), "categories": Maybe(_texts),
    "or_until": Maybe(_fact_day), "begins": Maybe(_fact_day), "withheld": Maybe(Reason),
}  # fmt: skip
_HELD: Shape = {
    "kind": RecordKind, "outcome": _or_none(_text), "category": _or_none(_text),
    "score_centi": _or_none(_amount), "repeated": _truth,
}  # fmt: skip
_LIST_TEXTS = (
    "decided_by_zh", "decided_by_en", "weighing_zh", "weighing_en", "leaving_zh", "leaving_en",
    "consequences_zh", "consequences_en", "source_kind", "rule_code", *LATER_TEXTS,
)  # fmt: skip
SHAPES: dict[str, Shape] = {
    "awards.yaml": {
        "code": _text, **dict.fromkeys(_TEXTS, _text), "level": Level, "award_class": _text,
        "rewards": {
            **_DATED, "yuan": _amount, "most_a_year": _or_none(_amount), "source": read_source,
        },
    },
    "commitment_templates.yaml": {
        "code": _text, "commitment_type": commitment_templates.read_type, **_DATED,
        **dict.fromkeys((f"{name}_{tongue}" for name in commitment_templates.TEXTS
                         for tongue in ("zh", "en")), _text),
        "calendar_years": _amount, "source": read_source,
        "blanks": {
            "name": _text, **dict.fromkeys((*_TEXTS, "hint_zh", "hint_en"), _text),
            "longest": _amount, "is_number": _truth,
        },
    },
    "consortia.yaml": {
        "code": _text, **dict.fromkeys(_TEXTS, _text), "use": Use, **_DATED, "source": read_source,
    },
    "deadlines.yaml": {
        "code": _text, **dict.fromkeys(_TEXTS, _text),
        "history": {**_DATED, "period": _or_none(read_period), "source": read_source},
    },
    "downstreams.yaml": {
        "code": _text, **dict.fromkeys(_TEXTS, _text), **_DATED, "unit_zh": _words,
        **downstreams.COLUMNS,
    },
    "inheritance.yaml": {
        "links": _members(LinkKind), "kinds": _members(RecordKind), **_DATED, "source": read_source,
    },
    "list_types.yaml": {
        "code": _text, "colour": ListColour, "procedure": ListProcedure,
        **dict.fromkeys((*_TEXTS, "field_zh", "field_en"), _text), **_DATED,
        "basis": read_source,
        "term": read_period,
        "early_removal_after": read_period, "confirmed_within": read_period,
        **dict.fromkeys(_LIST_TEXTS, _words), "is_decided_with_penalty": _truth,
        "restricting_categories": _any,
        "consents": {
            **_DATED, "deciding_levels": _members(Level), "given_by_zh": _text,
            "given_by_en": _text, "source": read_source,
        },
        "measures": _codes,
    },
    "measures.yaml": {
        "code": _text, "family": Family, **dict.fromkeys(measures.TEXTS, _text),
        "level": BasisLevel, "source": read_source, "limits_rights": _truth,
        **dict.fromkeys(measures.BODY, _words), **_DATED,
        "use": _or_none(Use), "force": _or_none(Force),
    },
    "publication_bases.yaml": {**_DATED, "source": read_source},
    "publication_regimes.yaml": {
        "code": _text, **_DATED, "precedence": _amount, "clock": _fact_day,
        "otherwise": _or_none(_fact_day), "transition": Transition, "source": read_source,
        "rules": _RULE,
        "bands": {"severity": Severity, "minimum": read_period, "maximum": read_period},
    },
    "restoration_acts.yaml": {
        "code": _text, **_DATED, **dict.fromkeys(_TEXTS, _text), "deed": Deed, "kind": RecordKind,
        **dict.fromkeys(("outcomes", "categories", "severities", "bound_categories"), _any),
        **dict.fromkeys(("after_least_display", "after_end", "ends"), _truth),
        "outcome": _or_none(_text), "holds": _HELD, "handling": read_period,
        **dict.fromkeys(("condition_zh", "condition_en", "depends_zh", "depends_en"), _words),
        "source": read_source,
    },
    "restoration_terms.yaml": {
        **_DATED, **dict.fromkeys(restoration_terms.TEXTS, _text), **restoration_terms.COLUMNS,
    },
    "release_limits.yaml": {
        **_DATED, "most_changed_percent": _amount, "report_days": _amount, "source": read_source,
    },
}  # fmt: skip
"""The columns of every YAML table."""
