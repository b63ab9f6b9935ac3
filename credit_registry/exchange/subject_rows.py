"""Rows of a register of subjects: the cells of a line straight to a draft.

A register has a million rows, so the layout is turned into cell positions once, and a row that
has nothing unusual costs one check of its code, one date and one look for personal numbers.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from credit_registry.domain import organization_codes, usccs
from credit_registry.domain.drafts import SubjectDraft
from credit_registry.domain.kinds.codes import ACCEPTED, read_code, subject_kind_of
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.kinds.values import DATE_FORMS, MISSING_WORDS, date_in, is_partial_date
from credit_registry.domain.privacy import may_hold_personal_numbers, personal_numbers
from credit_registry.domain.subjects import IdentifierScheme, Standing, SubjectKind
from credit_registry.exchange.layouts import Layout
from credit_registry.exchange.money import capital
from credit_registry.exchange.rows import Row, RowError, RowFault, fault
from credit_registry.exchange.spreadsheet_text import unguarded
from credit_registry.exchange.tables import Cells

_NAME_LENGTH = 200
_CODE_LENGTH = 18
_SEPARATE = frozenset(
    {"uscc", "name", "established_on", "standing", "registration_number", "since"}
)
_NO_DATES = frozenset({"0000-00-00", "9999-12-31"})


class _Codes(NamedTuple):
    uscc: str | None = None
    registration_number: str | None = None
    quarantined_code: str | None = None
    suggested_code: str | None = None


class SubjectReader:
    """Reads the rows of one file of subjects."""

    def __init__(self, layout: Layout, header: Sequence[str], today: date) -> None:
        positions = {name: found[0] for name, found in layout.indices(header).items()}
        self._today = today
        self._headings = {name: header[index] for name, index in positions.items()}
        self._name = positions["name"]
        self._code = positions["uscc"]
        self._established = positions.get("established_on")
        self._since = positions.get("since")
        self._standing = positions.get("standing")
        self._registration = positions.get("registration_number")
        self._standings = layout.words.get("standing", {})
        self._constants = dict(layout.constants)
        self._texts = tuple(
            (name, index, layout.allowed.get(name))
            for name, index in positions.items()
            if name not in _SEPARATE
        )

    def read(self, line: int, cells: Cells) -> Row | RowError:
        """The row, or what is wrong with it."""
        faults: list[RowFault] = []
        remarks: list[RowFault] = []
        texts = self._read_texts(cells, faults, remarks)
        name = self._read_name(cells, faults)
        standing = self._read_standing(cells, faults)
        established_on = self._read_date(cells, faults, remarks)
        since = self._read_since(cells, faults)
        code = cells[self._code].strip()
        if not faults and self._registration is None and usccs.is_valid(code):
            kind = _KINDS.get(code[:2]) or subject_kind_of(code)
            if not organization_codes.is_valid(code[8:17]):
                remarks.append(self._fault("uscc", Reason.ORGANIZATION_CODE_MISMATCH, "", code))
            draft = SubjectDraft(name, code, kind, standing, established_on, since=since, **texts)
        else:
            codes = self._read_code(code, faults, remarks)
            registration_number = self._read_registration(cells, faults)
            if faults:
                return RowError(line, tuple(faults))
            number = registration_number or codes.registration_number
            draft = SubjectDraft(
                name,
                codes.uscc,
                subject_kind_of(codes.uscc, number),
                standing,
                established_on,
                registration_number=number,
                quarantined_code=codes.quarantined_code,
                suggested_code=codes.suggested_code,
                since=since,
                **texts,
            )
        return Row(line, draft, tuple(remarks))

    def _read_texts(
        self, cells: Cells, faults: list[RowFault], remarks: list[RowFault]
    ) -> dict[str, str]:
        texts = dict(self._constants)
        for name, index, allowed in self._texts:
            text = unguarded(cells[index].strip())
            if text in MISSING_WORDS:
                continue
            if allowed is not None and text not in allowed:
                faults.append(
                    self._fault(name, Reason.SHIFTED_VALUE, "、".join(sorted(allowed)), text)
                )
            elif may_hold_personal_numbers(text) and personal_numbers(text):
                faults.append(self._fault(name, Reason.PERSONAL_NUMBER))
            elif name == "capital" and capital(text) is None:
                remarks.append(self._fault(name, Reason.UNREAD_CAPITAL, "800(万元人民币)", text))
            texts[name] = text
        return texts

    def _read_name(self, cells: Cells, faults: list[RowFault]) -> str:
        name = unguarded(cells[self._name].strip())
        if name in MISSING_WORDS:
            faults.append(self._fault("name", Reason.MISSING))
        elif len(name) > _NAME_LENGTH:
            faults.append(self._fault("name", Reason.TOO_LONG, f"≤ {_NAME_LENGTH}", name))
        elif may_hold_personal_numbers(name) and personal_numbers(name):
            faults.append(self._fault("name", Reason.PERSONAL_NUMBER))
        elif len(name) == _CODE_LENGTH and usccs.is_valid(name):
            faults.append(self._fault("name", Reason.SHIFTED_VALUE, "", name))
        return name

    def _read_standing(self, cells: Cells, faults: list[RowFault]) -> Standing:
        if self._standing is None:
            return Standing.UNKNOWN
        text = cells[self._standing].strip()
        standing = "unknown" if text in MISSING_WORDS else self._standings.get(text)
        if standing is None:
            faults.append(
                self._fault("standing", Reason.NOT_IN_LIST, "、".join(self._standings), text)
            )
        return Standing(standing or Standing.UNKNOWN)

    def _read_date(
        self, cells: Cells, faults: list[RowFault], remarks: list[RowFault]
    ) -> date | None:
        if self._established is None:
            return None
        text = cells[self._established].strip()
        if text in MISSING_WORDS or text in _NO_DATES:
            remarks.append(self._fault("established_on", Reason.MISSING_DATE))
            return None
        day = date_in(text)
        if day is None and is_partial_date(text):
            remarks.append(self._fault("established_on", Reason.PARTIAL_DATE, DATE_FORMS, text))
        elif day is None:
            faults.append(self._fault("established_on", Reason.NOT_A_DATE, DATE_FORMS, text))
        elif day > self._today:
            reason, latest = Reason.FUTURE_DATE, f"≤ {self._today.isoformat()}"
            faults.append(self._fault("established_on", reason, latest, text))
        return day

    def _read_since(self, cells: Cells, faults: list[RowFault]) -> date | None:
        """The first day of what the row states, where the file says so."""
        if self._since is None:
            return None
        text = cells[self._since].strip()
        if text in MISSING_WORDS:
            return None
        day = date_in(text)
        if day is None:
            faults.append(self._fault("since", Reason.NOT_A_DATE, DATE_FORMS, text))
        elif day > self._today:
            latest = f"≤ {self._today.isoformat()}"
            faults.append(self._fault("since", Reason.FUTURE_DATE, latest, text))
        return day

    def _read_code(self, text: str, faults: list[RowFault], remarks: list[RowFault]) -> _Codes:
        """The draft's code fields; older codes and faulty ones are kept apart from the key."""
        reading = read_code("" if text in MISSING_WORDS else text, IdentifierScheme.USCC)
        if reading.reason is Reason.WRONG_CHECK_CHARACTER:
            remarks.append(self._fault("uscc", Reason.QUARANTINED, reading.accepted, text))
            return _Codes(quarantined_code=reading.code, suggested_code=reading.suggestion)
        if reading.reason:
            faults.append(self._fault("uscc", reading.reason, reading.accepted, text))
            return _Codes()
        if reading.scheme is IdentifierScheme.USCC:
            if reading.is_mismatched:
                remarks.append(self._fault("uscc", Reason.ORGANIZATION_CODE_MISMATCH, "", text))
            return _Codes(uscc=reading.code)
        if reading.scheme is IdentifierScheme.REGISTRATION_NUMBER:
            remarks.append(self._fault("uscc", Reason.LEGACY_CODE, reading.scheme.value, text))
            return _Codes(registration_number=reading.code)
        if reading.scheme:
            accepted = ACCEPTED[IdentifierScheme.USCC]
            faults.append(self._fault("uscc", Reason.WRONG_CODE, accepted, text))
        else:
            remarks.append(self._fault("uscc", Reason.NO_CODE))
        return _Codes()

    def _read_registration(self, cells: Cells, faults: list[RowFault]) -> str | None:
        if self._registration is None:
            return None
        text = cells[self._registration].strip()
        scheme = IdentifierScheme.REGISTRATION_NUMBER
        reading = read_code("" if text in MISSING_WORDS else text, scheme)
        if reading.reason or reading.scheme not in {None, scheme}:
            reason = reading.reason or Reason.WRONG_CODE
            faults.append(self._fault("registration_number", reason, ACCEPTED[scheme], text))
        return reading.code

    def _fault(self, name: str, reason: str, accepted: str = "", given: str = "") -> RowFault:
        return fault(self._headings.get(name, name), reason, accepted, given)


_KINDS = {
    "91": SubjectKind.LEGAL_PERSON,
    "92": SubjectKind.INDIVIDUAL_BUSINESS,
    "93": SubjectKind.FARMERS_COOPERATIVE,
}
"""The commonest kinds by the first two characters of the code (GB 32100, department 9)."""
