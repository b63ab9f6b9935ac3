"""Checkpoints and proofs of the ledger."""

from marshmallow import fields, validate

from credit_registry.web.api.schemas.fields import REGISTRY, Shape, described, text, texts, whole


class CheckpointQuery(Shape):
    """A checkpoint is always of the present."""


class ProofQuery(Shape):
    """The tree the proof is for."""

    tree_size = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(1),
        metadata=described(
            "The size of the tree; the newest where none is given.", 1042, unit="events"
        ),
    )


class Proof(Shape):
    """That an event stands in the ledger, by RFC 6962."""

    position = whole("The event's position.", 17, unit="ledger position", source=REGISTRY)
    tree_size = whole("The size of the tree that is proved.", 1042, unit="events", source=REGISTRY)
    leaf = text("The event's leaf hash, in hex.", "b0f1…", source=REGISTRY)
    path = texts("The hashes from the leaf to the root, in hex.", ["7a3d…"], source=REGISTRY)
    root = text("The root of the tree, in hex.", "c4e9…", source=REGISTRY)
    body = text(
        "The bytes that were hashed, as text; null where the event itself is not public.",
        None, source=REGISTRY, nullable=True,
    )  # fmt: skip
