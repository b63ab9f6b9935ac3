"""Take reports of mistakes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
WAITING = sa.text("answered_by IS NULL")


def upgrade() -> None:
    op.create_table(
        "mistake_report",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("subject_id", Id, nullable=False),
        sa.Column("record_id", Id, nullable=True),
        sa.Column("reason", KeyText, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("code_digest", KeyText, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("received_by", Id, nullable=False),
        sa.Column("answered_by", Id, nullable=True),
        sa.CheckConstraint(
            "reason IN ('not_us', 'wrong_content', 'outdated')",
            name=op.f("ck_mistake_report_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["event.id"], name=op.f("fk_mistake_report_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["received_by"], ["event.id"], name=op.f("fk_mistake_report_received_by")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_mistake_report_record_id")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_mistake_report_subject_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mistake_report")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_mistake_report_code_digest")),
    )
    with op.batch_alter_table("mistake_report") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mistake_report_subject_id"), ["subject_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_mistake_report_waiting"),
            ["id"],
            unique=False,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        )


def downgrade() -> None:
    op.drop_table("mistake_report")
