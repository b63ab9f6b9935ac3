"""Records of conduct, listed field by field: for the public, and for officers."""

from credit_registry.domain.kinds import standards
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.fields import Enumeration
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import (
    Disclosure,
    Level,
    RecordKind,
    RecordState,
    Severity,
    Sharing,
)
from credit_registry.services.records.record_replies import Reply
from credit_registry.services.records.records import RecordView
from credit_registry.web.api.shapes.terms import Shape, either, term, worded

TYPED_WORDS = {
    "safety": ("涉及健康安全", "health or safety"),
    "ordinary": ("不涉及健康安全", "not health or safety"),
    "passed": ("合格", "passed"),
    "failed": ("不合格", "failed"),
    "valid": ("有效", "valid"),
    "revoked": ("被撤销", "revoked"),
    "suspended": ("暂停", "suspended"),
    "withdrawn": ("撤销", "withdrawn"),
    "expired": ("到期", "expired"),
    "listed": ("列入", "listed"),
    "removed": ("已移出", "removed"),
    "abnormal": ("状态异常", "abnormal status"),
    "recheck_announced": ("复查不合格，省级已公告", "failed again and announced by the province"),
    **{
        f"led_{code}": (f"{zh}（主导起草）", f"{en}, drafting led")
        for code, (zh, en) in standards.TYPES.values.items()
    },
}
"""Words of typed facts that are computed and stand in no source's list."""


def public(record: RecordView) -> Shape:
    """The record as the public may see it today."""
    version = record.version
    return {
        "id": to_public(record.record_id),
        "kind": term(record.kind),
        "title": record.title,
        "document_number": record.document_number,
        "unit": record.unit,
        "occurred_on": version.occurred_on,
        "decided_on": version.decided_on,
        "served_on": version.served_on,
        "effective_from": version.effective_from,
        "effective_to": version.effective_to,
        "severity": term(Severity(version.severity)) if version.severity else None,
        "level": term(Level(version.level)) if version.level else None,
        "outcome": _word(record.kind, version.outcome),
        "category": _word(record.kind, version.category),
        "amount_fen": version.amount_fen,
        "score_centi": version.score_centi,
        "detail": _detail(record),
        "public_until": record.public_until,
        "is_objected": record.is_objected,
        "is_challenged": record.is_challenged,
        "reply": _reply(record.reply),
    }


def internal(record: RecordView) -> Shape:
    """The record as an officer sees it."""
    version = record.version
    return public(record) | {
        "state": term(RecordState(version.state)),
        "disclosure": term(Disclosure(version.disclosure)),
        "sharing": term(Sharing(version.sharing)),
        "first_displayed_on": version.first_displayed_on,
        "is_summary": version.is_summary,
        "alerted_on": version.alerted_on,
        "challenged_on": version.challenged_on,
        "challenge_settled_on": version.challenge_settled_on,
        "withheld_because": record.withheld,
    }


def _reply(reply: Reply | None) -> Shape | None:
    """What the enterprise says of the record, where that stands."""
    if reply is None:
        return None
    return {
        "text": reply.text,
        "written_on": reply.written_on,
        "is_to_earlier_version": reply.is_to_earlier,
    }


def _detail(record: RecordView) -> Shape:
    """The kind's own fields that the reader may see, with their labels."""
    fields = KINDS[record.kind].by_name
    return {
        name: {
            "label": either(fields[name].label_zh, fields[name].label_en),
            "value": value,
            "text": _text(fields[name].enumeration, value),
        }
        for name, value in record.detail.items()
    }


def _text(enumeration: Enumeration | None, value: object) -> str | None:
    """A coded value in words."""
    if enumeration is None or value is None:
        return None
    codes = value if isinstance(value, list | tuple) else [value]
    words = [enumeration.values.get(str(code), (str(code), str(code))) for code in codes]
    return either("、".join(zh for zh, _ in words), ", ".join(en for _, en in words))


def _word(kind: RecordKind, code: str | None) -> dict[str, str] | None:
    """A typed fact with its words, from the kind's own enumerations first."""
    if code is None:
        return None
    for field in KINDS[kind].fields:
        if field.enumeration is not None and code in field.enumeration.values:
            return worded(code, *field.enumeration.values[code])
    return worded(code, *TYPED_WORDS.get(code, (code, code)))
