"""Followed proceedings and conditions, listed field by field."""

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.procedures.restorations import RETURNED
from credit_registry.domain.restoration_conditions import ConditionAnswer
from credit_registry.law.editions import Edition
from credit_registry.services.proceedings import followings
from credit_registry.services.proceedings.followings import Followed
from credit_registry.web.api.shapes.proceedings import period, step, word
from credit_registry.web.api.shapes.terms import Shape, either, term


def condition(answer: ConditionAnswer) -> Shape:
    """A condition with its answer."""
    return {
        "condition": term(answer.condition),
        "is_met": answer.is_met,
        "first_on": answer.first_on,
        "evidence": answer.evidence,
        "source": either(answer.source.text_zh, answer.source.text_en),
    }


def followed(found: Followed, edition: Edition) -> Shape:
    """A proceeding as whoever holds its code may see it."""
    file, terms = found.file, found.terms
    header, procedure, last = file.proceeding, file.procedure, file.version
    return {
        "id": to_public(header.id),
        "kind": word(procedure, header.kind),
        "title": found.title,
        "about_document": found.document_number,
        "state": word(procedure, last.state),
        "is_open": header.is_open,
        "row_version": header.row_version,
        "missing": last.note if last.state == RETURNED else None,
        "steps": [step(each, procedure) | {"note": followings.told(each)} for each in file.steps],
        "periods": [period(each, edition) for each in file.deadlines],
        "conditions": [condition(each) for each in found.conditions],
        "fee": either(terms.fee_zh, terms.fee_en) if terms else None,
        "remedies": either(terms.remedies_zh, terms.remedies_en) if terms else None,
    }
