"""Keep delivered files, sealed, until a job has taken them in."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "kept_delivery",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("filename", KeyText, nullable=False),
        sa.Column("layout", KeyText, nullable=False),
        sa.Column("digest", KeyText, nullable=False),
        sa.Column("is_long", sa.Boolean(), nullable=False),
        sa.Column("state", KeyText, nullable=False),
        sa.Column("kept_at", Instant, nullable=False),
        sa.Column("kept_until", Instant, nullable=False),
        sa.Column("attempts", Id, nullable=False),
        sa.Column("token", Id, nullable=False),
        sa.Column("rows", Id, nullable=True),
        sa.Column("batch_id", Id, nullable=True),
        sa.Column("is_repeat", sa.Boolean(), nullable=False),
        sa.Column("fault", KeyText, nullable=True),
        sa.Column("kept_by", Id, nullable=False),
        sa.Column("accepted_by", Id, nullable=True),
        sa.Column("ended_at", Instant, nullable=True),
        sa.CheckConstraint(
            "state IN ('kept', 'waiting', 'running', 'done', 'failed')",
            name=op.f("ck_kept_delivery_state"),
        ),
        sa.CheckConstraint(
            "fault IN ('unreadable', 'conflict', 'not_permitted', 'account_closed', 'given_up')",
            name=op.f("ck_kept_delivery_fault"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_kept_delivery_account_id")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_kept_delivery_batch_id")),
        sa.ForeignKeyConstraint(["kept_by"], ["event.id"], name=op.f("fk_kept_delivery_kept_by")),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["event.id"], name=op.f("fk_kept_delivery_accepted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_delivery")),
    )
    op.create_index(op.f("ix_kept_delivery_account_id"), "kept_delivery", ["account_id"])
    op.create_index("ix_kept_delivery_state", "kept_delivery", ["state", "id"])
    op.create_table(
        "kept_part",
        sa.Column("delivery_id", Id, nullable=False),
        sa.Column("number", Id, autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["kept_delivery.id"], name=op.f("fk_kept_part_delivery_id")
        ),
        sa.PrimaryKeyConstraint("delivery_id", "number", name=op.f("pk_kept_part")),
    )


def downgrade() -> None:
    op.drop_table("kept_part")
    op.drop_table("kept_delivery")
