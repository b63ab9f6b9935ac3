"""What-if reports: what a draft of the rules would change, kept and read again."""

from datetime import date
from typing import Any

from flask import Response

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.rules.documents.documents import from_tree
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.versions import version_of
from credit_registry.services import law_editions
from credit_registry.services.idempotency import Answer as Kept
from credit_registry.services.idempotency import find, once
from credit_registry.services.rule_changes import what_if_changes, what_if_reports, what_if_trials
from credit_registry.services.rule_changes.rule_set_files import read as read_file
from credit_registry.services.rule_changes.what_if_changes import Only
from credit_registry.web import context, idempotency, uploads
from credit_registry.web.api import cursors, paging
from credit_registry.web.api.operations import Answer, Subject, command, read
from credit_registry.web.api.readings import Query
from credit_registry.web.api.schemas import what_ifs as schemas
from credit_registry.web.api.schemas.batches import NoQuery
from credit_registry.web.api.shapes import what_ifs as shapes

subject = Subject("what-if", __name__, description="规则试算 · What-if reports")
ACCEPTED, STANDING = 202, 200
TRIALS = "/api/v1/what-if/trials"


@command(
    subject,
    "/what-if",
    None,
    Answer(schema=schemas.Trial, status=ACCEPTED),
    permission=Permission.TRY_RULE_SET,
    upload=schemas.RuleSetDraftUpload,
    instead=schemas.RuleSetDraft,
)
def try_draft() -> Response:
    """Try a draft of the rules on everybody.

    The report is made in the background: the answer is 202 with the trial, whose state is read at
    its Location. The same draft, base, day and facts again answer 200 with the trial that stands.
    """
    rule_set, stated = _draft()
    asked = f"{version_of(rule_set)} {stated.get('base')} {stated.get('as_of')}"
    key = idempotency.stated_key(asked)
    registry, actor = context.registry(), context.actor()
    if key is not None:
        with registry.reading() as session:
            given = find(session, actor, key)
        if given is not None:
            return idempotency.respond(given)
    trial = what_if_trials.ask(
        registry, rule_set, actor=actor, as_of=stated.get("as_of"), base=stated.get("base")
    )
    told = shapes.trial(trial)
    location = {"Location": f"{TRIALS}/{told['id']}"}
    answer = Kept(ACCEPTED if trial.is_open else STANDING, told, location)
    if key is not None:
        with registry.transaction() as session:
            answer = once(session, actor, key, registry.clock.now(), lambda: answer)
    return idempotency.respond(answer)


@read(
    subject,
    "/what-if/trials/<string:trial>",
    NoQuery,
    Answer(schema=schemas.Trial),
    permission=Permission.READ_INTERNAL,
)
def what_if_trial(query: Query, trial: str) -> object:  # noqa: ARG001 - nothing can be asked
    """Read how far a trial is.

    With its report once that is made, or what kept it from being made.
    """
    with context.registry().reading() as session:
        found = what_if_trials.one(session, from_public(trial), actor=context.actor())
    return shapes.trial(found)


@read(
    subject,
    "/what-if/<string:report>",
    schemas.ChangesQuery,
    Answer(schema=schemas.WhatIfFile),
    permission=Permission.READ_INTERNAL,
)
def what_if_report(query: Query, report: str) -> object:
    """Read a what-if report.

    With a page of its changes, or of those newly capped, newly proposed or newly below a grade.
    """
    number, only, limit = from_public(report), Only(query["which"]), query["limit"]
    asked = ["what-if", report, only.value, query.get("below")]
    after = int(cursors.unseal(asked, query["after"])[0] or 0) if "after" in query else 0
    with context.registry().reading() as session:
        kept = what_if_reports.one(session, number, actor=context.actor())
        found = what_if_changes.page(
            session, kept, actor=context.actor(), only=only, below=query.get("below"),
            after=after, limit=limit + 1,
        )  # fmt: skip
        told = shapes.report(kept, law_editions.current(session).edition)
    shown = found[:limit]
    following = cursors.seal(asked, [shown[-1].subject_id]) if len(found) > limit else None
    changes = [shapes.change(each) for each in shown]
    return paging.with_link(told | {"changes": changes, "next": following}, following)


def _draft() -> tuple[RuleSet, dict[str, Any]]:
    """The draft of the request, and what else it states. Raises InvalidInput, Unlawful."""
    request = context.current_request()
    if request.is_json:
        body = subject.ARGUMENTS_PARSER.parse(schemas.RuleSetDraft(), request, location="json")
        return from_tree(body["rule_set"]), body
    file = uploads.sent("file")
    if file is None:
        accepted = "multipart/form-data with a part named file, or application/json"
        raise InvalidInput("There is no draft.", [FieldError("/file", "is missing", accepted)])
    content = file.stream.read()
    return read_file(content).rule_set, _form(request.form.to_dict())


def _form(stated: dict[str, str]) -> dict[str, Any]:
    """What a form states beside the file. Raises InvalidInput."""
    found: dict[str, Any] = {name: text for name, text in stated.items() if text}
    if unknown := sorted(set(found) - {"base", "as_of"}):
        raise InvalidInput(f"The form is not accepted: {', '.join(unknown)}.")
    if "as_of" in found:
        try:
            found["as_of"] = date.fromisoformat(found["as_of"])
        except ValueError:
            error = FieldError("/as_of", "is no day", "YYYY-MM-DD")
            raise InvalidInput("as_of is no day.", [error]) from None
    return found
