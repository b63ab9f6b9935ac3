"""Columns of identity numbers: read where there is a key to encrypt them, else dropped on reading.

They are never logged or echoed. Which of them a kind may state, its `identities` say.
"""

import re
from collections.abc import Mapping, Sequence

from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.fields import folded

_HEADING = re.compile(r"zjhm|sfzh|身份证|证件号|id_?card|identity_?number|passport")


def is_identity_column(heading: str) -> bool:
    """Whether a column under this heading holds identity numbers.

    >>> is_identity_column("cf_fr_zjhm"), is_identity_column("法定代表人证件号码")
    (True, True)
    """
    return _HEADING.search(folded(heading)) is not None


def identity_indices(kind: Kind | None, header: Sequence[str]) -> Mapping[str, list[int]]:
    """Where the documents that the kind may state stand: by name, types as well as numbers."""
    names = {
        folded(heading): name
        for each in (kind.identities if kind else ())
        for name, headings in each.headings.items()
        for heading in headings
    }
    found: dict[str, list[int]] = {}
    for index, heading in enumerate(header):
        if name := names.get(folded(heading)):
            found.setdefault(name, []).append(index)
    return found
