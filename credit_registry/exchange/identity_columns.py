"""Columns of identity numbers: dropped on reading, never stored, logged or echoed."""

import re

from credit_registry.domain.kinds.fields import folded

_HEADING = re.compile(r"zjhm|sfzh|身份证|证件号|id_?card|identity_?number|passport")


def is_identity_column(heading: str) -> bool:
    """Whether a column under this heading holds identity numbers.

    >>> is_identity_column("cf_fr_zjhm"), is_identity_column("法定代表人证件号码")
    (True, True)
    """
    return _HEADING.search(folded(heading)) is not None
