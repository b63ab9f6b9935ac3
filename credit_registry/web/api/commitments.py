"""Commitments that enterprises sign: what can be signed, and the signature."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.law.commitment_templates import CommitmentTemplate, templates_on
from credit_registry.services.idempotency import Answer as Kept
from credit_registry.services.intake import commitment_signing
from credit_registry.services.intake.commitment_signing import Signing
from credit_registry.services.sessions import Session
from credit_registry.web import context, idempotency
from credit_registry.web.acts import acting
from credit_registry.web.api.operations import Answer, Subject, command, read
from credit_registry.web.api.readings import Query, reading
from credit_registry.web.api.schemas import commitments as schemas
from credit_registry.web.api.schemas.batches import NoQuery
from credit_registry.web.api.shapes.terms import Shape, either

subject = Subject("commitments", __name__, description="质量信用承诺 · Quality commitments")
CREATED = 201
Body = Mapping[str, Any]


@read(subject, "/commitment-templates", NoQuery, Answer(schema=schemas.CommitmentTemplates))
def commitment_templates(query: Query) -> object:
    """Read the commitments that can be signed today.

    The Chinese text is what is signed; its blanks stand in braces.
    """
    with reading(query) as given:
        found = templates_on(given.edition.commitment_templates, given.view.today)
    return {"templates": [_template(each) for each in found.values()]}


@command(
    subject,
    "/commitments",
    schemas.CommitmentToSign,
    Answer(schema=schemas.SignedCommitment, status=CREATED),
    permission=Permission.SIGN_COMMITMENT,
)
def sign_commitment(body: Body) -> Response:
    """Sign a commitment for one's own enterprise.

    Free of charge. It is public at once and to its last day, and cannot be taken back by its
    signer. The same commitment for the same period is refused, naming the one that stands.
    """
    return idempotency.run(lambda session: _signed(session, body))


def _signed(session: Session, body: Body) -> Kept:
    """Sign the commitment."""
    act = acting(session)
    signing = Signing(body["template"], body["valid_until"], body["values"])
    made = commitment_signing.sign(session, signing, act=act)
    told = {
        "record_id": to_public(made.record_id),
        "document_number": made.document_number,
        "template": signing.template,
        "committed_on": act.today.isoformat(),
        "valid_until": signing.valid_until.isoformat(),
    }
    return Kept(CREATED, told, {})


def _template(template: CommitmentTemplate) -> Shape:
    """One commitment that can be signed."""
    source, today = template.source, context.today()
    return {
        "code": template.code,
        "label": either(template.label_zh, template.label_en),
        "matter": either(template.matter_zh, template.matter_en),
        "text": template.text_zh,
        "translation": template.text_en,
        "liability": either(template.liability_zh, template.liability_en),
        "valid_until": [day.isoformat() for day in template.ends(today)],
        "blanks": [
            {
                "name": blank.name,
                "label": either(blank.label_zh, blank.label_en),
                "longest": blank.longest,
                "is_number": blank.is_number,
            }
            for blank in template.blanks
        ],
        "source": either(source.text_zh, source.text_en),
    }
