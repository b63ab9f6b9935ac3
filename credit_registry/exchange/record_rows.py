"""Rows of records: the cells of a line to an entry of the kind, and on to its draft."""

import html
import time
from collections.abc import Mapping, Sequence
from datetime import date

from credit_registry.domain.kinds.definitions import Kind
from credit_registry.domain.kinds.entries import read_entry
from credit_registry.domain.kinds.fields import FieldType, folded
from credit_registry.domain.kinds.values import RememberedValues, is_missing
from credit_registry.exchange.layouts import Layout
from credit_registry.exchange.rows import Row, RowError, located
from credit_registry.exchange.spreadsheet_text import unguarded
from credit_registry.exchange.tables import Cells


class RecordReader:
    """Reads the rows of one file of records."""

    def __init__(
        self,
        layout: Layout,
        kind: Kind,
        header: Sequence[str],
        today: date,
        identities: Mapping[str, list[int]],
    ) -> None:
        self._layout, self._kind, self._today = layout, kind, today
        self._indices = layout.indices(header)
        self._identities = identities
        self._values = RememberedValues()
        self._headings = {
            name: header[found[0]] for name, found in (*self._indices.items(), *identities.items())
        }
        self._units = {
            name: kind.by_name[name].unit_under(heading)
            for name, heading in self._headings.items()
            if name in self._indices and kind.by_name[name].type is FieldType.AMOUNT
        }
        self._single = {
            name: found[0]
            for name, found in self._indices.items()
            if len(found) == 1 and kind.by_name[name].type is not FieldType.CHOICES
        }
        self._spread = tuple(name for name in self._indices if name not in self._single)
        self._quoted = {
            folded(heading): index for index, heading in enumerate(header) if layout.quotes(heading)
        }

    def read(self, line: int, cells: Cells) -> Row | RowError:
        """The row, or what is wrong with it."""
        texts = self._texts(cells)
        entry = read_entry(
            self._kind,
            texts | self._identity_texts(cells) if self._identities else texts,
            self._today,
            waived=self._layout.waived,
            units=self._units,
            read=self._values.read,
        )
        if entry.faults:
            return RowError(
                line, tuple(located(fault, self._headings, texts) for fault in entry.faults)
            )
        remarks = tuple(located(remark, self._headings, texts) for remark in entry.remarks)
        return Row(line, entry.draft(self._kind), remarks)

    def _texts(self, cells: Cells) -> dict[str, str]:
        texts = {
            name: _told(cell) if (cell := cells[at]) else "" for name, at in self._single.items()
        }
        for name in self._spread:
            texts[name] = self._joined(name, cells)
        if self._layout.is_markup:
            texts = {name: html.unescape(text) for name, text in texts.items()}
        for name, words in self._layout.words.items():
            texts[name] = words.get(texts.get(name, "").strip(), texts.get(name, ""))
        for name, form in self._layout.dates.items():
            texts[name] = _as_iso(texts.get(name, ""), form)
        quoted = {heading: cells[index].strip() for heading, index in self._quoted.items()}
        for name, constant in self._layout.constants.items():
            text = " ".join(constant.format_map(quoted).split()) if "{" in constant else constant
            texts.setdefault(name, text)
        return texts

    def _identity_texts(self, cells: Cells) -> dict[str, str]:
        """Types and numbers of identity documents, apart: no fault is told with what was given."""
        return {
            name: next((unguarded(cells[at]) for at in found if not is_missing(cells[at])), "")
            for name, found in self._identities.items()
        }

    def _joined(self, name: str, cells: Cells) -> str:
        """The text of the field; only a field of several choices may be spread over columns."""
        filled = [unguarded(cells[at]) for at in self._indices[name] if not is_missing(cells[at])]
        if self._kind.by_name[name].type is FieldType.CHOICES:
            return ";".join(filled)
        return filled[0] if filled else ""


def _told(cell: str) -> str:
    """What a filled cell says; nothing where it only says that there is no value."""
    if is_missing(cell):
        return ""
    return unguarded(cell) if cell[0] == "'" else cell


def _as_iso(text: str, form: str) -> str:
    """The day of a text in a source's own form; any other text comes back as it is.

    The day is the one that is written, whatever the zone beside it.
    """
    try:
        year, month, day, *_ = time.strptime(text.strip(), form)
    except ValueError:
        return text
    return date(year, month, day).isoformat()
