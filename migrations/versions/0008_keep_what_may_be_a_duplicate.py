"""Keep what may be a duplicate."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_table(
        "duplicate_candidate",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("other_id", Id, nullable=False),
        sa.Column("reason", KeyText, nullable=False),
        sa.Column("state", KeyText, nullable=False),
        sa.Column("found_by", Id, nullable=False),
        sa.Column("settled_by", Id, nullable=True),
        sa.CheckConstraint(
            "reason IN ('same_organization_code', 'confusable_code', 'same_name')",
            name=op.f("ck_duplicate_candidate_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'duplicate', 'different')",
            name=op.f("ck_duplicate_candidate_state"),
        ),
        sa.ForeignKeyConstraint(
            ["found_by"], ["event.id"], name=op.f("fk_duplicate_candidate_found_by")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["subject.id"], name=op.f("fk_duplicate_candidate_other_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["event.id"], name=op.f("fk_duplicate_candidate_settled_by")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_duplicate_candidate_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_candidate")),
        sa.UniqueConstraint(
            "subject_id", "other_id", name=op.f("uq_duplicate_candidate_subject_id_other_id")
        ),
    )
    with op.batch_alter_table("duplicate_candidate") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_duplicate_candidate_open"),
            ["id"],
            unique=False,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )
        batch_op.create_index(
            batch_op.f("ix_duplicate_candidate_other_id"), ["other_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("duplicate_candidate")
