"""Add the access log."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "access_entry",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("read_at", Instant, nullable=False),
        sa.Column("kind", KeyText, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("purpose", KeyText, nullable=False),
        sa.CheckConstraint(
            "kind IN ('credit_file', 'case', 'record', 'subject')",
            name=op.f("ck_access_entry_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_access_entry_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_access_entry_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entry")),
    )
    with op.batch_alter_table("access_entry") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_access_entry_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_access_entry_subject_id"), ["subject_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("access_entry") as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_entry_subject_id"))
        batch_op.drop_index(batch_op.f("ix_access_entry_account_id"))

    op.drop_table("access_entry")
