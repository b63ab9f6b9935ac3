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


class ConsistencyQuery(Shape):
    """Between which trees the proof is."""

    old_size = fields.Integer(
        required=True,
        validate=validate.Range(0),
        metadata=described("The size in the checkpoint that was kept.", 1000, unit="events"),
    )
    new_size = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(0),
        metadata=described(
            "The size in the later checkpoint; the newest where none is given.", 1042, unit="events"
        ),
    )


class Consistency(Shape):
    """That an earlier tree is the beginning of a later one, by RFC 9162."""

    old_size = whole("The size of the earlier tree.", 1000, unit="events", source=REGISTRY)
    new_size = whole("The size of the later tree.", 1042, unit="events", source=REGISTRY)
    path = texts("The hashes of the proof, in hex.", ["7a3d…"], source=REGISTRY)


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
