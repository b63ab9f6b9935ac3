"""Count failed attempts and end sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "failed_attempts",
        sa.Column("watched", KeyText, nullable=False),
        sa.Column("failures", Id, nullable=False),
        sa.Column("last_at", Instant, nullable=False),
        sa.Column("blocked_until", Instant, nullable=True),
        sa.PrimaryKeyConstraint("watched", name=op.f("pk_failed_attempts")),
    )
    with op.batch_alter_table("failed_attempts") as batch_op:
        batch_op.create_index(batch_op.f("ix_failed_attempts_last_at"), ["last_at"], unique=False)

    with op.batch_alter_table("account") as batch_op:
        batch_op.add_column(sa.Column("one_time_until", Instant, nullable=True))
        batch_op.add_column(sa.Column("session_generation", Id, nullable=False, server_default="1"))
    with op.batch_alter_table("account") as batch_op:
        batch_op.alter_column("session_generation", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("account") as batch_op:
        batch_op.drop_column("session_generation")
        batch_op.drop_column("one_time_until")

    with op.batch_alter_table("failed_attempts") as batch_op:
        batch_op.drop_index(batch_op.f("ix_failed_attempts_last_at"))

    op.drop_table("failed_attempts")
