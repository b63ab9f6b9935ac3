"""Keep drafts of rule sets while they are written, and the trials that are asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KeyText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
OPEN = sa.text("state IN ('waiting', 'running')")


def upgrade() -> None:
    op.create_table(
        "working_draft",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("code", KeyText, nullable=False),
        sa.Column("purpose", KeyText, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("revision", Id, nullable=False),
        sa.Column("begun_by", Id, nullable=False),
        sa.Column("changed_by", Id, nullable=False),
        sa.CheckConstraint("purpose IN ('grade', 'risk')", name=op.f("ck_working_draft_purpose")),
        sa.ForeignKeyConstraint(["begun_by"], ["event.id"], name=op.f("fk_working_draft_begun_by")),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["event.id"], name=op.f("fk_working_draft_changed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_draft")),
    )
    op.create_table(
        "what_if_trial",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("draft_version", KeyText, nullable=False),
        sa.Column("draft_content", sa.Text(), nullable=False),
        sa.Column("base_version", KeyText, nullable=False),
        sa.Column("code", KeyText, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", KeyText, nullable=False),
        sa.Column("attempts", Id, nullable=False),
        sa.Column("token", Id, nullable=False),
        sa.Column("done", Id, nullable=False),
        sa.Column("population", Id, nullable=False),
        sa.Column("report_id", Id, nullable=True),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("asked_by", Id, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed')",
            name=op.f("ck_what_if_trial_state"),
        ),
        sa.ForeignKeyConstraint(
            ["base_version"],
            ["rule_set_version.version"],
            name=op.f("fk_what_if_trial_base_version"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["what_if_report.id"], name=op.f("fk_what_if_trial_report_id")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["event.id"], name=op.f("fk_what_if_trial_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_what_if_trial")),
    )
    op.create_index("ix_what_if_trial_state", "what_if_trial", ["state", "id"])
    op.create_index(
        "uq_what_if_trial_open",
        "what_if_trial",
        ["draft_version", "base_version", "as_of"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_index("uq_what_if_trial_open", table_name="what_if_trial")
    op.drop_index("ix_what_if_trial_state", table_name="what_if_trial")
    op.drop_table("what_if_trial")
    op.drop_table("working_draft")
