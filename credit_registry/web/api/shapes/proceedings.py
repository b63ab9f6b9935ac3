"""Proceedings, listed field by field."""

from datetime import date

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.procedures.tables import Procedure, ProcedureKind
from credit_registry.domain.procedures.tables_of_all import PROCEDURES
from credit_registry.law.editions import Edition
from credit_registry.services.proceedings.proceeding_files import ProceedingFile, Waiting
from credit_registry.store.deadlines import LegalDeadline
from credit_registry.store.proceedings import ProceedingVersion
from credit_registry.web.api.shapes.terms import Shape, either, worded


def word(procedure: Procedure, name: str) -> dict[str, str]:
    """What the procedure, a state or a step of it is called."""
    return worded(name, *procedure.words[name])


def file(found: ProceedingFile, edition: Edition) -> Shape:
    """A proceeding with its steps and periods."""
    header, procedure, version = found.proceeding, found.procedure, found.version
    return {
        "id": to_public(header.id),
        "kind": word(procedure, header.kind),
        "enterprise_id": to_public(header.subject_id),
        "record_id": None if header.record_id is None else to_public(header.record_id),
        "listing_id": None if header.listing_id is None else to_public(header.listing_id),
        "state": word(procedure, version.state),
        "is_open": header.is_open,
        "row_version": header.row_version,
        "possible_steps": [move.step for move in found.moves],
        "steps": [step(each, procedure) for each in found.steps],
        "periods": [period(each, edition) for each in found.deadlines],
    }


def step(taken: ProceedingVersion, procedure: Procedure) -> Shape:
    """A step that was taken."""
    return {
        "number": taken.number,
        "step": word(procedure, taken.step),
        "state": word(procedure, taken.state),
        "stepped_on": taken.stepped_on,
        "document_number": taken.document_number,
        "note": taken.note,
    }


def period(row: LegalDeadline, edition: Edition) -> Shape:
    """A legal period."""
    rule = edition.deadlines[row.code]
    source = rule.on(row.started_on).source
    return {
        "deadline": worded(row.code, rule.label_zh, rule.label_en),
        "started_on": row.started_on,
        "due_on": row.due_on,
        "is_provisional": row.is_provisional,
        "state": row.state,
        "ended_on": row.ended_on,
        "source": either(source.text_zh, source.text_en),
    }


def line(each: Waiting, today: date) -> Shape:
    """A proceeding under way."""
    header, due = each.proceeding, each.due
    procedure = PROCEDURES[ProcedureKind(header.kind)]
    return {
        "id": to_public(header.id),
        "kind": word(procedure, header.kind),
        "name": each.name,
        "code": each.code,
        "state": word(procedure, each.version.state),
        "stepped_on": each.version.stepped_on,
        "due_on": due.due_on if due else None,
        "is_overdue": due is not None and due.due_on < today and not due.is_provisional,
    }
