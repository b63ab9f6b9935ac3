"""Keep what the jobs did."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "job_run",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("job", KeyText, nullable=False),
        sa.Column("period", KeyText, nullable=False),
        sa.Column("outcome", KeyText, nullable=False),
        sa.Column("attempts", Id, nullable=False),
        sa.Column("token", Id, nullable=False),
        sa.Column("started_at", Instant, nullable=False),
        sa.Column("ended_at", Instant, nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('running', 'done', 'failed', 'skipped')", name=op.f("ck_job_run_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_run")),
        sa.UniqueConstraint("job", "period", name=op.f("uq_job_run_job_period")),
    )
    with op.batch_alter_table("job_run") as batch_op:
        batch_op.create_index("ix_job_run_started_at", ["started_at", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("job_run") as batch_op:
        batch_op.drop_index("ix_job_run_started_at")

    op.drop_table("job_run")
