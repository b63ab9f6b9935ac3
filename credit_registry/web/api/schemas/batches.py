"""Deliveries of files."""

from marshmallow import fields, validate

from credit_registry.web.api.schemas.fields import (
    REGISTRY,
    Shape,
    described,
    instant,
    several,
    term,
    text,
    truth,
    whole,
)

ROWS = "rows"


class NoQuery(Shape):
    """Nothing is asked in the address."""


class BatchesQuery(Shape):
    """How much is listed."""

    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(1, 200),
        metadata=described("How many deliveries at most.", 50, unit="deliveries"),
    )
    after = fields.String(
        validate=validate.Length(1, 64),
        metadata=described("The `next` of the page before.", "028t5cy4tqkff"),
    )


class FaultsQuery(Shape):
    """Where the faults are read from."""

    after_line = fields.Integer(
        load_default=0,
        validate=validate.Range(0),
        metadata=described("Only faults after this line.", 0, unit="lines"),
    )
    limit = fields.Integer(
        load_default=200,
        validate=validate.Range(1, 500),
        metadata=described("How many faults at most.", 200, unit="faults"),
    )


class Receipt(Shape):
    """What became of a file; `read` is `accepted` + `unchanged` + `refused`."""

    id = text("The delivery's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    filename = text("The file's name.", "penalties.csv")
    layout = text("The layout it was read by.", "penalties", source=REGISTRY)
    digest = text(
        "The file's SHA-256 digest; `hmac-sha256:` and a keyed digest where it has columns of "
        "identity numbers.",
        "5d41…",
        source=REGISTRY,
    )
    read = whole("Rows read.", 120, unit=ROWS, source=REGISTRY)
    accepted = whole("Rows taken in.", 110, unit=ROWS, source=REGISTRY)
    changed = whole("Of these, rows that changed what was on record.", 2, unit=ROWS)
    unchanged = whole("Rows on record already.", 6, unit=ROWS, source=REGISTRY)
    refused = whole("Rows refused.", 4, unit=ROWS, source=REGISTRY)
    provisional = whole("Subjects not known before.", 1, unit="subjects", source=REGISTRY)
    quarantined = whole("Codes kept for correction.", 1, unit="codes", source=REGISTRY)
    ambiguous = whole("Rows whose subject was not certain.", 0, unit=ROWS, source=REGISTRY)
    warned = whole("Rows with a remark.", 3, unit=ROWS, source=REGISTRY)
    is_repeat = truth("Whether the same file had been delivered before.")


class Batch(Receipt):
    """A delivery."""

    opened_at = instant("When it began.", "2026-11-23T02:15:00+00:00")
    closed_at = instant("When it ended; null while it runs.", None, nullable=True)


class Batches(Shape):
    """The newest deliveries."""

    batches = several(Batch, "The newest first.")
    next = fields.String(
        required=True,
        allow_none=True,
        metadata=described(
            "The cursor of the following page, also in the Link header; null on the last.", None
        ),
    )


class KeptDelivery(Shape):
    """A file that is kept, and how far it is."""

    id = text("The kept delivery's permanent id.", "028t5cy4tqkff", source=REGISTRY)
    filename = text("The file's name.", "penalties.csv")
    layout = text("The layout it is read by.", "penalties", source=REGISTRY)
    state = term("How far it is.", "running", "正在接收", source=REGISTRY)
    rows = fields.Integer(
        required=True,
        allow_none=True,
        metadata=described("How many rows it has; null until counted.", 200_000, unit=ROWS),
    )
    done = whole("Rows taken in or refused so far.", 12_000, unit=ROWS, source=REGISTRY)
    batch = text(
        "The delivery's id once it is taken in.", None, source=REGISTRY, nullable=True,
    )  # fmt: skip
    fault = term(
        "What kept it from being taken in.", "conflict", "", source=REGISTRY, nullable=True
    )


class RowFault(Shape):
    """Why a row was refused or remarked."""

    line = whole("The line in the file.", 17, unit="lines", source=REGISTRY)
    is_refusal = truth("Whether the row was refused.", example=True)
    field = text("The field.", "uscc")
    reason = text("What is wrong.", "the check character does not fit")
    accepted = text("What would be accepted.", "a valid code of 18 characters")


class BatchFile(Batch):
    """A delivery with what was wrong in it."""

    faults = several(RowFault, "The faults in the order of the lines.")
    next_line = fields.Integer(
        required=True,
        allow_none=True,
        metadata=described(
            "Where to go on reading the faults; null at their end.", None, unit="lines"
        ),
    )


class Upload(Shape):
    """The file to be taken in."""

    file = fields.Raw(
        required=True,
        metadata=described(
            "The file: CSV, TSV, XLSX or JSON Lines, plain or compressed.", "penalties.csv"
        )
        | {"type": "string", "format": "binary"},
    )
    layout = fields.String(
        load_default="",
        validate=validate.Length(0, 64),
        metadata=described("The layout; recognised by its heading where none is given.", ""),
    )
