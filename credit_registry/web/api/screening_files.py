"""A table of up to ten thousand subjects, screened slice by slice, with progress as it goes."""

from collections.abc import Iterator, Sequence

import orjson
from flask import Response

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.permissions import Permission
from credit_registry.domain.screenings import MOST_SUBJECTS
from credit_registry.exchange import asked_rows
from credit_registry.services.screening import certificates
from credit_registry.services.screening.asked_subjects import Asked
from credit_registry.services.screening.certificates import Prepared
from credit_registry.services.screening.screenings import Request
from credit_registry.web import context, responses, uploads
from credit_registry.web.api import screenings
from credit_registry.web.api.operations import Answer, command
from credit_registry.web.api.schemas import screenings as schemas
from credit_registry.web.api.shapes.terms import Shape
from credit_registry.web.responses import NDJSON

subject = screenings.subject
"""Files stand among the operations about screenings."""
CREATED = 201


@command(
    subject,
    "/screenings/files",
    None,
    Answer(schema=schemas.ScreeningFileLine, status=CREATED, media=NDJSON),
    permission=Permission.SCREEN_SUBJECTS,
    upload=schemas.ScreeningUpload,
)
def screen_file() -> Response:
    """Screen a table of subjects.

    CSV or XLSX, up to ten thousand rows. Each five hundred are one screening with a certificate of
    its own, whose lines come as soon as it is issued, followed by a line that tells how far it is.
    """
    rows = _rows()
    slices = [
        Request(context.current_request().form.get("purpose", ""), rows[at : at + MOST_SUBJECTS])
        for at in range(0, len(rows), MOST_SUBJECTS)
    ]
    # The first slice is answered before anything is sent, so that a fault is still told as one.
    first = certificates.prepare(context.registry(), slices[0], actor=context.actor())
    response = responses.lines(_lines(first, slices, len(rows)))
    response.status_code = CREATED
    response.headers["Cache-Control"] = "no-store"
    return response


def _rows() -> tuple[Asked, ...]:
    """The rows of the file that was sent. Raises InvalidInput for none, or for a table of none."""
    file = uploads.sent("file")
    if file is None:
        accepted = "multipart/form-data with a part named file"
        raise InvalidInput("There is no file.", [FieldError("/file", "is missing", accepted)])
    with uploads.kept(file) as path, path.open("rb") as source:
        rows = tuple(Asked(**row) for row in asked_rows.table_rows(source))  # type: ignore[arg-type] # texts alone
    if not rows:
        error = FieldError("/file", "has no rows", "a heading and one row at least")
        raise InvalidInput("The table asks for nobody.", [error])
    return rows


def _lines(first: Prepared, slices: Sequence[Request], rows: int) -> Iterator[Shape]:
    """The lines of each slice, and how far it is."""
    registry, actor = context.registry(), context.actor()
    done = 0
    for number, request in enumerate(slices):
        prepared = certificates.prepare(registry, request, actor=actor) if number else first
        with registry.transaction() as session:
            made = certificates.issue(session, prepared, actor=actor, at=registry.clock.now())
        tree = orjson.loads(made.content)
        for line in screenings.certificate_lines(tree, prepared.digest, made.code):
            yield line | {"progress": None}
        done += len(request.rows)
        blank: Shape = {"certificate": None, "subject": None, "consortium": None}
        yield blank | {"progress": {"done": done, "of": rows}}
