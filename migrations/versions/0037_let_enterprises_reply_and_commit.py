"""Let enterprises reply to records, and keep the commitments that they sign."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
KIND = "ck_proceeding_kind"
OLD_KINDS = (
    "restoration",
    "objection",
    "challenge",
    "sampling_follow_up",
    "measure",
    "re_inspection",
)

REFERENCES = {
    "subject_id": "subject",
    "record_id": "record",
    "account_id": "account",
    "law_edition_id": "law_edition",
    "signed_by": "event",
}


def upgrade() -> None:
    _allow((*OLD_KINDS, "reply"))
    op.create_table(
        "signed_commitment",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("template", KeyText, nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("ordinal", Id, nullable=False),
        sa.Column("record_id", Id, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("law_edition_id", Id, nullable=False),
        sa.Column("signed_by", Id, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_signed_commitment_{column}")
            )
            for column, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_commitment")),
        sa.UniqueConstraint(
            "subject_id", "template", "valid_until", "ordinal",
            name=op.f("uq_signed_commitment_period"),
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_signed_commitment_record_id"), "signed_commitment", ["record_id"])


def downgrade() -> None:
    op.drop_table("signed_commitment")
    _allow(OLD_KINDS)


def _allow(kinds: tuple[str, ...]) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("proceeding") as batch_op:
        batch_op.drop_constraint(op.f(KIND), type_="check")
        batch_op.create_check_constraint(op.f(KIND), f"kind IN ({words})")
