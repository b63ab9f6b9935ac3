"""Checks that several kinds share."""

import re
from datetime import date

from credit_registry.domain.errors import FieldError
from credit_registry.domain.kinds.fields import Values
from credit_registry.domain.kinds.headers import day_of, text_of
from credit_registry.domain.kinds.reasons import Reason

_DOCUMENT_TITLE = re.compile(
    r"关于.+(?:决定|通知|公告|公示|处罚|的)|^将.+(?:列入|移出|的决定|的通知|的公告|公示)"
)
_CODE = re.compile(r"(?<![0-9A-Za-z])(?=[A-Z]*[0-9])[0-9A-Z]{15,18}(?![0-9A-Za-z])")


def name_faults(values: Values) -> list[FieldError]:
    """What is wrong with the subject's name: a document's title in its place, or a code inside."""
    name = text_of(values, "subject_name")
    if _DOCUMENT_TITLE.search(name):
        return [FieldError("/subject_name", Reason.DOCUMENT_TITLE_AS_NAME)]
    if _CODE.search(name):
        return [FieldError("/subject_name", Reason.CODE_IN_NAME)]
    return []


def future_faults(values: Values, today: date, *names: str) -> list[FieldError]:
    """The dates among these that lie after today."""
    return [
        FieldError(f"/{name}", Reason.FUTURE_DATE, f"≤ {today.isoformat()}")
        for name in names
        if (day := day_of(values, name)) and day > today
    ]


def order_faults(values: Values, earlier: str, *later: str) -> list[FieldError]:
    """The dates among `later` that lie before the date `earlier`."""
    start = day_of(values, earlier)
    if not start:
        return []
    return [
        FieldError(f"/{name}", Reason.BEFORE, f"≥ {start.isoformat()}")
        for name in later
        if (day := day_of(values, name)) and day < start
    ]


def count_faults(values: Values, *names: str) -> list[FieldError]:
    """The fields among these that hold no whole number."""
    return [
        FieldError(f"/{name}", Reason.WRONG_NUMBER, "0–9")
        for name in names
        if (text := text_of(values, name)) and not (text.isascii() and text.isdecimal())
    ]
